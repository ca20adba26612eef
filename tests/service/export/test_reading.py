"""A transcript is read out of the finals of a caption log."""

from __future__ import annotations

from service.export.reading import read_transcript
from service.export.transcript import Remark, Transcript, Turn
from service.wire.messages import Caption, Notice, ServerMessage, Translation, Version


def caption(
    name: str,
    text: str,
    *,
    at_s: float,
    revision: int = 1,
    corrected: bool = False,
    span_s: tuple[float, float] | None = None,
) -> Caption:
    start_s, end_s = span_s or (None, None)
    return Caption(
        id=name,
        revision=revision,
        participant="s",
        role="staff",
        lang="en",
        committed=text,
        tentative="",
        final=True,
        corrected=corrected,
        typed=span_s is None,
        ai_generated=span_s is not None and not corrected,
        at_s=at_s,
        start_s=start_s,
        end_s=end_s,
    )


def translation(name: str, text: str, *, source_revision: int = 1) -> Translation:
    return Translation(
        caption=name,
        lang="pt",
        revision=1,
        source_revision=source_revision,
        committed=text,
        tentative="",
        final=True,
        model="a-b",
        route="pivot:en",
    )


def read(*messages: ServerMessage) -> Transcript:
    return read_transcript(messages, languages=("en", "pt"))


def test_turns_stand_in_the_order_in_which_they_began() -> None:
    transcript = read(
        caption("c2", "Second", at_s=5.0),
        caption("c1", "First, corrected later", at_s=1.0, corrected=True),
    )
    assert [turn.original.text for turn in transcript.turns] == ["First, corrected later", "Second"]


def test_turn_has_its_translation_and_how_it_was_made() -> None:
    (turn,) = read(caption("c1", "Hello", at_s=0.0), translation("c1", "Olá")).turns
    (made,) = turn.translations
    assert (made.language, made.text, made.machine) == ("pt", "Olá", True)
    assert (made.model, made.route) == ("a-b", "pivot:en")


def test_translation_of_a_text_that_was_corrected_since_is_left_out() -> None:
    corrected = caption("c1", "Hello", at_s=0.0, revision=2, corrected=True)
    (turn,) = read(corrected, translation("c1", "Adeus", source_revision=1)).turns
    assert turn.translations == ()
    (turn,) = read(corrected, translation("c1", "Olá", source_revision=2)).turns
    assert turn.translations[0].text == "Olá"


def test_spoken_turn_lasts_as_long_as_it_was_spoken_and_typed_one_as_it_is_read() -> None:
    spoken = caption("c1", "Hello", at_s=10.0, span_s=(100.0, 104.0))
    typed = caption("c2", "x" * 60, at_s=20.0)
    first, second = read(spoken, typed).turns
    assert (first.start_s, first.end_s) == (10.0, 14.0)
    assert (second.start_s, second.end_s) == (20.0, 24.0)


def test_what_said_nothing_is_left_out() -> None:
    assert read(caption("c1", " ", at_s=0.0)).entries == ()


def test_remark_follows_what_was_final_before_it() -> None:
    entries = read(
        caption("c1", "One", at_s=1.0),
        Notice(code="audio_gap", seconds=2.0),
        caption("c2", "Two", at_s=3.0),
        Notice(code="recognition_failed", caption="c1"),
        Notice(code="something_else"),
    ).entries
    told = [one.kind if isinstance(one, Remark) else one.original.text for one in entries]
    assert told == ["One", "gap", "not_heard", "Two"]


def test_wish_for_an_interpreter_is_noted_unless_it_was_taken_back() -> None:
    wanted, withdrawn = "interpreter_wanted", "interpreter_withdrawn"
    entries = read(
        Notice(code=wanted, participant="phone"),
        Notice(code=wanted, participant="display"),
        Notice(code=withdrawn, participant="phone"),
        caption("c1", "One", at_s=1.0),
        Notice(code=wanted, participant="phone"),
        Notice(code="interpreter_coming", participant="staff"),
    ).entries
    told = [one.kind if isinstance(one, Remark) else one.original.text for one in entries]
    assert told == [wanted, "One", wanted]


def test_languages_of_the_document_are_not_doubled() -> None:
    transcript = read_transcript([], languages=("en", "en"), whole=False)
    assert (transcript.languages, transcript.whole) == (("en",), False)


def test_person_is_told_from_machine() -> None:
    spoken = caption("c1", "a", at_s=0.0, span_s=(0.0, 1.0))
    typed = caption("c2", "b", at_s=1.0)
    entries = read(spoken, typed).entries
    assert [one.original.machine for one in entries if isinstance(one, Turn)] == [True, False]


def test_a_corrected_turn_has_what_it_said_before() -> None:
    texts = ("Helo ", "Hallo", "Hello")
    history = tuple(
        Version(text=text, participant="s", role="staff", ai_generated=False) for text in texts
    )
    corrected = caption("c1", "Hello", at_s=0.0, corrected=True)
    (turn,) = read(corrected.model_copy(update={"history": history})).turns
    assert (turn.original.text, turn.earlier) == ("Hello", ("Helo", "Hallo"))
    (plain,) = read(caption("c1", "Hello", at_s=0.0)).turns
    assert plain.earlier == ()


def test_nothing_that_cannot_be_seen_is_written_down() -> None:
    (turn,) = read(
        caption("c1", "Hello", at_s=0.0), translation("c1", "\x1b"), caption("c2", "\x00", at_s=1.0)
    ).turns
    assert (turn.original.text, turn.translations) == ("Hello", ())
