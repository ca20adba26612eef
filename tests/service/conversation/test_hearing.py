from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

import numpy as np
import pytest

from models.types import Samples
from service.conversation.abilities import Abilities
from service.conversation.config import AudioConfig, ConversationConfig
from service.conversation.endpointing import SpeechEnded, SpeechStarted
from service.conversation.events import Answer, ModelRequest, ScoreVoice, VoiceScored
from service.conversation.hearing import Heard, Hearing
from service.conversation.voicing import Boundary

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]


class Listener:
    """Asks and answers until nothing is left to score."""

    def __init__(self, hearing: Hearing, answer: Answerer) -> None:
        self.hearing = hearing
        self._answer = answer
        self._new_request = partial(next, count(1))
        self.heard: list[Heard] = []

    def ask(self) -> ScoreVoice | None:
        return self.hearing.ask(self._new_request)

    def listen(self) -> None:
        self.heard += self.hearing.take()
        while request := self.ask():
            answered = self._answer(request)
            assert isinstance(answered, VoiceScored)
            self.hearing.answered(answered.scores)
            self.heard += self.hearing.take()


@pytest.fixture
def listener(abilities: Abilities, answer: Answerer) -> Listener:
    return Listener(Hearing(ConversationConfig(), abilities), answer)


def kinds(heard: list[Heard]) -> list[type[Heard]]:
    return [type(one) for one in heard]


def test_finds_speech_in_audio(listener: Listener, speak: Speaker) -> None:
    listener.hearing.append(0, speak("<1> hello there <1>"))
    listener.listen()
    assert kinds(listener.heard) == [SpeechStarted, SpeechEnded]


def test_asks_for_one_piece_at_a_time(listener: Listener, speak: Speaker) -> None:
    listener.hearing.append(0, speak("hello"))
    request = listener.ask()
    assert request is not None
    assert listener.hearing.asked == request.request
    listener.hearing.append(5_120, speak("hello"))
    assert listener.ask() is None


def test_finish_scores_the_last_sample_and_ends_what_is_said(
    listener: Listener, speak: Speaker
) -> None:
    audio = speak("hello")[:-7]
    listener.hearing.append(0, audio)
    listener.hearing.finish(speaks="pt")
    listener.listen()
    boundary = Boundary(at_sample=audio.size, resume_sample=audio.size, speaks="pt")
    assert kinds(listener.heard) == [SpeechStarted, SpeechEnded, Boundary]
    assert listener.heard[-1] == boundary
    assert listener.hearing.scored == listener.hearing.received == audio.size


def test_a_short_hole_does_not_end_what_is_said(listener: Listener, speak: Speaker) -> None:
    hello = speak("hello there")
    listener.hearing.append(0, hello)
    appended = listener.hearing.append(hello.size + 3_200, hello)
    assert appended.gap_samples == 3_200
    listener.listen()
    assert kinds(listener.heard) == [SpeechStarted]


def test_a_long_hole_ends_what_is_said_and_is_not_scored(
    listener: Listener, speak: Speaker
) -> None:
    hello = speak("hello there")
    listener.hearing.append(0, hello)
    again = hello.size + 160_000
    listener.hearing.append(again, hello)
    listener.listen()
    assert kinds(listener.heard) == [SpeechStarted, SpeechEnded, Boundary, SpeechStarted]
    assert listener.heard[-1] == SpeechStarted(start_sample=again, onset_sample=again)


def test_scores_no_more_at_once_than_allowed(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    config = ConversationConfig(audio=AudioConfig(longest_voice_piece_s=0.1))
    listener = Listener(Hearing(config, abilities), answer)
    listener.hearing.append(0, speak("hello"))
    request = listener.ask()
    assert request is not None
    assert request.voice.samples.size == 3 * 512


def test_a_failed_piece_waits_for_more_audio(listener: Listener, speak: Speaker) -> None:
    hello = speak("hello")
    listener.hearing.append(0, hello)
    assert listener.ask() is not None
    listener.hearing.failed()
    assert listener.ask() is None
    listener.hearing.append(hello.size, np.zeros(8_000, np.float32))
    assert listener.ask() is not None


def test_a_failed_piece_does_not_wait_when_no_audio_is_coming(
    listener: Listener, speak: Speaker
) -> None:
    listener.hearing.append(0, speak("hello"))
    assert listener.ask() is not None
    listener.hearing.finish()
    listener.hearing.failed()
    assert listener.ask() is not None


def test_a_piece_that_keeps_failing_passes_for_voice(listener: Listener) -> None:
    listener.hearing.append(0, np.zeros(16_000, np.float32))
    listener.hearing.finish()
    for _ in range(3):
        assert listener.ask() is not None
        listener.hearing.failed()
    listener.listen()
    assert kinds(listener.heard) == [SpeechStarted, SpeechEnded, Boundary]


def test_a_success_forgets_earlier_failures(listener: Listener, speak: Speaker) -> None:
    for _ in range(3):
        listener.hearing.append(listener.hearing.received, speak("<1>"))
        listener.hearing.finish()
        for _ in range(2):
            assert listener.ask() is not None
            listener.hearing.failed()
        listener.listen()
    assert kinds(listener.heard) == [Boundary] * 3


def test_an_answer_to_nothing_is_an_error_of_the_caller(listener: Listener) -> None:
    with pytest.raises(RuntimeError, match="asked for"):
        listener.hearing.failed()


def test_forgets_audio_that_nobody_needs(listener: Listener, speak: Speaker) -> None:
    listener.hearing.append(0, speak("<30>"))
    listener.listen()
    listener.hearing.forget(listener.hearing.received)
    with pytest.raises(ValueError, match="not within"):
        listener.hearing.read(0, 10)


def test_keeps_audio_that_somebody_else_needs(listener: Listener, speak: Speaker) -> None:
    listener.hearing.append(0, speak("<30>"))
    listener.listen()
    listener.hearing.forget(1_000)
    assert listener.hearing.read(1_000, 2_000).size == 1_000


def test_a_state_is_handed_on_from_piece_to_piece_and_reset_at_a_boundary(
    listener: Listener, abilities: Abilities, speak: Speaker
) -> None:
    listener.hearing.append(0, speak("<1>"))
    listener.listen()
    listener.hearing.append(16_000, speak("<1>"))
    request = listener.ask()
    assert request is not None
    assert request.voice.state != abilities.initial_voice_state
    assert request.voice.state == replace(request.voice.state, frames=31)  # type: ignore[call-arg]  # the fake's state counts frames
    listener.hearing.failed()
    listener.hearing.finish()
    listener.listen()
    listener.hearing.append(32_000, speak("<1>"))
    request = listener.ask()
    assert request is not None
    assert request.voice.state == abilities.initial_voice_state
