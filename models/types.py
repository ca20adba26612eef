"""The values that pass between the models and everything that uses them.

Audio is mono float32 in -1..1 at ``SAMPLE_RATE``; positions are integer samples from the start of a
track, so that no rounding of seconds ever adds up. Languages are lower-case ISO 639-1 codes ("en",
"pt").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 16_000
"""Samples per second of all audio inside Tulkki."""

SPEECH_TARGET: Final = "en"
"""The one language that speech is translated into without being written down first."""

Samples = NDArray[np.float32]
"""Mono audio, shape (n,), float32, -1..1, at ``SAMPLE_RATE``."""


class Task(StrEnum):
    """What is made of speech, in Whisper's words."""

    TRANSCRIBE = "transcribe"
    """Its text, in the language spoken."""
    TRANSLATE = "translate"
    """What it means, in ``SPEECH_TARGET``."""


LONGEST_PROMPT: Final = 500
"""Of a ``Vocabulary``, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What a recognizer should listen for in one language."""

    hotwords: tuple[str, ...] = ()
    """Words and names that it might not know, the important ones first."""
    prompt: str = ""
    """Text as if it had been said before: it shows topic, names and spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioWindow:
    """One stretch of a track to be recognized."""

    samples: Samples
    """Shape (n,), at most 30 s."""
    start_sample: int
    """Position of the first sample in its track."""
    languages: tuple[str, ...]
    """What may be spoken:

    one code fixes the language, several let the recognizer choose among them.
    """
    final: bool
    """True asks for word times; False asks for the quickest decode.

    Words of both have probabilities, but those of a translation have neither: they were not spoken.
    """
    task: Task = Task.TRANSCRIBE
    voiced_share: float | None = None
    """How much of it a voice activity detector took for voice, 0..1; None where none was asked."""
    vocabulary: Mapping[str, Vocabulary] = field(default_factory=dict)
    """By language: only that of the language which is spoken counts, and only to transcribe."""
    prefix: str = ""
    """What is known to be said at its beginning, as decoded: heard again, not written again.

    Only to transcribe; a translation has all of it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognized word.

    ``"".join(word.text for word in words)`` is the text exactly as decoded.
    """

    text: str
    """As decoded, with its leading space where the language has one."""
    start_sample: int | None = None
    """Position in the track; None where the decode gave no times."""
    end_sample: int | None = None
    probability: float | None = None
    """0..1; None where the decode gave none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One decoding of an audio window. No words means that nothing was said."""

    words: tuple[Word, ...]
    """In the language spoken, or in ``SPEECH_TARGET`` where a translation was asked for."""
    language: str
    """The one spoken, whatever was asked for."""
    language_probability: float
    """0..1; 1.0 where the language was given."""
    no_speech_probability: float
    """0..1, Whisper's own judgement of the window."""
    average_log_probability: float
    """Mean of the log-probability of the decoded tokens, <= 0."""
    cut: bool = False
    """True where a guard stopped the decode (token limit or endless repetition):

    the end is not to be trusted.
    """

    @property
    def text(self) -> str:
        """The words as one string, without space at its ends."""
        return "".join(word.text for word in self.words).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceState:
    """What a voice activity detector remembers between two pieces of one track.

    Opaque: each detector extends it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInput:
    """A piece of one track to be scored, following the piece that gave ``state``."""

    samples: Samples
    """Shape (k * frame_samples,), k >= 1."""
    state: VoiceState


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceScores:
    """The probability of voice in each frame of a piece, and the state for the next piece."""

    probabilities: tuple[float, ...]
    """One per frame, 0..1."""
    state: VoiceState


@dataclass(frozen=True, slots=True, order=True)
class LanguagePair:
    """From one language into another."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a translation from one language into another."""

    via: tuple[str, ...] = ()
    """Languages that it is translated into on the way; none where one model does it."""
    from_speech: bool = False
    """True where the recognizer translates the audio, and no text of the source is read."""

    @property
    def label(self) -> str:
        """How people and programs are told.

        ``direct``, or for example ``pivot:en``; ``speech:en`` from audio into English, and
        ``speech:en+text`` where that English is then translated as any text is.
        """
        if self.from_speech:
            return f"speech:{SPEECH_TARGET}+text" if self.via else f"speech:{SPEECH_TARGET}"
        return f"pivot:{'+'.join(self.via)}" if self.via else "direct"


DIRECT: Final = Route()
"""The way without a language between."""
FROM_SPEECH: Final = Route(from_speech=True)
"""The way from audio into ``SPEECH_TARGET``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a few of them, and how they must be translated."""

    source: str
    """In whatever form it stands in a text, it is found."""
    target: str
    """The same as ``source`` where that is not to be translated."""
    case_sensitive: bool = False
    """True where the source is another word without its capitals."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class TermList:
    """Terms between two languages.

    A list is known by its identity, and what is prepared for it is forgotten with it: terms may
    have been said in a conversation.
    """

    terms: tuple[Term, ...] = ()
    """Of two that are written alike the first is meant."""


NO_TERMS: Final = TermList()


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedText:
    """One text in another language."""

    text: str
    pair: LanguagePair
    model: str
    """Catalog key of the model that made it; joined by "+" where several had a part in it."""
    confidence: float | None = None
    """0..1, of the least certain sentence; None where the engine gives no scores."""
    alternatives: tuple[str, ...] = ()
    """Other wordings, best first, without ``text``; none unless asked for."""
    route: Route = DIRECT
    """Which way it was made."""
    terms_missing: tuple[Term, ...] = ()
    """Terms of the source that are not translated as they must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGuess:
    """How likely a text is in a language."""

    language: str
    confidence: float
    """0..1."""
