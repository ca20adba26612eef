"""What the core publishes reaches the wire whole."""

from __future__ import annotations

from dataclasses import replace

from models.types import Route, Term
from service.conversation.events import (
    CaptionChanged,
    FormerText,
    LagChanged,
    Noticed,
    Participant,
    ParticipantsChanged,
    Role,
    TimedWord,
    TranslationChanged,
)
from service.conversation.prepared import PreparedText
from service.feed.log import Delivery
from service.live import present
from service.wire.codec import encode_message
from service.wire.messages import (
    Caption,
    Mark,
    MissingTerm,
    Notice,
    Participants,
    SpokenWord,
    Translation,
)

ROLES = {"staff": Role.STAFF}


def caption(*, final: bool, corrected: bool = False, typed: bool = False) -> CaptionChanged:
    return CaptionChanged(
        caption="c1",
        revision=2,
        participant="staff",
        language="en",
        committed="Hello",
        tentative="" if final else " there",
        final=final,
        corrected=corrected,
        typed=typed,
        start_sample=8_000,
        end_sample=24_000 if final else None,
        model="whisper-base",
    )


def test_tentative_caption_passes_to_readers_of_its_language() -> None:
    entry = present.entry(caption(final=False), roles=ROLES, number=1)
    assert (entry.key, entry.final, entry.language) == ("caption:c1", False, "en")
    message = entry.payload
    assert isinstance(message, Caption)
    assert (message.committed, message.tentative, message.start_s) == ("Hello", " there", 0.5)
    assert message.role == "staff"


def test_a_caption_that_is_another_language_now_passes_to_all_who_may_have_seen_it() -> None:
    redone = replace(caption(final=False), language="pt", redone=True)
    entry = present.entry(redone, roles=ROLES, number=1)
    assert entry.language is None
    assert isinstance(entry.payload, Caption)
    assert (entry.payload.lang, entry.payload.redone) == ("pt", True)


def test_final_message_gets_its_number() -> None:
    entry = present.entry(caption(final=True), roles=ROLES, number=1)
    numbered = present.numbered(Delivery(entry=entry, seq=7))
    assert isinstance(numbered, Caption)
    assert (numbered.seq, numbered.end_s) == (7, 1.5)
    assert present.numbered(Delivery(entry=entry, seq=None)) is entry.payload


def test_words_stand_where_a_browser_slices_and_seconds_are_told() -> None:
    unsure = TimedWord(start=2, end=4, start_sample=8_000, end_sample=12_000, probability=0.41239)
    unheard = TimedWord(start=0, end=1, start_sample=None, end_sample=None, probability=None)
    changed = replace(caption(final=True), committed="\U0001f600 no", words=(unheard, unsure))
    message = present.entry(changed, roles=ROLES, number=1).payload
    assert isinstance(message, Caption)
    assert message.words == (
        SpokenWord(start=0, end=2),
        SpokenWord(start=3, end=5, start_s=0.5, end_s=0.75, probability=0.412),
    )


def test_a_corrected_caption_tells_what_it_said_first() -> None:
    history = (FormerText(text="Helo", model="asr"), FormerText(text="Hallo", model=None))
    changed = replace(caption(final=True, corrected=True), corrections=2, history=history)
    message = present.entry(changed, roles=ROLES, number=1).payload
    assert isinstance(message, Caption)
    assert (message.original, message.corrections) == ("Helo", 2)
    plain = present.entry(caption(final=True), roles=ROLES, number=1).payload
    assert "original" not in encode_message(plain)


def test_a_caption_without_words_does_not_speak_of_them() -> None:
    message = present.entry(caption(final=False), roles=ROLES, number=1).payload
    assert '"words"' not in encode_message(message)


def test_finals_have_their_marks_where_a_browser_slices() -> None:
    said = replace(caption(final=True), committed="\U0001f600 not 12")
    message = present.entry(said, roles=ROLES, number=1).payload
    assert isinstance(message, Caption)
    assert message.marks == (
        Mark(start=3, end=6, kind="negation"),
        Mark(start=7, end=9, kind="number"),
    )
    open_one = present.entry(replace(said, final=False), roles=ROLES, number=1).payload
    assert '"marks"' not in encode_message(open_one)


def test_a_final_translation_is_marked_in_its_own_language() -> None:
    translated = TranslationChanged(
        caption="c1",
        language="pt",
        revision=1,
        source_revision=2,
        committed="Não no dia 12",
        tentative="",
        final=True,
    )
    message = present.entry(translated, roles=ROLES, number=1).payload
    assert isinstance(message, Translation)
    assert message.marks == (
        Mark(start=0, end=3, kind="negation"),
        Mark(start=11, end=13, kind="number"),
    )


def test_only_what_a_machine_wrote_is_marked_so() -> None:
    def marked(changed: CaptionChanged) -> bool:
        message = present.entry(changed, roles=ROLES, number=1).payload
        assert isinstance(message, Caption)
        return message.ai_generated

    assert marked(caption(final=True))
    assert not marked(caption(final=True, corrected=True))
    assert not marked(caption(final=True, typed=True))


def test_translation_keeps_its_caption_and_its_language() -> None:
    changed = TranslationChanged(
        caption="c1",
        language="pt",
        revision=1,
        source_revision=2,
        committed="Olá",
        tentative="",
        final=True,
        model="firefox-en-pt",
        route=Route(("en",)),
        confidence=0.87654,
    )
    entry = present.entry(changed, roles=ROLES, number=1)
    assert entry.key == "translation:c1:pt"
    assert isinstance(entry.payload, Translation)
    assert entry.payload.ai_generated
    assert entry.payload.route == "pivot:en"
    assert entry.payload.confidence == 0.877


def test_notices_never_replace_each_other() -> None:
    noticed = Noticed(code="audio_gap", participant="staff", seconds=1.0)
    first = present.entry(noticed, roles=ROLES, number=1)
    second = present.entry(noticed, roles=ROLES, number=2)
    assert first.key != second.key
    assert first.final
    assert isinstance(first.payload, Notice)


def test_participants_and_lag_pass() -> None:
    here = ParticipantsChanged(
        participants=(Participant(id="staff", role=Role.STAFF, reads=("en",), speaks="en"),)
    )
    entry = present.entry(here, roles=ROLES, number=1)
    assert isinstance(entry.payload, Participants)
    assert entry.payload.participants[0].speaks == "en"
    lag = present.entry(LagChanged(participant="staff", seconds=0.456), roles=ROLES, number=2)
    assert not entry.final
    assert not lag.final


def test_translation_tells_the_terms_that_it_lacks() -> None:
    changed = TranslationChanged(
        caption="c1",
        language="pt",
        revision=1,
        source_revision=1,
        committed="O bilhete.",
        tentative="",
        final=True,
        terms_missing=(Term(source="travel card", target="passe"),),
    )
    message = present.entry(changed, roles=ROLES, number=1).payload
    assert isinstance(message, Translation)
    assert message.terms_missing == (MissingTerm(source="travel card", target="passe"),)
    whole = present.entry(replace(changed, terms_missing=()), roles=ROLES, number=1).payload
    assert '"terms_missing"' not in encode_message(whole)


def test_the_words_of_a_ready_phrase_are_not_called_a_translation() -> None:
    sign = PreparedText(id="form.sign", texts={"en": "Sign here.", "pt": "Assine aqui."})
    shown = replace(caption(final=True, typed=True), prepared=sign, model=None)
    message = present.entry(shown, roles=ROLES, number=1).payload
    assert isinstance(message, Caption)
    assert (message.phrase, message.ai_generated, message.typed) == ("form.sign", False, True)
    in_portuguese = TranslationChanged(
        caption="c1",
        language="pt",
        revision=1,
        source_revision=1,
        committed="Assine aqui.",
        tentative="",
        final=True,
        phrase="form.sign",
        written=True,
    )
    translated = present.entry(in_portuguese, roles=ROLES, number=1).payload
    assert isinstance(translated, Translation)
    assert (translated.phrase, translated.ai_generated, translated.model) == (
        "form.sign",
        False,
        "",
    )
