"""What staff, clients and viewers may do, action by action, and what microphones are allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    AcknowledgeAudio,
    Answer,
    AudioReceived,
    CaptionChanged,
    Corrected,
    Effect,
    Event,
    MicrophoneAllowed,
    ModelRequest,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantsChanged,
    Paused,
    ReadsChanged,
    Refused,
    Resumed,
    Role,
    Said,
    Shown,
    SpeaksChanged,
)
from service.conversation.prepared import PreparedText

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks="en", may_speak=True)
JOAO = Participant(id="joão", role=Role.CLIENT, reads=("pt",))
AINO = Participant(id="aino", role=Role.CLIENT, reads=("fi",))
VIEW = Participant(id="view", role=Role.VIEWER, reads=("pt",))
SILENCE = np.zeros(320, np.float32)
SIGN = PreparedText(id="form.sign", texts={"en": "Sign here."})
IDS = {Role.STAFF: "anna", Role.CLIENT: "joão", Role.VIEWER: "view"}


class Desk:
    """A conversation with everybody in it, whose requests are answered at once."""

    def __init__(self, core: Conversation, answer: Answerer) -> None:
        self.core = core
        self._answer = answer
        for one in (ANNA, JOAO, AINO, VIEW):
            self(ParticipantJoined(participant=one))

    def __call__(self, *events: Event) -> list[Effect]:
        told: list[Effect] = []
        pending = list(events)
        while pending:
            for effect in self.core.handle(pending.pop(0)):
                if isinstance(effect, ModelRequest):
                    pending.append(self._answer(effect))
                else:
                    told.append(effect)
        return told

    def here(self, participant: str) -> Participant:
        (one,) = (one for one in self.core.participants if one.id == participant)
        return one

    def caption_of(self, participant: str) -> str:
        """A final caption that this participant typed, or staff, for one who may not."""
        writer = "anna" if participant == "view" else participant
        told = self(Said(participant=writer, text="Olá", language="pt"))
        return next(one.caption for one in told if isinstance(one, CaptionChanged))


@pytest.fixture
def desk(abilities: Abilities, answer: Answerer) -> Desk:
    core = Conversation(
        pair=LanguagePair("en", "pt"),
        abilities=abilities,
        config=ConversationConfig(prepared={SIGN.id: SIGN}),
    )
    return Desk(core, answer)


def allow(speaker: str, *, allowed: bool = True, by: str = "anna") -> MicrophoneAllowed:
    return MicrophoneAllowed(participant=by, speaker=speaker, allowed=allowed)


def audio(participant: str, samples: Samples = SILENCE, start: int = 0) -> AudioReceived:
    return AudioReceived(participant=participant, start_sample=start, samples=samples)


def refusals(effects: list[Effect]) -> list[str]:
    return [effect.code for effect in effects if isinstance(effect, Refused)]


def finals(effects: list[Effect]) -> list[tuple[str, str, str]]:
    """Who said what in which language."""
    return [
        (one.participant, one.language, one.committed)
        for one in effects
        if isinstance(one, CaptionChanged) and one.final
    ]


ACTIONS: dict[str, Callable[[Desk, str], Event]] = {
    "read": lambda _, who: ReadsChanged(participant=who, reads=("en",)),
    "join with a track": lambda desk, who: ParticipantJoined(
        participant=replace(desk.here(who), speaks="pt")
    ),
    "send audio": lambda _, who: audio(who),
    "pause": lambda _, who: Paused(participant=who),
    "resume": lambda _, who: Resumed(participant=who),
    "speak another language": lambda _, who: SpeaksChanged(participant=who, speaks="pt"),
    "type": lambda _, who: Said(participant=who, text="Olá", language="pt"),
    "show a phrase": lambda _, who: Shown(participant=who, phrase="form.sign"),
    "correct own words": lambda desk, who: Corrected(
        participant=who, caption=desk.caption_of(who), text="Oi"
    ),
    "correct another's words": lambda desk, who: Corrected(
        participant=who, caption=desk.caption_of("aino"), text="Oi"
    ),
    "allow a phone": lambda _, who: allow("aino", by=who),
    "mute a phone": lambda _, who: allow("aino", allowed=False, by=who),
}
SPEAKING = {"join with a track", "send audio", "pause", "resume", "speak another language"}
MAY: dict[Role, set[str]] = {
    Role.STAFF: set(ACTIONS),
    Role.CLIENT: {"read", "type", "correct own words"},
    Role.VIEWER: {"read"},
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", Role)
def test_role_may_do_what_it_may_and_nothing_else(desk: Desk, role: Role, action: str) -> None:
    event = ACTIONS[action](desk, IDS[role])
    before = desk.core.participants
    told = desk(event)
    assert (refusals(told) == []) is (action in MAY[role])
    if refusals(told):
        assert desk.core.participants == before
        assert not any(isinstance(one, CaptionChanged) for one in told)


@pytest.mark.parametrize("action", sorted(SPEAKING))
def test_client_who_is_allowed_may_speak_and_one_who_is_muted_may_not(
    desk: Desk, action: str
) -> None:
    desk(allow("joão"))
    assert refusals(desk(ACTIONS[action](desk, "joão"))) == []
    desk(allow("joão", allowed=False))
    assert refusals(desk(ACTIONS[action](desk, "joão"))) == ["microphone_not_allowed"]


# --- permission -----------------------------------------------------------------------------------


def test_a_client_who_is_allowed_gets_a_track_in_the_language_that_it_reads(desk: Desk) -> None:
    assert desk.here("joão") == JOAO
    (told,) = desk(allow("joão"))
    allowed = replace(JOAO, speaks="pt", may_speak=True)
    assert told == ParticipantsChanged(participants=(ANNA, allowed, AINO, VIEW))
    assert desk(allow("joão")) == []


def test_permission_is_refused_where_the_recognizer_does_not_know_the_language(
    abilities: Abilities, answer: Answerer
) -> None:
    deaf = replace(abilities, recognizes=frozenset({"en", "pt"}))
    desk = Desk(Conversation(pair=LanguagePair("en", "pt"), abilities=deaf), answer)
    assert refusals(desk(allow("aino"))) == ["unsupported_language"]
    assert not desk.here("aino").may_speak


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (allow("nobody"), "unknown_participant"),
        (allow("view"), "unknown_participant"),
        (allow("anna"), "unknown_participant"),
        (allow("joão", by="nobody"), "not_allowed"),
    ],
)
def test_permission_is_refused(desk: Desk, event: MicrophoneAllowed, code: str) -> None:
    assert refusals(desk(event)) == [code]


def test_muting_finishes_what_was_said_and_later_audio_is_refused(
    desk: Desk, speak: Speaker
) -> None:
    desk(allow("joão"))
    said = speak("olá@pt tudo@pt")
    told = desk(audio("joão", said), allow("joão", allowed=False))
    assert finals(told) == [("joão", "pt", "olá tudo")]
    assert AcknowledgeAudio(participant="joão", samples=said.size) in told
    assert desk.here("joão") == JOAO
    assert desk(audio("joão", start=said.size)) == [
        Refused(participant="joão", code="microphone_not_allowed")
    ]
    assert desk.core.next_sample("joão") == said.size


def test_a_client_who_is_allowed_again_goes_on_where_it_stopped(desk: Desk, speak: Speaker) -> None:
    first = speak("olá@pt")
    desk(allow("joão"), audio("joão", first), allow("joão", allowed=False), allow("joão"))
    told = desk(audio("joão", speak("sim@pt"), first.size), Paused(participant="joão"))
    assert finals(told) == [("joão", "pt", "sim")]


def test_a_phone_that_comes_back_keeps_what_was_decided(desk: Desk, speak: Speaker) -> None:
    desk(allow("joão"), ParticipantLeft(participant="joão"))
    desk(ParticipantJoined(participant=JOAO))
    assert desk.here("joão") == replace(JOAO, speaks="pt", may_speak=True)
    assert finals(desk(audio("joão", speak("olá@pt")), Paused(participant="joão"))) == [
        ("joão", "pt", "olá")
    ]
    desk(allow("joão", allowed=False), ParticipantLeft(participant="joão"))
    told = desk(ParticipantJoined(participant=replace(JOAO, speaks="pt", may_speak=True)))
    assert refusals(told) == ["microphone_not_allowed"]
    assert desk.here("joão") == JOAO


def test_a_client_types_in_the_languages_of_the_pair_and_in_its_own(desk: Desk) -> None:
    for language in ("en", "pt", "fi"):
        told = desk(Said(participant="aino", text="Hei", language=language))
        assert finals(told) == [("aino", language, "Hei")]
    assert refusals(desk(Said(participant="joão", text="Hei", language="fi"))) == [
        "unsupported_language"
    ]


# --- several microphones --------------------------------------------------------------------------


def test_speakers_at_the_same_time_do_not_mix_their_lines(desk: Desk, speak: Speaker) -> None:
    desk(allow("joão"), allow("aino"))
    lines = {
        "anna": ("en", "hello there. how are you?"),
        "joão": ("pt", "olá@pt tudo@pt bem.@pt sim@pt"),
        "aino": ("fi", "hei@fi vaan.@fi"),
    }
    sounds = {who: speak(script) for who, (_, script) in lines.items()}
    frame, told = 1_600, []
    for start in range(0, max(sound.size for sound in sounds.values()), frame):
        for who, sound in sounds.items():
            if start < sound.size:
                told += desk(audio(who, sound[start : start + frame], start))
    for who in sounds:
        told += desk(Paused(participant=who))
    captions: dict[str, CaptionChanged] = {}
    for one in told:
        if isinstance(one, CaptionChanged):
            before = captions.setdefault(one.caption, one)
            assert (one.participant, one.language) == (before.participant, before.language)
            captions[one.caption] = one
    for who, (language, script) in lines.items():
        mine = [one for one in captions.values() if one.participant == who]
        words = script.replace(f"@{language}", "")
        assert {one.language for one in mine} == {language}
        assert " ".join(one.committed for one in mine) == words
