from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count, pairwise
from typing import TypeVar

import numpy as np
import pytest

from models.types import LanguagePair, Samples
from service.conversation.abilities import Abilities
from service.conversation.audio_ring import PAGE_SAMPLES
from service.conversation.captions import Captions
from service.conversation.config import ConversationConfig
from service.conversation.context import Context
from service.conversation.events import (
    PAIR,
    AcknowledgeAudio,
    Answer,
    CaptionChanged,
    Effect,
    LagChanged,
    ModelRequest,
    Noticed,
    Recognize,
    Refused,
    ScoreVoice,
)
from service.conversation.track import Track

Answerer = Callable[[ModelRequest], Answer]
Speaker = Callable[[str], Samples]
FRAME = 320
T = TypeVar("T")


class Booth:
    """A track whose voice is scored at once, and whose decodes wait to be answered."""

    def __init__(self, abilities: Abilities, answer: Answerer, speaks: str = "en") -> None:
        context = Context(
            pair=LanguagePair("en", "pt"),
            abilities=abilities,
            config=ConversationConfig(),
            captions=Captions(kept=50),
            new_request=partial(next, count(1)),
        )
        self.track = Track(participant="anna", speaks=speaks, context=context)
        self._answer = answer
        self.deaf = False
        """True while voice scores wait to be answered, too."""
        self.scoring: list[ScoreVoice] = []
        self.decoding: list[Recognize] = []
        self.told: list[Effect] = []

    def hear(self, audio: Samples, start: int | None = None) -> None:
        begin = self.track.next_sample if start is None else start
        for offset in range(0, audio.size, FRAME):
            self.do(self.track.hear(begin + offset, audio[offset : offset + FRAME]))

    def do(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case ScoreVoice():
                    self.scoring.append(effect)
                case Recognize():
                    self.decoding.append(effect)
                case _:
                    self.told.append(effect)
        self.track.forget()
        if self.scoring and not self.deaf:
            self.answer(self.scoring.pop(0))

    def answer(self, request: ModelRequest) -> None:
        assert self.track.awaits(request.request)
        self.do(self.track.answered(self._answer(request)))

    def decode(self) -> None:
        self.answer(self.decoding.pop(0))

    def of(self, kind: type[T]) -> list[T]:
        return [effect for effect in self.told if isinstance(effect, kind)]

    @property
    def finals(self) -> list[str]:
        return [change.committed for change in self.of(CaptionChanged) if change.final]


@pytest.fixture
def booth(abilities: Abilities, answer: Answerer) -> Booth:
    return Booth(abilities, answer)


def test_acknowledges_about_every_half_second(booth: Booth) -> None:
    booth.hear(np.zeros(16_160, np.float32))
    assert [ack.samples for ack in booth.of(AcknowledgeAudio)] == [8_000, 16_000]


def test_acknowledges_the_rest_at_a_pause(booth: Booth) -> None:
    booth.hear(np.zeros(8_100, np.float32))
    booth.do(booth.track.pause())
    booth.do(booth.track.pause())
    assert [ack.samples for ack in booth.of(AcknowledgeAudio)] == [8_000, 8_100]


def test_repeated_audio_changes_nothing(booth: Booth, speak: Speaker) -> None:
    audio = speak("hello there <1>")
    booth.hear(audio[:6_000])
    booth.hear(audio[2_000:9_000], start=2_000)
    booth.hear(audio[:9_000], start=0)
    booth.hear(audio[9_000:])
    booth.do(booth.track.pause())
    while booth.decoding:
        booth.decode()
    assert booth.finals == ["hello there"]
    assert booth.of(Noticed) == []


def test_missing_audio_is_said(booth: Booth, speak: Speaker) -> None:
    booth.hear(speak("hello"))
    booth.hear(speak("there"), start=booth.track.next_sample + 4_000)
    assert booth.of(Noticed) == [Noticed(code="audio_gap", participant="anna", seconds=0.25)]


def test_audio_too_far_ahead_is_refused(booth: Booth) -> None:
    booth.hear(np.zeros(320, np.float32), start=601 * PAGE_SAMPLES)
    assert booth.told == [Refused(participant="anna", code="audio_too_far_ahead")]
    assert booth.track.next_sample == 0
    assert not booth.track.listening


def test_a_pause_finishes_every_word_that_came(booth: Booth, speak: Speaker) -> None:
    booth.hear(speak("hello there you")[:-300])
    booth.do(booth.track.pause())
    while booth.decoding:
        booth.decode()
    assert booth.finals == ["hello there you"]


def test_a_pause_while_voice_is_being_scored_finishes_what_came(
    booth: Booth, speak: Speaker
) -> None:
    booth.deaf = True
    booth.hear(speak("hello there")[:-300])
    booth.do(booth.track.pause())
    booth.do(booth.track.resume())
    booth.hear(speak("<0.3> you"))
    booth.deaf = False
    booth.do([])
    booth.do(booth.track.pause())
    while booth.decoding:
        booth.decode()
    assert booth.finals == ["hello there", "you"]


def test_a_pause_finishes_a_word_that_is_too_short_for_speech(booth: Booth, speak: Speaker) -> None:
    booth.hear(np.concatenate([speak("<1>"), speak("no")[:1_600]]))
    booth.do(booth.track.pause())
    assert len(booth.decoding) == 1
    assert booth.decoding[0].window.final


def test_listens_from_the_first_audio_until_the_pause(booth: Booth) -> None:
    assert not booth.track.listening
    booth.hear(np.zeros(320, np.float32))
    assert booth.track.listening
    booth.do(booth.track.pause())
    assert not booth.track.listening
    booth.hear(np.zeros(320, np.float32), start=0)
    assert not booth.track.listening  # sent again after a reconnect: nothing new
    booth.do(booth.track.resume())
    assert booth.track.listening


def test_turns_to_another_language(booth: Booth, speak: Speaker) -> None:
    booth.hear(speak("hello there"))
    booth.do(booth.track.turn_to("en"))
    assert booth.finals == []
    booth.do(booth.track.turn_to("pt"))
    assert booth.track.speaks == "pt"
    booth.hear(speak("olá@pt tudo@pt <1>"))
    while booth.decoding:
        booth.decode()
    assert booth.finals == ["hello there", "olá tudo"]


def test_lag_grows_while_words_wait_and_is_over_when_they_are_shown(
    booth: Booth, speak: Speaker
) -> None:
    booth.hear(speak("<1>"))
    assert booth.of(LagChanged) == []
    booth.hear(speak("hello there you <0.5>"))
    lags = [lag.seconds for lag in booth.of(LagChanged)]
    assert lags[-1] > 1.3
    assert all(after - before >= 0.1 for before, after in pairwise(lags))
    booth.decode()
    assert 0.3 < booth.of(LagChanged)[-1].seconds < lags[-1]
    booth.decode()
    assert booth.of(LagChanged)[-1].seconds == 0


def test_lag_counts_utterances_that_wait_for_their_final(booth: Booth, speak: Speaker) -> None:
    booth.hear(speak("hello there <1>"))
    assert booth.of(LagChanged)[-1].seconds > 1
    while booth.decoding:
        booth.decode()
    assert booth.of(LagChanged)[-1].seconds == 0


def test_lag_counts_words_that_are_not_shown_because_their_language_is_uncertain(
    abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    booth = Booth(abilities, answer, speaks=PAIR)
    booth.hear(speak("(0.3) hello"))
    before = booth.of(LagChanged)[-1]
    booth.decode()
    assert booth.of(CaptionChanged) == []
    assert booth.of(LagChanged)[-1] == before


def test_lag_counts_audio_that_is_not_scored(booth: Booth, speak: Speaker) -> None:
    booth.deaf = True
    booth.hear(speak("<2>"))
    assert booth.of(LagChanged)[-1].seconds == pytest.approx(2, abs=0.1)
    booth.deaf = False
    booth.do([])
    assert booth.of(LagChanged)[-1].seconds == 0


def test_keeps_no_audio_of_what_is_over(booth: Booth, speak: Speaker) -> None:
    for _ in range(4):
        booth.hear(speak("hello there <20>"))
        while booth.decoding:
            booth.decode()
    assert booth.of(Noticed) == []
    assert booth.finals == ["hello there"] * 4


def test_turns_new_audio_away_when_nothing_is_decoded_for_too_long(
    booth: Booth, speak: Speaker
) -> None:
    for _ in range(10):
        booth.hear(speak("hello there <9>"))
    acknowledged = booth.of(AcknowledgeAudio)[-1].samples
    assert 50 * PAGE_SAMPLES < acknowledged < 61 * PAGE_SAMPLES
    while booth.decoding:
        booth.decode()
    missing = speak("hello there <9>").size * 10 - booth.track.next_sample
    booth.hear(speak("<1> you <1>"), start=booth.track.next_sample + missing)
    while booth.decoding:
        booth.decode()
    (gap,) = booth.of(Noticed)
    assert gap.code == "audio_gap"
    assert gap.seconds == missing / PAGE_SAMPLES
    assert booth.finals[-1] == "you"
