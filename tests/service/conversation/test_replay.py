from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.events import (
    Answer,
    AudioReceived,
    CaptionChanged,
    ModelRequest,
    Participant,
    ParticipantJoined,
    Paused,
    Recognize,
    Role,
    TranslationChanged,
)
from service.conversation.replay import Replay, recital

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]
SPEAKER = Participant(id="file", role=Role.STAFF, reads=("pt",), speaks="en")


def test_a_recital_joins_speaks_and_stops(speak: Speaker) -> None:
    audio = speak("<0.5>")
    joined, one, two, paused = recital(SPEAKER, np.split(audio, [5_000]))
    assert joined.event == ParticipantJoined(participant=SPEAKER)
    assert isinstance(one.event, AudioReceived)
    assert isinstance(two.event, AudioReceived)
    assert (one.at_s, one.event.start_sample) == (5_000 / 16_000, 0)
    assert (two.at_s, two.event.start_sample) == (0.5, 5_000)
    assert paused.event == Paused(participant="file")
    assert paused.at_s == 0.5


def test_a_file_is_transcribed_and_translated(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    conversation = Conversation(
        pair=LanguagePair("en", "pt"), abilities=abilities, config=ConversationConfig.for_files()
    )
    replay = Replay(conversation, answer)
    audio = speak("hello there. <1> how are you?")
    told = [
        effect
        for moment in recital(SPEAKER, np.split(audio, range(16_000, audio.size, 16_000)))
        for effect in replay.submit(moment)
    ]
    assert replay.finish() == []
    captions = [one.committed for one in told if isinstance(one, CaptionChanged)]
    translations = [one.committed for one in told if isinstance(one, TranslationChanged)]
    assert captions == ["hello there.", "how are you?"]
    assert translations == ["pt:hello there.", "pt:how are you?"]


def test_answers_come_after_their_latency(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    conversation = Conversation(pair=LanguagePair("en", "pt"), abilities=abilities)
    replay = Replay(
        conversation, answer, latency_s=lambda one: 5.0 if isinstance(one, Recognize) else 0.0
    )
    audio = speak("hello there")
    for moment in recital(SPEAKER, [audio]):
        assert not [one for one in replay.submit(moment) if isinstance(one, CaptionChanged)]
    assert replay.now_s == 0.64
    shown = [one for one in replay.finish() if isinstance(one, CaptionChanged)]
    assert [change.final for change in shown] == [False, True]
    assert replay.now_s == 10.64
