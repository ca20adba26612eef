"""Models without weights, for tests and for work on the pages.

They keep the contracts of the real ones and depend on nothing but their input: a test can say what
will come out, and a page shows captions that grow while somebody really speaks. What a model would
say is decided by a script, a function that may also raise a ModelError, or wait.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.errors import InferenceFailed, ModelError, UnsupportedLanguage, UnsupportedLanguagePair
from models.fake_talk import DESK_PHRASES, DESK_TALK
from models.gpu_memory import Gpu
from models.types import (
    SPEECH_TARGET,
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    Samples,
    Task,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
    Word,
)

FRAME_SAMPLES: Final = 512
LOUD_LEVEL: Final = 0.01
"""Level (root of the mean square) from which a frame counts as voice: 40 dB below full scale."""
FRAMES_PER_WORD: Final = 12
"""How long a scripted speaker takes for a word: 0.38 s."""
VOICE_DECAY: Final = 0.8
"""What is left of the probability of voice after each silent frame: below a half after 0.13 s."""

SpeechScript = Callable[[AudioWindow], Hypothesis]
"""Decides what is heard in a window."""
TextScript = Callable[[str, LanguagePair], str]
"""Decides how a text is translated."""


class ScriptedRecognizer:
    """Recognizer that hears what a script says."""

    def __init__(
        self,
        script: SpeechScript | None = None,
        *,
        languages: Iterable[str] = DESK_TALK,
        translates_from: Iterable[str] = (),
    ) -> None:
        self._script = spoken_along() if script is None else script
        self._languages = frozenset(languages)
        self._translates_from = frozenset(translates_from)

    @property
    def model(self) -> str:
        """A key that no catalog has."""
        return "scripted-recognizer"

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it understands."""
        return self._languages

    @property
    def translates_from(self) -> frozenset[str]:
        """The languages of these whose speech it can translate into ``SPEECH_TARGET``."""
        return self._translates_from

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Ask the script for each window, in order.

        Raises:
            UnsupportedLanguage: a window names a language that is not in ``languages``, or, to be
                translated, one that is not in ``translates_from``.
            ModelError: the script says so.
        """
        for window in windows:
            known = self._languages if window.task is Task.TRANSCRIBE else self._translates_from
            for language in window.languages:
                if language not in known:
                    raise UnsupportedLanguage(language)
        return [self._script(window) for window in windows]


def listed(answers: Iterable[Hypothesis | ModelError]) -> SpeechScript:
    """Make a script of given answers, one for each window; errors are raised.

    When they are used up it raises InferenceFailed. Thread-safe.
    """
    remaining = iter(answers)
    lock = threading.Lock()

    def script(_window: AudioWindow) -> Hypothesis:
        with lock:
            answer = next(remaining, None)
        if answer is None:
            raise InferenceFailed("the script has no more answers")
        if isinstance(answer, ModelError):
            raise answer
        return answer

    return script


def spoken_along(sentences: Mapping[str, Sequence[str]] = DESK_TALK) -> SpeechScript:
    """Make a script that says one word of its sentences for every ``FRAMES_PER_WORD`` of voice.

    Where a window begins in its track decides which sentence comes first, so that all windows of
    one utterance hear the same. In a window that is not final, a last word that is not over yet is
    heard only in part. As many words as a window's prefix has are left out at its beginning. A
    translation is the same sentence in ``SPEECH_TARGET``.
    """

    def script(window: AudioWindow) -> Hypothesis:
        language = window.languages[0]
        (voiced,) = np.nonzero(_levels(window.samples) >= LOUD_LEVEL)
        written = SPEECH_TARGET if window.task is Task.TRANSLATE else language
        texts = _words_from(sentences[written], window.start_sample)
        words = [
            _word_at(text, voiced[first : first + FRAMES_PER_WORD], window)
            for text, first in zip(texts, range(0, voiced.size, FRAMES_PER_WORD), strict=False)
        ]
        return heard(words[len(window.prefix.split()) :], language=language)

    return script


def heard(words: Iterable[Word], *, language: str) -> Hypothesis:
    """Make a hypothesis that is sure of itself; no words mean that nobody spoke."""
    words = tuple(words)
    return Hypothesis(
        words=words,
        language=language,
        language_probability=1.0,
        no_speech_probability=0.05 if words else 0.95,
        average_log_probability=-0.2,
    )


class ScriptedTranslator:
    """Translator that says what a script says."""

    def __init__(
        self, script: TextScript | None = None, *, pairs: Iterable[LanguagePair] | None = None
    ) -> None:
        self._script = marked() if script is None else script
        self._pairs = frozenset(_all_pairs(DESK_TALK) if pairs is None else pairs)

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates."""
        return self._pairs

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Ask the script for each text, in order.

        Raises:
            UnsupportedLanguagePair: the pair is not in ``pairs``.
            ModelError: the script says so.
        """
        del alternatives  # one wording is scripted
        if pair not in self._pairs:
            raise UnsupportedLanguagePair(pair)
        return [
            TranslatedText(
                text=self._script(text, pair),
                pair=pair,
                model=f"scripted-{pair.source}-{pair.target}",
            )
            for text in texts
        ]

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""


def marked(phrases: Mapping[LanguagePair, Mapping[str, str]] = DESK_PHRASES) -> TextScript:
    """Make a script that knows some phrases and puts the target language in front of all others.

    White space at the ends is kept, and a text that is nothing else stays as it is.
    """

    def script(text: str, pair: LanguagePair) -> str:
        phrase = text.strip()
        if not phrase:
            return text
        translated = phrases.get(pair, {}).get(phrase, f"[{pair.target}] {phrase}")
        before, after = text.split(phrase, maxsplit=1)
        return f"{before}{translated}{after}"

    return script


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyState(VoiceState):
    """Memory of an ``EnergyVad``."""

    probability: float
    """Of voice in the last frame."""


class EnergyVad:
    """VoiceActivityDetector that takes every loud frame for voice, which then dies away slowly."""

    @property
    def frame_samples(self) -> int:
        """Length of a frame in samples."""
        return FRAME_SAMPLES

    def initial_state(self) -> EnergyState:
        """The state before the first piece of a track."""
        return EnergyState(probability=0.0)

    def score(self, batch: Sequence[VoiceInput]) -> list[VoiceScores]:
        """Score pieces of different tracks."""
        return [self._score(piece) for piece in batch]

    def _score(self, piece: VoiceInput) -> VoiceScores:
        state = piece.state
        if not isinstance(state, EnergyState):
            raise TypeError(f"a state of another detector: {type(state).__name__}")
        if piece.samples.size == 0 or piece.samples.size % FRAME_SAMPLES:
            raise ValueError(f"{piece.samples.size} samples are not whole frames")
        probabilities: list[float] = []
        probability = state.probability
        for level in _levels(piece.samples):
            probability = 1.0 if level >= LOUD_LEVEL else probability * VOICE_DECAY
            probabilities.append(probability)
        return VoiceScores(
            probabilities=tuple(probabilities), state=EnergyState(probability=probability)
        )


class FakeLanguageIdentifier:
    """LanguageIdentifier that knows the words of a few sentences of each language."""

    def __init__(self, sentences: Mapping[str, Iterable[str]] = DESK_TALK) -> None:
        self._vocabularies = {
            language: _vocabulary(" ".join(known)) for language, known in sentences.items()
        }

    @property
    def languages(self) -> frozenset[str]:
        """Those of its sentences."""
        return frozenset(self._vocabularies)

    def identify(self, texts: Sequence[str]) -> list[tuple[LanguageGuess, ...]]:
        """Guesses for each text, best first; empty where the text has no letter."""
        return [self._identify(text) for text in texts]

    def _identify(self, text: str) -> tuple[LanguageGuess, ...]:
        if not any(character.isalpha() for character in text):
            return ()
        words = _vocabulary(text)
        # One more than the known words, so that a language without any is unlikely, not impossible.
        points = {
            language: 1 + len(words & known) for language, known in self._vocabularies.items()
        }
        total = sum(points.values())
        guesses = [
            LanguageGuess(language=language, confidence=point / total)
            for language, point in points.items()
        ]
        return tuple(sorted(guesses, key=lambda guess: guess.confidence, reverse=True))


class FakeGpuProbe:
    """GPUs that nobody has.

    Args:
        free_bytes: the free memory of each, by its name.
    """

    def __init__(self, free_bytes: Mapping[str, int]) -> None:
        self._free_bytes = dict(free_bytes)

    def gpus(self) -> Sequence[Gpu]:
        """All, in the order in which they were given."""
        return tuple(Gpu(uuid=uuid, free_bytes=free) for uuid, free in self._free_bytes.items())


def _levels(samples: Samples) -> NDArray[np.float32]:
    """The level of each whole frame."""
    frames = samples[: samples.size // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    levels: NDArray[np.float32] = np.sqrt(np.mean(np.square(frames), axis=1))
    return levels


def _words_from(sentences: Sequence[str], start_sample: int) -> Iterator[str]:
    """The words of all sentences for ever, from the one that belongs to a place in a track."""
    first = start_sample // FRAME_SAMPLES % len(sentences)
    for sentence in islice(cycle(sentences), first, None):
        for word in sentence.split():
            yield f" {word}"


def _word_at(text: str, frames: NDArray[np.intp], window: AudioWindow) -> Word:
    """A word spoken in these frames of a window, in part where there are too few of them."""
    if not window.final:
        letters = math.ceil((len(text) - 1) * frames.size / FRAMES_PER_WORD)
        return Word(text=text[: 1 + letters])
    return Word(
        text=text,
        start_sample=window.start_sample + int(frames[0]) * FRAME_SAMPLES,
        end_sample=window.start_sample + (int(frames[-1]) + 1) * FRAME_SAMPLES,
        probability=0.9,
    )


def _all_pairs(languages: Collection[str]) -> Iterator[LanguagePair]:
    return (LanguagePair(source, target) for source, target in permutations(languages, 2))


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,!?").lower() for word in text.split())
