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
    PAIR,
    Answer,
    AudioReceived,
    CaptionChanged,
    Corrected,
    Effect,
    Ended,
    Event,
    ModelRequest,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    ParticipantsChanged,
    Paused,
    ReadsChanged,
    Refused,
    RequestFailed,
    Resumed,
    Role,
    Said,
    SpeaksChanged,
    Translate,
    TranslationChanged,
    WindowRecognized,
)

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]

ANNA = Participant(id="anna", role=Role.STAFF, reads=("en",), speaks="en", may_speak=True)
JOAO = Participant(id="joão", role=Role.CLIENT, reads=("pt",))
VIEW = Participant(id="view", role=Role.VIEWER, reads=("pt",))


class Desk:
    """A conversation whose requests are answered at once."""

    def __init__(self, core: Conversation, answer: Answerer) -> None:
        self.core = core
        self._answer = answer

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

    def join(self, *participants: Participant) -> None:
        for participant in participants:
            self(ParticipantJoined(participant=participant))


@pytest.fixture
def core(abilities: Abilities) -> Conversation:
    return Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)


@pytest.fixture
def desk(core: Conversation, answer: Answerer) -> Desk:
    return Desk(core, answer)


def refusals(effects: list[Effect]) -> list[str]:
    assert all(isinstance(effect, Refused) for effect in effects)
    return [effect.code for effect in effects if isinstance(effect, Refused)]


def said(text: str, participant: str = "anna", language: str = "en") -> Said:
    return Said(participant=participant, text=text, language=language)


def corrected(text: str, participant: str = "anna", caption: str = "c1") -> Corrected:
    return Corrected(participant=participant, caption=caption, text=text)


def frame(audio: Samples, participant: str = "anna", start: int = 0) -> AudioReceived:
    return AudioReceived(participant=participant, start_sample=start, samples=audio)


# --- people ---------------------------------------------------------------------------------------


def test_tells_who_is_here(desk: Desk) -> None:
    (told,) = desk(ParticipantJoined(participant=ANNA))
    assert told == ParticipantsChanged(participants=(ANNA,))
    (told,) = desk(ParticipantJoined(participant=VIEW))
    assert told == ParticipantsChanged(participants=(ANNA, VIEW))
    (told,) = desk(ParticipantLeft(participant="anna"))
    assert told == ParticipantsChanged(participants=(VIEW,))
    assert desk.core.participants == (VIEW,)
    assert desk(ParticipantLeft(participant="nobody")) == []


def test_a_second_join_replaces_the_first(desk: Desk) -> None:
    desk.join(ANNA)
    assert desk(ParticipantJoined(participant=ANNA)) == []
    (told,) = desk(ParticipantJoined(participant=replace(ANNA, reads=("fi",))))
    assert told == ParticipantsChanged(participants=(replace(ANNA, reads=("fi",)),))


def test_reads_can_be_changed_by_those_who_are_here(desk: Desk) -> None:
    desk.join(VIEW)
    (told,) = desk(ReadsChanged(participant="view", reads=("en", "fi")))
    assert told == ParticipantsChanged(participants=(replace(VIEW, reads=("en", "fi")),))
    assert refusals(desk(ReadsChanged(participant="nobody", reads=("en",)))) == ["not_allowed"]
    assert refusals(desk(ReadsChanged(participant="view", reads=("en", "xx")))) == [
        "unsupported_language"
    ]


def test_a_viewer_gets_no_track(desk: Desk) -> None:
    refused, told = desk(ParticipantJoined(participant=replace(VIEW, speaks="pt")))
    assert refused == Refused(participant="view", code="not_allowed")
    assert told == ParticipantsChanged(participants=(VIEW,))


def test_a_track_in_a_language_nobody_understands_is_refused(desk: Desk) -> None:
    refused, _ = desk(ParticipantJoined(participant=replace(ANNA, speaks="sv")))
    assert refused == Refused(participant="anna", code="unsupported_language")
    assert desk.core.participants == (replace(ANNA, speaks=None),)


def test_either_language_of_the_pair_needs_both(abilities: Abilities, answer: Answerer) -> None:
    core = Conversation(pair=LanguagePair("en", "sv"), abilities=abilities)
    refused, _ = Desk(core, answer)(ParticipantJoined(participant=replace(ANNA, speaks=PAIR)))
    assert refused == Refused(participant="anna", code="unsupported_language")


# --- microphones ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        frame(np.zeros(320, np.float32), "view"),
        Paused(participant="view"),
        Resumed(participant="view"),
        SpeaksChanged(participant="view", speaks="pt"),
        Paused(participant="nobody"),
    ],
)
def test_there_is_no_track_for_those_who_have_none(desk: Desk, event: Event) -> None:
    desk.join(VIEW)
    assert refusals(desk(event)) == ["no_track"]


def test_speech_becomes_captions_and_translations(desk: Desk, speak: Speaker) -> None:
    desk.join(ANNA, JOAO)
    told = desk(frame(speak("hello there.")), Paused(participant="anna"))
    captions = [effect for effect in told if isinstance(effect, CaptionChanged)]
    translations = [effect for effect in told if isinstance(effect, TranslationChanged)]
    assert captions[-1].committed == "hello there."
    assert captions[-1].final
    assert captions[-1].model == "fake-asr"
    assert translations[-1].committed == "pt:hello there."
    assert translations[-1].final
    assert translations[-1].model == "fake-mt"


def test_everybody_sees_whose_microphone_is_open(desk: Desk) -> None:
    desk.join(ANNA)
    listening = ParticipantsChanged(participants=(replace(ANNA, listening=True),))
    assert listening in desk(Resumed(participant="anna"))
    assert ParticipantsChanged(participants=(ANNA,)) in desk(Paused(participant="anna"))
    assert listening in desk(frame(np.zeros(320, np.float32)))
    assert desk(frame(np.zeros(320, np.float32), start=320)) == []


def test_a_participant_may_join_with_an_open_microphone(desk: Desk) -> None:
    (told,) = desk(ParticipantJoined(participant=replace(ANNA, listening=True)))
    assert told == ParticipantsChanged(participants=(replace(ANNA, listening=True),))


def test_the_language_of_a_track_can_be_changed_to_one_that_is_understood(desk: Desk) -> None:
    desk.join(ANNA)
    (told,) = desk(SpeaksChanged(participant="anna", speaks=PAIR))
    assert told == ParticipantsChanged(participants=(replace(ANNA, speaks=PAIR),))
    assert refusals(desk(SpeaksChanged(participant="anna", speaks="sv"))) == [
        "unsupported_language"
    ]


def test_audio_goes_on_where_it_stopped_when_somebody_comes_back(
    desk: Desk, speak: Speaker
) -> None:
    desk.join(ANNA)
    assert desk.core.next_sample("anna") == 0
    first = speak("hello there")
    desk(frame(first), ParticipantLeft(participant="anna"))
    assert desk.core.next_sample("anna") == first.size
    desk.join(ANNA)
    told = desk(frame(speak("and you"), start=first.size), Paused(participant="anna"))
    finals = [one.committed for one in told if isinstance(one, CaptionChanged) if one.final]
    assert finals == ["and you"]
    assert refusals(desk(Paused(participant="joão"))) == ["no_track"]


def test_leaving_finishes_what_is_said(desk: Desk, speak: Speaker) -> None:
    desk.join(ANNA)
    told = desk(frame(speak("hello there")), ParticipantLeft(participant="anna"))
    finals = [one.committed for one in told if isinstance(one, CaptionChanged) if one.final]
    assert finals == ["hello there"]


def test_an_utterance_goes_on_over_a_reconnect(desk: Desk, speak: Speaker) -> None:
    desk.join(ANNA)
    audio = speak("hello there you")
    told = desk(
        frame(audio[:8_000]),
        ParticipantJoined(participant=ANNA),
        frame(audio[6_000:], start=6_000),
        Paused(participant="anna"),
    )
    finals = [one.committed for one in told if isinstance(one, CaptionChanged) if one.final]
    assert finals == ["hello there you"]


def test_joining_again_in_another_language_finishes_what_was_said(
    desk: Desk, speak: Speaker
) -> None:
    desk.join(ANNA)
    told = desk(
        frame(speak("hello there")), ParticipantJoined(participant=replace(ANNA, speaks="pt"))
    )
    assert [one.committed for one in told if isinstance(one, CaptionChanged) if one.final] == [
        "hello there"
    ]


def test_joining_again_without_a_microphone_finishes_what_was_said(
    desk: Desk, speak: Speaker
) -> None:
    desk.join(ANNA)
    silent = replace(ANNA, speaks=None)
    told = desk(frame(speak("hello there")), ParticipantJoined(participant=silent))
    assert [one.committed for one in told if isinstance(one, CaptionChanged) if one.final] == [
        "hello there"
    ]
    assert desk.core.participants == (silent,)


# --- text -----------------------------------------------------------------------------------------


def test_a_typed_turn_is_shown_and_translated(desk: Desk) -> None:
    desk.join(ANNA, JOAO)
    caption, translation = desk(said("  Olá! \n", "joão", "pt"))
    assert isinstance(caption, CaptionChanged)
    assert (caption.committed, caption.final, caption.typed) == ("Olá!", True, True)
    assert isinstance(translation, TranslationChanged)
    assert (translation.committed, translation.language) == ("en:Olá!", "en")


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (said("Hello", "view"), "not_allowed"),
        (said("Hello", "nobody"), "not_allowed"),
        (said(" \n"), "text_empty"),
        (said("Hej", language="sv"), "unsupported_language"),
    ],
)
def test_a_typed_turn_is_refused(desk: Desk, event: Said, code: str) -> None:
    desk.join(ANNA, VIEW)
    assert refusals(desk(event)) == [code]


def test_a_correction_is_shown_and_translated_again(desk: Desk) -> None:
    desk.join(ANNA, JOAO)
    desk(said("Olá", "joão", "pt"))
    caption, translation = desk(corrected(" Oi "))
    assert isinstance(caption, CaptionChanged)
    assert (caption.committed, caption.revision, caption.corrected) == ("Oi", 2, True)
    assert caption.participant == "joão"
    assert isinstance(translation, TranslationChanged)
    assert (translation.committed, translation.revision, translation.corrected) == (
        "en:Oi",
        2,
        True,
    )
    assert desk(corrected("Oi")) == []


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (corrected("Hi", "view"), "not_allowed"),
        (corrected("Hi", "nobody"), "not_allowed"),
        (corrected("Hi", "joão"), "not_allowed"),
        (corrected("Hi", caption="c9"), "unknown_caption"),
        (corrected(" "), "text_empty"),
    ],
)
def test_a_correction_is_refused(desk: Desk, event: Corrected, code: str) -> None:
    desk.join(ANNA, JOAO, VIEW)
    desk(said("Hello"))
    assert refusals(desk(event)) == [code]


def test_only_a_final_caption_is_corrected(desk: Desk, speak: Speaker) -> None:
    desk.join(ANNA)
    desk(frame(speak("hello there you")))
    assert refusals(desk(corrected("Hello"))) == ["caption_not_final"]


def test_a_correction_of_the_own_caption_is_allowed_to_a_client(desk: Desk) -> None:
    desk.join(JOAO)
    desk(said("Olá", "joão", "pt"))
    assert len(desk(corrected("Oi", "joão"))) == 1


def test_only_the_newest_captions_can_be_corrected(abilities: Abilities, answer: Answerer) -> None:
    config = ConversationConfig(kept_captions=60)
    core = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities, config=config)
    desk = Desk(core, answer)
    desk.join(ANNA, JOAO)
    for number in range(61):
        desk(said(f"Number {number}"))
    assert refusals(desk(corrected("x", caption="c1"))) == ["unknown_caption"]
    assert len(desk(corrected("x", caption="c2"))) == 2


def test_a_late_reader_is_given_translations_of_what_was_said(desk: Desk) -> None:
    desk.join(ANNA)
    desk(said("One"), said("Two"))
    told = desk(ParticipantJoined(participant=JOAO))
    assert [one.committed for one in told if isinstance(one, TranslationChanged)] == [
        "pt:Two",
        "pt:One",
    ]


# --- answers and the end --------------------------------------------------------------------------


def test_an_answer_nobody_waits_for_is_ignored(core: Conversation, answer: Answerer) -> None:
    core.handle(ParticipantJoined(participant=ANNA))
    core.handle(ParticipantJoined(participant=JOAO))
    effects = core.handle(said("Hello"))
    (request,) = [effect for effect in effects if isinstance(effect, Translate)]
    assert core.handle(RequestFailed(request=999, code="busy")) == []
    assert len(core.handle(answer(request))) == 1
    assert core.handle(answer(request)) == []


def test_a_late_decode_is_ignored(core: Conversation, answer: Answerer, speak: Speaker) -> None:
    desk = Desk(core, answer)
    desk.join(ANNA)
    seen: list[Answer] = []

    def remember(request: ModelRequest) -> Answer:
        seen.append(answer(request))
        return seen[-1]

    Desk(core, remember)(frame(speak("hello there you")), Paused(participant="anna"))
    for decoded in seen:
        if isinstance(decoded, WindowRecognized):
            assert core.handle(decoded) == []


def test_nothing_follows_the_end(core: Conversation, answer: Answerer, speak: Speaker) -> None:
    core.handle(ParticipantJoined(participant=ANNA))
    core.handle(ParticipantJoined(participant=JOAO))
    effects = core.handle(frame(speak("hello there")))
    assert not core.ended
    assert core.handle(Ended()) == []
    assert core.ended
    assert core.participants == ()
    assert core.next_sample("anna") == 0
    for effect in effects:
        if isinstance(effect, ModelRequest):
            assert core.handle(answer(effect)) == []
    assert core.handle(said("Hello")) == []
    assert core.handle(Ended()) == []
