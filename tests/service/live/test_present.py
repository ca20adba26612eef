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
    Published,
    Role,
    TimedWord,
    TranslationChanged,
)
from service.conversation.prepared import PreparedText
from service.feed.log import Delivery, Entry
from service.live import present
from service.live.times import CaptionTimes
from service.wire.codec import encode_message
from service.wire.messages import (
    Caption,
    Mark,
    MissingTerm,
    Notice,
    Participants,
    ServerMessage,
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


def entry_of(published: Published, *, number: int = 1) -> Entry[ServerMessage]:
    return present.entry(published, roles=ROLES, number=number, times=CaptionTimes())


def test_tentative_caption_passes_to_readers_of_its_language() -> None:
    entry = entry_of(caption(final=False))
    assert (entry.key, entry.final, entry.language) == ("caption:c1", False, "en")
    message = entry.payload
    assert isinstance(message, Caption)
    assert (message.committed, message.tentative, message.start_s) == ("Hello", " there", 0.5)
    assert message.role == "staff"


def test_a_caption_that_is_another_language_now_passes_to_all_who_may_have_seen_it() -> None:
    redone = replace(caption(final=False), language="pt", redone=True)
    entry = entry_of(redone)
    assert entry.language is None
    assert isinstance(entry.payload, Caption)
    assert (entry.payload.lang, entry.payload.redone) == ("pt", True)


def test_final_message_gets_its_number() -> None:
    entry = entry_of(caption(final=True))
    numbered = present.numbered(Delivery(entry=entry, seq=7), to_staff=False)
    assert isinstance(numbered, Caption)
    assert (numbered.seq, numbered.end_s) == (7, 1.5)
    assert present.numbered(Delivery(entry=entry, seq=None), to_staff=False) is entry.payload


def test_words_stand_where_a_browser_slices_and_seconds_are_told() -> None:
    unsure = TimedWord(start=2, end=4, start_sample=8_000, end_sample=12_000, probability=0.41239)
    unheard = TimedWord(start=0, end=1, start_sample=None, end_sample=None, probability=None)
    changed = replace(caption(final=True), committed="\U0001f600 no", words=(unheard, unsure))
    message = entry_of(changed).payload
    assert isinstance(message, Caption)
    assert message.words == (
        SpokenWord(start=0, end=2),
        SpokenWord(start=3, end=5, start_s=0.5, end_s=0.75, probability=0.412),
    )


def test_a_corrected_caption_tells_staff_all_that_it_said_who_wrote_it_and_when() -> None:
    final = replace(caption(final=True), revision=1)
    times = CaptionTimes()
    times.see(final, at_s=1.0)
    times.see(replace(final, revision=2), at_s=9.5)
    times.see(replace(final, revision=3), at_s=20.25)
    changed = replace(
        final,
        revision=3,
        corrected=True,
        model=None,
        corrections=2,
        corrector="phone",
        history=(
            FormerText(text="Helo", model="asr", writer="staff", revision=1),
            FormerText(text="Hallo", model=None, writer="staff", revision=2),
        ),
    )
    roles = {**ROLES, "phone": Role.CLIENT}
    delivery = Delivery(entry=present.entry(changed, roles=roles, number=1, times=times), seq=None)
    message = present.numbered(delivery, to_staff=True)
    assert isinstance(message, Caption)
    assert message.corrections == 2
    told = [(v.text, v.participant, v.role, v.at_s, v.ai_generated) for v in message.history or ()]
    assert told == [
        ("Helo", "staff", "staff", 1.0, True),
        ("Hallo", "staff", "staff", 9.5, False),
        ("Hello", "phone", "client", 20.25, False),
    ]
    others = present.numbered(delivery, to_staff=False)
    assert others == message.model_copy(update={"history": None})
    plain = present.entry(final, roles=ROLES, number=1, times=times).payload
    assert "history" not in encode_message(plain)


def test_a_caption_without_words_does_not_speak_of_them() -> None:
    message = entry_of(caption(final=False)).payload
    assert '"words"' not in encode_message(message)


def test_finals_have_their_marks_where_a_browser_slices() -> None:
    said = replace(caption(final=True), committed="\U0001f600 not 12")
    message = entry_of(said).payload
    assert isinstance(message, Caption)
    assert message.marks == (
        Mark(start=3, end=6, kind="negation"),
        Mark(start=7, end=9, kind="number"),
    )
    open_one = entry_of(replace(said, final=False)).payload
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
    message = entry_of(translated).payload
    assert isinstance(message, Translation)
    assert message.marks == (
        Mark(start=0, end=3, kind="negation"),
        Mark(start=11, end=13, kind="number"),
    )


def test_only_what_a_machine_wrote_is_marked_so() -> None:
    def marked(changed: CaptionChanged) -> bool:
        message = entry_of(changed).payload
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
    entry = entry_of(changed)
    assert entry.key == "translation:c1:pt"
    assert isinstance(entry.payload, Translation)
    assert entry.payload.ai_generated
    assert entry.payload.route == "pivot:en"
    assert entry.payload.confidence == 0.877


def test_notices_never_replace_each_other() -> None:
    noticed = Noticed(code="audio_gap", participant="staff", seconds=1.0)
    first = entry_of(noticed)
    second = entry_of(noticed, number=2)
    assert first.key != second.key
    assert first.final
    assert isinstance(first.payload, Notice)


def test_participants_and_lag_pass() -> None:
    here = ParticipantsChanged(
        participants=(Participant(id="staff", role=Role.STAFF, reads=("en",), speaks="en"),)
    )
    entry = entry_of(here)
    assert isinstance(entry.payload, Participants)
    assert entry.payload.participants[0].speaks == "en"
    lag = entry_of(LagChanged(participant="staff", seconds=0.456), number=2)
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
    message = entry_of(changed).payload
    assert isinstance(message, Translation)
    assert message.terms_missing == (MissingTerm(source="travel card", target="passe"),)
    whole = entry_of(replace(changed, terms_missing=())).payload
    assert '"terms_missing"' not in encode_message(whole)


def test_the_words_of_a_ready_phrase_are_not_called_a_translation() -> None:
    sign = PreparedText(id="form.sign", texts={"en": "Sign here.", "pt": "Assine aqui."})
    shown = replace(caption(final=True, typed=True), prepared=sign, model=None)
    message = entry_of(shown).payload
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
    translated = entry_of(in_portuguese).payload
    assert isinstance(translated, Translation)
    assert (translated.phrase, translated.ai_generated, translated.model) == (
        "form.sign",
        False,
        "",
    )
