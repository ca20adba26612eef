from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import Word
from service.conversation.agreement import (
    Agreement,
    AgreementConfig,
    written,
)
from service.conversation.trust import TrustConfig

ALL_SHOWN = TrustConfig(last_words=0)
TWO = AgreementConfig(decodings=2, held_words=1, trust=ALL_SHOWN, loose_words=99, deep_words=99)
CALM = AgreementConfig()

HYPOTHESES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["I", "i,", "am", "an", "here.", "Here", "x"]), max_size=6),
        st.booleans(),
    ),
    max_size=8,
)


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(text=f" {word}") for word in text.split())


def observe(*texts: str) -> Agreement:
    agreement = Agreement(TWO)
    for text in texts:
        agreement.observe(words(text), cut=False)
    return agreement


def shown(agreement: Agreement) -> str:
    return f"{written(agreement.committed)}|{written(agreement.tentative)}"


def test_nothing_is_committed_by_one_decoding() -> None:
    assert shown(observe("I live in")) == "| I live in"


def test_the_prefix_of_two_decodings_is_committed() -> None:
    assert shown(observe("I live in", "I live in Espoo")) == " I live in| Espoo"


def test_the_last_word_is_held_back_when_it_may_be_cut_off() -> None:
    assert shown(observe("I live in", "I live in")) == " I live| in"


def test_one_word_is_never_committed_alone() -> None:
    assert shown(observe("Yes", "Yes")) == "| Yes"


def test_a_prefix_ends_with_a_word_written_the_same_twice() -> None:
    assert shown(observe("I live in Espoo.", "I live in Espoo, and")) == " I live in| Espoo, and"


def test_words_inside_are_committed_as_they_are_shown() -> None:
    agreement = observe("I live In espoo. and work", "I live in Espoo, and work here")
    assert shown(agreement) == " I live In espoo. and work| here"


def test_words_inside_are_taken_as_written_last_where_spelling_is_not_kept() -> None:
    agreement = Agreement(replace(TWO, keeps_spelling=False))
    for text in ("I live In espoo. and work", "I live in Espoo, and work here"):
        agreement.observe(words(text), cut=False)
    assert shown(agreement) == " I live in Espoo, and work| here"


def test_a_shown_word_keeps_its_spelling_until_the_utterance_is_over() -> None:
    agreement = Agreement(CALM)
    for text in ("well, it is late", "Well It is late", "Well. It is late now"):
        agreement.observe(words(text), cut=False)
    assert shown(agreement) == "| well, it is late"
    agreement.finish(words("Well it is LATE now."))
    assert shown(agreement) == " well, it is late now.|"


def test_the_decoding_of_the_whole_utterance_ends_sentences_where_it_hears_them() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("Well it is late today and we go now"), cut=False)
    agreement.finish(words("Well, it is late today. And, we go now."))
    assert shown(agreement) == " Well it is late today. And, we go now.|"


def test_the_last_word_is_shown_when_another_one_follows_or_the_voice_pauses() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("can you he."), cut=False)
    assert shown(agreement) == "| can you"
    agreement.observe(words("can you help me"), cut=False)
    assert shown(agreement) == "| can you help"
    agreement.observe(words("can you help me?"), cut=False, paused=True)
    assert shown(agreement) == "| can you help me?"


def test_a_shown_word_is_replaced_when_two_decodings_in_a_row_say_so() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("how do you marry and"), cut=False)
    agreement.observe(words("had he married and now"), cut=False)
    assert shown(agreement) == "| how do you marry"
    agreement.observe(words("had he married and now we"), cut=False)
    assert shown(agreement) == "| had he married and now"


def test_the_last_word_that_is_shown_gives_way_at_once() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("the card costs sixty euros"), cut=False)
    agreement.observe(words("the card costs sixteen euros and"), cut=False)
    assert shown(agreement) == "| the card costs sixteen euros"


def test_many_words_are_taken_back_only_when_three_decodings_in_a_row_say_so() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("thirsty is possible for me at ten in the morning so"), cut=False)
    for _ in range(2):
        agreement.observe(words("Thursday is possible for me at ten in the morning so"), cut=False)
        assert shown(agreement) == "| thirsty is possible for me at ten in the morning"
    agreement.observe(words("Thursday is possible for me at ten in the morning so"), cut=False)
    assert shown(agreement) == "| Thursday is possible for me at ten in the morning"


def test_what_follows_a_contradicted_word_is_shown_at_once() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("I have a dog at home and"), cut=False)
    agreement.observe(words("I have a frog at home and we like"), cut=False)
    assert shown(agreement) == "| I have a dog at home and we"


def test_shown_words_that_one_decoding_lacks_stay_and_go_when_two_lack_them() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("I am here now at uh"), cut=False)
    agreement.observe(words("I am here"), cut=False)
    assert shown(agreement) == "| I am here now at"
    agreement.observe(words("I am here"), cut=False)
    assert shown(agreement) == "| I am here"


def test_a_hyphen_that_comes_and_goes_is_not_seen() -> None:
    agreement = Agreement(CALM)
    for text in ("be cold-hearted and so", "be coldhearted and so", "be cold-hearted and so on"):
        agreement.observe(words(text), cut=False)
        assert shown(agreement).startswith("| be cold-hearted and")


def test_a_sentence_that_goes_on_behind_a_comma_may_end_where_it_is_shown_to() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("That is good news. Is it far or"), cut=False)
    agreement.finish(words("That is good news, is it far?"))
    assert shown(agreement) == " That is good news. Is it far?|"


def test_a_sentence_that_goes_on_without_a_mark_is_spelled_as_it_was_heard() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("We pay by card. now at the desk or"), cut=False)
    agreement.finish(words("We pay by card now, at the desk."))
    assert shown(agreement) == " We pay by card now, at the desk.|"


def test_a_decoding_that_was_cut_confirms_none() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("no no no no yes"), cut=True)
    agreement.observe(words("we do not know"), cut=False)
    assert shown(agreement) == "| no no no no"


def test_a_decoding_in_a_pause_is_shown_as_it_is() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("how do you marry"), cut=False)
    agreement.observe(words("had he married"), cut=False, paused=True)
    assert shown(agreement) == "| had he married"


def test_a_word_that_was_shown_in_a_pause_stays_when_the_voice_goes_on() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("can you"), cut=False, paused=True)
    agreement.observe(words("can you"), cut=False)
    assert shown(agreement) == "| can you"


def test_agreement_needs_two_decodings_in_a_row() -> None:
    assert shown(observe("a b c", "x y z", "a b c d")) == "| a b c d"


def test_a_contradiction_changes_nothing_that_is_committed() -> None:
    agreement = observe("I have a dog", "I have a dog and")
    agreement.observe(words("I have a frog and we"), cut=False)
    assert shown(agreement) == " I have a dog and| we"


def test_tentative_words_anchor_what_follows_a_contradiction() -> None:
    agreement = observe("I need twenty five", "I need twenty five euros")
    agreement.observe(words("I need 25 euros please"), cut=False)
    assert shown(agreement) == " I need twenty five euros| please"


def test_a_decoding_of_nothing_takes_back_what_is_tentative() -> None:
    agreement = observe("I am here", "I am here now", "")
    assert shown(agreement) == " I am here|"


def test_a_decoding_that_was_cut_is_shown_and_commits_nothing() -> None:
    agreement = observe("no no")
    agreement.observe(words("no no no no"), cut=True)
    assert shown(agreement) == "| no no no no"
    agreement.observe(words("no no no no yes"), cut=False)
    assert shown(agreement) == "| no no no no yes"


def test_languages_without_spaces_are_words_as_given() -> None:
    agreement = Agreement(TWO)
    agreement.observe([Word(text=char) for char in "我住在"], cut=False)
    agreement.observe([Word(text=char) for char in "我住在这里"], cut=False)
    assert shown(agreement) == "我住在|这里"


def test_a_space_is_added_when_an_unrelated_decoding_follows_without_one() -> None:
    agreement = observe("I am here", "I am here now")
    agreement.observe([Word(text="Good"), Word(text=" bye")], cut=False)
    assert shown(agreement) == " I am here| Good bye"


def test_finish_commits_everything() -> None:
    agreement = observe("I live in", "I live in Espo")
    agreement.finish(words("I live in Espoo."))
    assert shown(agreement) == " I live in Espoo.|"


def test_finish_with_nothing_keeps_what_is_committed() -> None:
    agreement = observe("I live in", "I live in Espo")
    agreement.finish(())
    assert shown(agreement) == " I live in|"


def test_give_up_keeps_what_is_shown() -> None:
    agreement = observe("I live in", "I live in Espo")
    agreement.give_up()
    assert shown(agreement) == " I live in Espo|"


@given(HYPOTHESES)
def test_committed_words_never_shrink_or_change(hypotheses: list[tuple[list[str], bool]]) -> None:
    agreement, before = Agreement(TWO), ""
    for texts, cut in hypotheses:
        agreement.observe(words(" ".join(texts)), cut=cut)
        assert written(agreement.committed).startswith(before)
        before = written(agreement.committed)
    agreement.finish(words("the end"))
    assert written(agreement.committed).startswith(before)


@given(HYPOTHESES)
def test_what_is_committed_was_heard_twice(hypotheses: list[tuple[list[str], bool]]) -> None:
    agreement = Agreement(TWO)
    heard: list[set[str]] = []
    for texts, cut in hypotheses:
        before = len(agreement.committed)
        agreement.observe(words(" ".join(texts)), cut=cut)
        heard.append({word.casefold().strip(",.") for word in texts})
        for word in agreement.committed[before:]:
            assert word.text.casefold().strip(" ,.") in heard[-1] & heard[-2]
        if cut:
            assert len(agreement.committed) == before


@given(st.lists(st.sampled_from(["I", "am", "here", "now"]), min_size=1, max_size=8))
def test_growing_decodings_end_in_the_whole_text(text: list[str]) -> None:
    agreement = Agreement(TWO)
    for length in range(1, len(text) + 1):
        agreement.observe(words(" ".join(text[:length])), cut=False)
        assert written(agreement.committed + agreement.tentative).split() == text[:length]
    agreement.finish(words(" ".join(text)))
    assert written(agreement.committed).split() == text


def test_as_many_decodings_must_agree_as_is_asked_for() -> None:
    agreement = Agreement(replace(TWO, decodings=3))
    for text in ("a b c", "a b c", "a x c"):
        agreement.observe(words(text), cut=False)
    assert shown(agreement) == " a| x c"


def test_as_many_last_words_are_held_back_as_is_asked_for() -> None:
    agreement = Agreement(AgreementConfig(decodings=2, held_words=3))
    for _ in range(2):
        agreement.observe(words("a b c d e"), cut=False)
    assert shown(agreement) == " a b| c d"


@pytest.mark.parametrize(("decodings", "held_words"), [(1, 1), (2, 0)])
def test_agreement_of_fewer_is_refused(decodings: int, held_words: int) -> None:
    with pytest.raises(ValueError, match="at least two"):
        AgreementConfig(decodings=decodings, held_words=held_words)


def test_words_that_are_committed_are_shown() -> None:
    with pytest.raises(ValueError, match="last_words"):
        AgreementConfig(held_words=4, trust=TrustConfig(last_words=5))


def sure(text: str, *, last: float = 0.95) -> tuple[Word, ...]:
    *before, end = words(text)
    return (*(replace(word, probability=0.99) for word in before), replace(end, probability=last))


def test_a_last_word_that_the_decoder_is_sure_of_is_shown_at_once_without_its_mark() -> None:
    agreement = Agreement(CALM)
    agreement.observe(sure("can you help."), cut=False)
    assert shown(agreement) == "| can you help"
    agreement.observe(sure("can you help.", last=0.2), cut=False)
    assert shown(agreement) == "| can you help"


def test_a_mark_inside_is_shown_once_another_word_follows() -> None:
    agreement = Agreement(CALM)
    agreement.observe(sure("yes."), cut=False)
    agreement.observe(sure("yes, please."), cut=False)
    assert shown(agreement) == "| yes, please"
    agreement.finish(words("yes, please!"))
    assert shown(agreement) == " yes, please!|"


def test_a_comma_behind_the_last_word_shown_is_not_lost_at_the_end() -> None:
    agreement = Agreement(CALM)
    agreement.observe(sure("yes."), cut=False)
    agreement.finish(words("yes, please."))
    assert shown(agreement) == " yes, please.|"


def test_a_full_stop_that_was_shown_in_a_pause_stays_when_the_voice_goes_on() -> None:
    agreement = Agreement(CALM)
    agreement.observe(words("I can help."), cut=False, paused=True)
    agreement.observe(sure("I can help."), cut=False)
    assert shown(agreement) == "| I can help."


def test_a_doubtful_word_inside_is_shown_when_two_decodings_have_it() -> None:
    agreement = Agreement(CALM)
    once = tuple(
        Word(text=text, probability=probability)
        for text, probability in ((" how", 0.9), (" much", 0.1), (" is", 0.9), (" it", 0.9))
    )
    agreement.observe(once, cut=False)
    assert shown(agreement) == "| how"
    agreement.observe(once, cut=False)
    assert shown(agreement) == "| how much is it"


def test_a_doubtful_word_that_is_not_shown_holds_nothing_back() -> None:
    def heard(doubtful: str, *more: str) -> tuple[Word, ...]:
        return tuple(
            Word(text=f" {word}", probability=0.1 if word == doubtful else 0.9)
            for word in ("the", doubtful, *more)
        )

    agreement = Agreement(CALM)
    agreement.observe(sure("the form and the"), cut=False)
    agreement.observe(heard("farm", "and", "the", "course"), cut=False)
    assert shown(agreement) == "| the form and the course"
    agreement.observe(heard("firm", "and", "the", "course", "was"), cut=False)
    assert shown(agreement) == "| the form and the course was"
