from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.conversation.captions import Captions, SpokenCaption
from service.conversation.events import CaptionChanged, FormerText, TimedWord


def spoken(captions: Captions) -> SpokenCaption:
    return SpokenCaption(captions, participant="anna", start_sample=800, model="asr")


def test_opens_when_there_is_something_to_show() -> None:
    captions = Captions(kept=10)
    caption = spoken(captions)
    assert caption.show(language="en", committed="", tentative="") == []
    assert caption.caption is None
    (change,) = caption.show(language="en", committed="", tentative="Hello")
    assert change == CaptionChanged(
        caption="c1",
        revision=1,
        participant="anna",
        language="en",
        committed="",
        tentative="Hello",
        final=False,
        start_sample=800,
        model="asr",
    )
    assert caption.caption == "c1"
    assert captions.find("c1") == change


def test_ids_rise_in_the_order_of_opening_not_of_speaking() -> None:
    captions = Captions(kept=10)
    first, second = spoken(captions), spoken(captions)
    second.show(language="en", committed="", tentative="b")
    first.show(language="en", committed="", tentative="a")
    assert (first.caption, second.caption) == ("c2", "c1")
    assert [change.tentative for change in captions] == ["b", "a"]


def test_an_open_caption_becomes_another_language_and_is_empty() -> None:
    captions = Captions(kept=10)
    caption = spoken(captions)
    assert caption.redo("pt") == []
    caption.show(language="en", committed="Hello", tentative=" you")
    (change,) = caption.redo("pt")
    assert (change.revision, change.language, change.redone) == (2, "pt", True)
    assert (change.committed, change.tentative, change.final) == ("", "", False)
    (change,) = caption.finish(language="pt", text="Olá", end_sample=9_000)
    assert (change.language, change.committed, change.redone) == ("pt", "Olá", True)


def test_nothing_is_told_when_nothing_visible_changed() -> None:
    caption = spoken(Captions(kept=10))
    caption.show(language="en", committed="Hello", tentative=" you")
    assert caption.show(language="en", committed="Hello", tentative=" you") == []
    (change,) = caption.show(language="en", committed="Hello you", tentative="")
    assert change.revision == 2


def test_ends_with_a_final_revision() -> None:
    caption = spoken(Captions(kept=10))
    caption.show(language="en", committed="Hello", tentative="")
    (change,) = caption.finish(language="en", text="Hello", end_sample=9_000)
    assert (change.revision, change.final, change.end_sample) == (2, True, 9_000)


def test_ends_empty_when_nothing_was_said_after_all() -> None:
    caption = spoken(Captions(kept=10))
    caption.show(language="en", committed="", tentative="Thank you")
    (change,) = caption.finish(language="en", text="", end_sample=9_000)
    assert (change.committed, change.tentative, change.final) == ("", "", True)


def test_leaves_no_trace_when_nothing_was_ever_shown() -> None:
    captions = Captions(kept=10)
    assert spoken(captions).finish(language="en", text="", end_sample=9_000) == []
    assert list(captions) == []


def test_opens_final_when_only_the_last_decoding_gave_words() -> None:
    caption = spoken(Captions(kept=10))
    (change,) = caption.finish(language="pt", text="Sim.", end_sample=9_000)
    assert (change.revision, change.final, change.language) == (1, True, "pt")
    assert (change.start_sample, change.end_sample) == (800, 9_000)


def test_a_typed_turn_is_final_at_once() -> None:
    change = Captions(kept=10).say(participant="anna", language="en", text="Hello")
    assert change.final
    assert change.typed
    assert (change.model, change.start_sample, change.end_sample) == (None, None, None)


def test_a_correction_says_so_and_is_no_machines_text() -> None:
    captions = Captions(kept=10)
    caption = spoken(captions)
    word = TimedWord(start=0, end=4, start_sample=800, end_sample=900, probability=0.4)
    (final,) = caption.finish(language="en", text="Helo", end_sample=9_000, words=(word,))
    assert final.words == (word,)
    (change,) = captions.correct("c1", "Hello", by="anna")
    assert (change.revision, change.committed, change.corrected) == (2, "Hello", True)
    assert (change.model, change.words) == (None, ())
    assert captions.find("c1") == change


def test_a_corrected_caption_knows_what_it_said_before() -> None:
    captions = Captions(kept=10)
    spoken(captions).finish(language="en", text="Helo", end_sample=9_000)
    captions.correct("c1", "Hallo", by="joão")
    (change,) = captions.correct("c1", "Hello", by="anna")
    assert change.history == (
        FormerText(text="Helo", model="asr", writer="anna", revision=1),
        FormerText(text="Hallo", model=None, writer="joão", revision=2),
    )
    assert (change.corrections, change.corrector) == (2, "anna")


@given(st.integers(1, 40))
def test_of_many_corrections_the_first_text_and_the_newest_are_kept(corrections: int) -> None:
    captions = Captions(kept=10)
    captions.say(participant="anna", language="en", text="0")
    for number in range(1, corrections + 1):
        captions.correct("c1", str(number), by="anna")
    change = captions.find("c1")
    assert change is not None
    assert change.corrections == corrections
    kept = [int(former.text) for former in change.history]
    assert kept == [0, *range(max(1, corrections - 9), corrections)]


def test_a_correction_to_the_same_text_is_none() -> None:
    captions = Captions(kept=10)
    captions.say(participant="anna", language="en", text="Hello")
    assert captions.correct("c1", "Hello", by="anna") == []


def test_forgets_the_oldest_finals_beyond_the_bound() -> None:
    captions = Captions(kept=2)
    still_open = spoken(captions)
    still_open.show(language="en", committed="", tentative="...")
    for text in "abc":
        captions.say(participant="anna", language="en", text=text)
    assert captions.forget_oldest() == ["c2"]
    assert captions.find("c2") is None
    assert [change.caption for change in captions] == ["c1", "c3", "c4"]
    assert captions.forget_oldest() == []


def test_clear_forgets_every_text() -> None:
    captions = Captions(kept=2)
    captions.say(participant="anna", language="en", text="secret")
    captions.clear()
    assert list(captions) == []


TEXTS = st.sampled_from(["", "a", "a b"])


@given(st.lists(st.tuples(TEXTS, TEXTS)), TEXTS)
def test_revisions_rise_by_one_and_end_in_one_final(
    shows: list[tuple[str, str]], text: str
) -> None:
    caption = spoken(Captions(kept=10))
    changes = [
        change
        for committed, tentative in shows
        for change in caption.show(language="en", committed=committed, tentative=tentative)
    ]
    changes += caption.finish(language="en", text=text, end_sample=1)
    assert [change.revision for change in changes] == list(range(1, len(changes) + 1))
    assert [change.final for change in changes] == [False] * (len(changes) - 1) + [True] * bool(
        changes
    )
