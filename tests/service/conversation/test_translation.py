from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from translated_desk import ALL_AGREED, AS_IT_COMES, PAIR, Desk, translated

from models.types import Route, TranslatedText
from service.conversation.events import TranslationChanged
from service.conversation.stability import StabilityConfig
from service.conversation.translation import Step


def test_the_tail_is_translated_and_shown_as_tentative() -> None:
    desk = Desk("", "Hello")
    assert desk.asked == ["Hello"]
    assert desk.translation.in_flight
    desk.answer()
    (change,) = desk.changes
    assert change == TranslationChanged(
        caption="c1",
        language="pt",
        revision=1,
        source_revision=1,
        committed="",
        tentative="pt:Hello",
        final=False,
        model="mt",
    )


def test_newer_tails_replace_each_other_while_one_is_under_way() -> None:
    desk = Desk("", "I")
    desk.update("", "I live")
    desk.update("", "I live in")
    assert desk.asked == ["I"]
    desk.answer()
    assert desk.asked == ["I", "I live in"]
    assert desk.shown == "|pt:I"
    assert desk.changes[-1].source_revision == 1
    desk.answer()
    assert desk.shown == "|pt:I live in"
    assert desk.changes[-1].source_revision == 3


def test_a_text_that_only_became_more_certain_is_not_sent_again() -> None:
    desk = Desk("", "I live")
    desk.answer()
    desk.update("I", " live")
    assert desk.asked == ["I live"]
    assert len(desk.changes) == 1


def test_a_closed_sentence_is_translated_once_and_committed() -> None:
    desk = Desk("I live here. And", " I work")
    assert desk.asked == ["I live here."]
    desk.answer()
    assert desk.asked == ["I live here.", "And I work"]
    assert desk.changes == []  # both are shown together, so that nothing shown is taken back
    desk.answer()
    assert desk.shown == "pt:I live here.| pt:And I work"
    desk.update("I live here. And I", " work there")
    assert desk.asked[2:] == ["And I work there"]


def test_a_sentence_is_not_closed_while_words_may_be_added() -> None:
    desk = Desk("I live here.", " And")
    assert desk.asked == ["I live here. And"]


def test_a_tail_that_closes_is_not_translated_again() -> None:
    desk = Desk("I live here.")
    desk.answer()
    desk.update("I live here. And", "")
    assert desk.asked == ["I live here.", "And"]
    desk.answer()
    assert desk.shown == "pt:I live here.| pt:And"


def test_an_older_tail_is_not_shown_when_part_of_it_has_closed() -> None:
    desk = Desk("A.")
    desk.answer()
    desk.update("A.", " B")
    assert desk.asked == ["A.", "A. B"]
    desk.update("A. B.", " C")
    assert desk.shown == "|pt:A."
    desk.answer()  # the tail of before A. was closed by the answer that was there already
    assert desk.shown == "|pt:A."
    desk.answer()
    assert desk.shown == "pt:A.| pt:B. pt:C"


def test_the_end_is_translated_once_more_and_everything_is_final() -> None:
    desk = Desk("", "I live")
    desk.answer()
    desk.update("I live here. Good.", final=True)
    assert desk.asked[1:] == ["I live here. Good."]
    desk.answer()
    assert desk.shown == "pt:I live here. pt:Good.|!"
    assert not desk.translation.in_flight


def test_the_last_tail_is_final_at_once_when_it_was_the_end() -> None:
    desk = Desk("", "I live here.")
    desk.answer()
    desk.update("I live here.", final=True)
    assert desk.asked == ["I live here."]
    assert desk.shown == "pt:I live here.|!"
    assert desk.changes[-1].source_revision == 2


def test_the_answer_under_way_is_final_when_it_is_the_end() -> None:
    desk = Desk("", "I live here.")
    desk.update("I live here.", final=True)
    desk.answer()
    assert [change.final for change in desk.changes] == [True]


def test_an_older_tail_is_not_shown_when_the_caption_is_final() -> None:
    desk = Desk("", "I")
    desk.update("I live here.", final=True)
    desk.answer()
    assert desk.changes == []
    desk.answer()
    assert desk.shown == "pt:I live here.|!"


def test_white_space_of_the_source_is_kept() -> None:
    desk = Desk("One.\n\nTwo.  Three", final=True)
    desk.answer()
    assert desk.shown == "pt:One.\n\npt:Two.  pt:Three|!"


def test_a_final_without_text_takes_back_what_was_shown() -> None:
    desk = Desk("", "Thank you")
    desk.answer()
    desk.update("", final=True)
    assert desk.shown == "|!"


def test_a_final_without_text_says_nothing_when_nothing_was_shown() -> None:
    desk = Desk("", "Thank you")
    desk.update("", final=True)
    desk.answer()
    assert desk.changes == []
    assert desk.asked == ["Thank you"]


def test_a_tail_that_is_gone_is_taken_back() -> None:
    desk = Desk("", "Thank you")
    desk.answer()
    desk.update("", "")
    assert desk.shown == "|"


def test_a_tail_is_translated_as_a_sentence_and_shown_when_two_agree() -> None:
    desk = Desk("", "I live", stability=ALL_AGREED)
    assert desk.asked == ["I live."]
    desk.answer()
    assert desk.changes == []
    desk.update("", "I live here")
    desk.answer()
    assert desk.shown == "|pt:I live"
    assert desk.changes[-1].source_revision == 2


def test_the_tail_that_turns_out_to_be_the_end_is_final_at_once() -> None:
    desk = Desk("", "I live", stability=ALL_AGREED)
    desk.answer()
    desk.update("I live.", final=True)
    assert desk.asked == ["I live."]
    assert desk.shown == "pt:I live.|!"


def test_a_final_caption_carries_its_whole_translation_whatever_was_held_back() -> None:
    desk = Desk("", "I live", stability=ALL_AGREED)
    desk.answer()
    desk.update("He leaves", final=True)
    desk.answer()
    assert desk.shown == "pt:He leaves|!"


def test_text_that_is_decoded_again_as_it_was_counts_as_a_second_translation() -> None:
    desk = Desk("", "I live", stability=ALL_AGREED)
    desk.answer()
    desk.update("I", " live")
    assert desk.shown == "|pt:I live"
    assert len(desk.asked) == 1


def test_what_is_shown_stays_when_its_sentence_is_committed() -> None:
    desk = Desk("", "A. Well you", stability=ALL_AGREED)
    desk.answer()
    desk.update("", "A. Well you see")
    desk.answer()
    assert desk.shown == "|pt:A. pt:Well you"
    desk.update("A. Well", " you see it")
    desk.answer()
    desk.answer()
    assert desk.shown == "pt:A.| pt:Well you see"


def test_an_older_tail_does_not_come_back_after_a_newer_one() -> None:
    desk = Desk("", "I")
    desk.answer()
    desk.update("", "I live")
    desk.update("", "I")
    assert desk.changes[-1].source_revision == 1
    desk.answer()
    assert [change.source_revision for change in desk.changes] == [1]
    assert desk.shown == "|pt:I"


def test_confidence_is_that_of_what_is_shown() -> None:
    desk = Desk("A. Well", stability=ALL_AGREED)
    desk.translation.answered(replace(translated("A."), confidence=0.9))
    step = desk.translation.answered(replace(translated("Well."), confidence=0.1))
    (change,) = step.changes
    assert isinstance(change, TranslationChanged)
    assert (change.committed, change.tentative, change.confidence) == ("pt:A.", "", 0.9)


STEPS = st.lists(
    st.one_of(st.tuples(st.just("say"), st.integers(0, 4)), st.just(("answer", 0))), max_size=30
)
WORDS = "I live here. And you? Yes I do. Good! Then we are all here. Fine".split()


@given(STEPS, st.sampled_from([AS_IT_COMES, StabilityConfig()]))
def test_the_end_equals_the_final_text_translated_sentence_by_sentence(
    steps: list[tuple[str, int]], stability: StabilityConfig
) -> None:
    desk, committed = Desk("", "I", stability=stability), 0
    for kind, number in steps:
        if kind == "say":
            committed = min(committed + number, len(WORDS))
            end = min(committed + 2, len(WORDS))
            text, tail = " ".join(WORDS[:committed]), " ".join(WORDS[committed:end])
            desk.update(text, f" {tail}" if text and tail else tail)
        elif desk.translation.in_flight:
            desk.answer()
    desk.update(" ".join(WORDS), final=True)
    while desk.translation.in_flight:
        desk.answer()
    assert desk.changes[-1].committed == translated(" ".join(WORDS)).text
    assert [change.revision for change in desk.changes] == list(range(1, len(desk.changes) + 1))
    assert [change.final for change in desk.changes].count(True) == 1
    for before, after in pairwise(desk.changes):
        assert after.committed.startswith(before.committed)
        assert after.source_revision >= before.source_revision
    assert all(one != other for one, other in pairwise(desk.asked))


def test_translation_tells_its_model_and_its_route() -> None:
    desk = Desk("Hello.", final=True)
    step = desk.translation.answered(
        TranslatedText(text="Olá.", pair=PAIR, model="a+b", route=Route(("fi",)))
    )
    (shown,) = step.changes
    assert isinstance(shown, TranslationChanged)
    assert (shown.model, shown.route.label) == ("a+b", "pivot:fi")


def sure(text: str, confidence: float | None) -> TranslatedText:
    return TranslatedText(text=text, pair=PAIR, model="mt", confidence=confidence)


def confidences(step: Step) -> list[float | None]:
    return [change.confidence for change in step.changes if isinstance(change, TranslationChanged)]


def test_confidence_is_that_of_the_least_certain_sentence() -> None:
    desk = Desk("Hello. You", "")
    assert desk.asked == ["Hello."]
    assert desk.translation.answered(sure("Olá.", 0.9)).text == "You"
    assert confidences(desk.translation.answered(sure("Tu", 0.4))) == [0.4]
    desk.update("Hello. You may sit.", final=True)
    assert confidences(desk.translation.answered(sure("Sente-se.", 0.95))) == [0.9]


def test_sentence_without_a_score_does_not_hide_the_others() -> None:
    desk = Desk("Hello. 12", "")
    assert desk.translation.answered(sure("Olá.", 0.8)).text == "12"
    assert confidences(desk.translation.answered(sure("12", None))) == [0.8]


def test_correction_has_a_confidence_of_its_own() -> None:
    desk = Desk("Hullo.", final=True)
    assert confidences(desk.translation.answered(sure("Olã.", 0.2))) == [0.2]
    desk.correct("Hello.")
    assert confidences(desk.translation.answered(sure("Olá.", 0.9))) == [0.9]


def test_a_text_is_translated_anew_when_other_terms_hold() -> None:
    desk = Desk("", "One two.")
    desk.answer()
    desk.translation.forget_answer()
    desk.update("One two.", final=True)
    assert desk.asked == ["One two.", "One two."]
