"""What a policy does to a recording: lag, word errors, flicker, processor time.

A live conversation is replayed in the time of its audio (``simulation``), so every figure but the
processor time is the same at every run on any machine. The recording is shifted by fractions of a
decode, since where a decode falls in a word decides much of what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.audio import read_wav
from benchmarks.erasure import as_written, broken_promises, erasure
from benchmarks.figures import Spread, spread
from benchmarks.interpretation import source_updates
from benchmarks.kept_words import kept_words
from benchmarks.matched_words import match_words
from benchmarks.scoring import heard_words, last_text, word_errors
from benchmarks.screen import ScreenUpdate, Updates
from benchmarks.simulation import Models, captions
from benchmarks.text import normalized_words, normalizer_for
from benchmarks.words import SpokenWords, load_words, require_same_audio
from models.interfaces import Recognizer, VoiceActivityDetector
from models.types import SAMPLE_RATE, Samples
from service.conversation.config import ConversationConfig

SHIFTS_S: Final = (0.0, 0.11, 0.19, 0.31, 0.39, 0.51, 0.62, 0.73)
"""Silence before the recording."""
NEVER: Final = 10_000
"""Held words of a rule that commits nothing, or lengths that are not reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a policy does to one recording, over all shifts."""

    first_seen: Spread | None
    for_good: Spread | None
    errors: int
    early: int
    words: int
    taken_back: int
    taken_back_words: int
    """Of ``taken_back``, without changes of case and punctuation."""
    shown: int
    shown_words: int
    broken_promises: int
    cpu_s: float
    audio_s: float

    @property
    def error_rate(self) -> float:
        return self.errors / self.words

    @property
    def erasure_as_written(self) -> float:
        return self.taken_back / self.shown

    @property
    def erasure_of_words(self) -> float:
        return self.taken_back_words / self.shown_words

    @property
    def cpu_per_audio_s(self) -> float:
        return self.cpu_s / self.audio_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A recording with what is said in it."""

    audio: Samples
    words: SpokenWords

    @classmethod
    def load(cls, file: Path, words: Path) -> Spoken:
        """Read a recording and its frozen words.

        Raises:
            AudioUnusable: the file is no WAV as the models take it.
            WordsUnusable: the words are damaged, or of another recording.
        """
        recording, spoken = read_wav(file), load_words(words)
        require_same_audio(spoken, recording)
        return cls(audio=recording.samples(), words=spoken)

    def later(self, shift_s: float) -> Spoken:
        """The same after some silence."""
        silence = np.zeros(round(shift_s * SAMPLE_RATE), np.float32)
        moved = tuple(
            replace(word, start_s=word.start_s + shift_s, end_s=word.end_s + shift_s)
            for word in self.words.words
        )
        return Spoken(
            audio=np.concatenate([silence, self.audio]), words=replace(self.words, words=moved)
        )


def figures(
    config: ConversationConfig,
    spoken: Spoken,
    recognizer: Recognizer,
    detector: VoiceActivityDetector,
    *,
    cpu_s: Callable[[], float],
    shifts_s: Sequence[float] = SHIFTS_S,
) -> Figures:
    """Replay a recording at every shift by one policy.

    Args:
        config: the policy.
        spoken: the recording.
        recognizer: hears words.
        detector: hears voice.
        cpu_s: processor time that the recognizer has taken so far.
        shifts_s: silence before the recording.
    """
    begun_cpu_s = cpu_s()
    shifted = [spoken.later(shift_s) for shift_s in shifts_s]
    screens = [_screen(config, one, recognizer, detector) for one in shifted]
    normalize = normalizer_for(spoken.words.language)

    def words_of(update: ScreenUpdate) -> tuple[str, ...]:
        return normalized_words(update.text, normalize)

    matchings = [
        match_words(kept_words(updates, normalize), one.words.words, normalize)
        for updates, one in zip(screens, shifted, strict=True)
    ]
    heard = [word for matching in matchings for word in heard_words(matching)]
    errors = [word_errors(spoken.words.text, last_text(one), normalize) for one in screens]
    written = [erasure(updates, as_written) for updates in screens]
    words = [erasure(updates, words_of) for updates in screens]
    return Figures(
        first_seen=spread([word.first_seen_s for word in heard]),
        for_good=spread([word.for_good_s for word in heard]),
        errors=sum(one.edits.total for one in errors),
        early=sum(len(one.matched) for one in matchings) - len(heard),
        words=sum(one.reference_words for one in errors),
        taken_back=sum(one.taken_back_words for one in written),
        taken_back_words=sum(one.taken_back_words for one in words),
        shown=sum(one.last_screen_words for one in written),
        shown_words=sum(one.last_screen_words for one in words),
        broken_promises=sum(map(broken_promises, screens)),
        cpu_s=cpu_s() - begun_cpu_s,
        audio_s=sum(one.audio.size for one in shifted) / SAMPLE_RATE,
    )


def _screen(
    config: ConversationConfig,
    spoken: Spoken,
    recognizer: Recognizer,
    detector: VoiceActivityDetector,
) -> Updates:
    models = Models(recognizer=recognizer, detector=detector)
    language = spoken.words.language
    return source_updates(captions(spoken.audio, language=language, models=models, config=config))
