"""The seams behind which models live.

All methods block; none may be called on an event loop's thread.

A batch in, a batch out: the result has one item per input, in the same order. An implementation may
be called from several threads at once unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.types import (
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
)


class Recognizer(Protocol):
    """Writes down speech."""

    @property
    def model(self) -> str:
        """The catalog key of the loaded model."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it understands."""
        ...

    @property
    def translates_from(self) -> frozenset[str]:
        """The languages of these whose speech it can translate into ``SPEECH_TARGET``."""
        ...

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Decode each window by itself.

        Raises:
            UnsupportedLanguage: a window names a language that is not in ``languages``, or, to
                be translated, one that is not in ``translates_from``.
            InferenceFailed: the model broke.
        """
        ...


class Translator(Protocol):
    """Translates text."""

    @property
    def pairs(self) -> frozenset[LanguagePair]:
        """The pairs that it translates."""
        ...

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        """Translate each text, of any length, by itself.

        White space at the ends and between sentences is kept.

        Args:
            texts: What to translate.
            pair: From which language into which.
            alternatives: Other wordings wanted of each text, best first; an engine that makes only
                one wording gives none.

        Raises:
            UnsupportedLanguagePair: the pair is not in ``pairs``.
            InferenceFailed: the model broke.
        """
        ...

    def close(self) -> None:
        """Give back processes and memory. Idempotent."""
        ...


class VoiceActivityDetector(Protocol):
    """Tells voice from everything else, frame by frame, with its memory outside."""

    @property
    def frame_samples(self) -> int:
        """Length of a frame in samples."""
        ...

    def initial_state(self) -> VoiceState:
        """The state before the first piece of a track."""
        ...

    def score(self, batch: Sequence[VoiceInput]) -> list[VoiceScores]:
        """Score pieces of different tracks."""
        ...


class LanguageIdentifier(Protocol):
    """Tells the language of a written text."""

    @property
    def languages(self) -> frozenset[str]:
        """Those that it tells apart; a text in another is taken for one of them, or for none."""
        ...

    def identify(self, texts: Sequence[str]) -> list[tuple[LanguageGuess, ...]]:
        """Guesses for each text, best first; empty where it has no language (digits, emoji)."""
        ...


class SentenceSplitter(Protocol):
    """Cuts text into sentences. Pure and quick: may be called anywhere."""

    def __call__(self, text: str, language: str) -> list[str]:
        """Sentences with the white space that follows each; joined they are the text again."""
        ...
