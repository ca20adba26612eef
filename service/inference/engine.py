"""The seam between conversations and models:

asynchronous, one request at a time, batched behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from models.types import (
    NO_TERMS,
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    Route,
    TermList,
    TranslatedText,
    VoiceInput,
    VoiceScores,
    VoiceState,
)
from service.inference.load import Load


class EngineBusy(Exception):
    """The queue is full. Nothing was started; try again later."""

    code = "busy"


class EngineUnavailable(EngineBusy):
    """The engine is not ready yet, or is closing. Nothing was started."""

    code = "unavailable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What is known of a loaded model."""

    key: str
    """In the catalogue."""
    engine: str
    """What runs it."""
    licence: str
    """SPDX identifier of its weights' licence."""
    quality: str | None = None
    """A, B or C at a desk; None: not measured."""
    quality_source: str = ""
    """Where the letter comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the loaded models can do."""

    recognizes: frozenset[str]
    """Languages that may be spoken."""
    routes: Mapping[LanguagePair, Route]
    """Every pair of which text can be translated, and which way."""
    speech_routes: Mapping[LanguagePair, Route]
    """Pairs that only speech is translated of; none of ``routes``."""
    recognizer: str
    """Catalog key of the speech model."""
    voice_frame_samples: int
    """Length of the frames that ``score_voice`` takes, in samples."""
    identifies: frozenset[str]
    """Languages that written text is told to be in; any other is never guessed."""
    models: Mapping[LanguagePair, ModelFacts] = field(default_factory=dict)
    """The model of each pair that one model translates."""
    speech_model: ModelFacts | None = None
    """What is known of the recognizer; None: nothing."""

    @property
    def quality(self) -> Mapping[LanguagePair, str]:
        """A, B or C, of each pair that one model translates and that was measured.

        By way of another language errors add up: the letters of the steps say nothing of the whole.
        """
        return {pair: model.quality for pair, model in self.models.items() if model.quality}

    @property
    def translates(self) -> frozenset[LanguagePair]:
        """Every pair of which text can be translated, whichever way."""
        return frozenset(self.routes)

    @property
    def interprets(self) -> frozenset[LanguagePair]:
        """Every pair in which a conversation can be followed, some of it perhaps by speech only."""
        return self.translates | frozenset(self.speech_routes)


class Engine(Protocol):
    """Gives work to models and brings back results.

    ``patience_s`` is a deadline in seconds from now: earlier deadlines are served first. It is an
    order, not a time-out: a late result is still a result. A caller that is cancelled withdraws its
    request; if the work has begun, the result is dropped.

    ``conversation`` says whose a request is: the windows of one take turns, so that one in which
    several people speak takes no more of a busy machine than others. Requests of no conversation
    leave room in the queues for those that are of one.

    Raises, from every request:
        EngineBusy: the queue is full.
        EngineUnavailable: the engine is not started, or was closed before the request was begun.
        models.errors.ModelError: this request failed; others are not concerned.
    """

    @property
    def ready(self) -> bool:
        """True once every model is loaded and warm, and while all of them work."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What the models can do; raises RuntimeError before ``start`` has ended."""
        ...

    def recognition_load(self, *, over_s: float) -> Load:
        """How busy speech recognition, which a machine has least of, was in the last ``over_s``."""
        ...

    def initial_voice_state(self) -> VoiceState:
        """The voice state before the first piece of a track."""
        ...

    async def start(self) -> None:
        """Load and warm up; returns when ready."""
        ...

    async def close(self) -> None:
        """Refuse new work, drop what waits, end workers. Idempotent."""
        ...

    async def score_voice(self, voice: VoiceInput, *, patience_s: float) -> VoiceScores: ...

    async def recognize(
        self, window: AudioWindow, *, patience_s: float, conversation: str | None = None
    ) -> Hypothesis: ...

    async def translate(
        self,
        text: str,
        pair: LanguagePair,
        *,
        patience_s: float,
        conversation: str | None = None,
        alternatives: int = 0,
        terms: TermList = NO_TERMS,
    ) -> TranslatedText:
        """Translate one text.

        Args:
            text: Of any length.
            pair: From which language into which.
            patience_s: See above.
            conversation: See above.
            alternatives: Other wordings that are wanted beside it.
            terms: How some words must be translated; the answer says which are not.
        """
        ...

    async def identify_language(self, text: str) -> tuple[LanguageGuess, ...]: ...
