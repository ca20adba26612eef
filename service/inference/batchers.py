"""The batchers of a local engine: which requests may share a batch of which model."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.terms.keeping import TermKeeper, Wanted
from models.types import (
    NO_TERMS,
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguageGuess,
    LanguagePair,
    TermList,
    TranslatedText,
    VoiceInput,
    VoiceScores,
)
from service.inference.batcher import Alone, BatchLimits, DynamicBatcher
from service.inference.model_set import ModelSet
from service.inference.stats import EngineStats

BRIEF_CHARACTERS: Final = 400
"""A few sentences: 64 such texts are about as much as the few long ones of a small batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRequest:
    """One text for the translator."""

    text: str
    pair: LanguagePair
    alternatives: int = 0
    """Other wordings wanted."""
    terms: TermList = NO_TERMS
    """How some words must be translated."""


@dataclass(frozen=True, slots=True)
class _TextBucket:
    """Texts that may be translated in one batch."""

    pair: LanguagePair
    alternatives: int
    """Captions, which ask for none, never wait for a search of alternatives."""
    brief: bool
    """Nor do they wait for many long texts, each of which is many sentences."""

    @classmethod
    def of(cls, request: TranslationRequest) -> _TextBucket:
        return cls(request.pair, request.alternatives, len(request.text) <= BRIEF_CHARACTERS)


def _is_brief(bucket: Hashable) -> bool:
    return isinstance(bucket, _TextBucket) and bucket.brief


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchingConfig:
    """How a local engine batches."""

    voice: BatchLimits = field(default_factory=lambda: BatchLimits(batch=32, waiting=512))
    recognition: BatchLimits = field(
        default_factory=lambda: BatchLimits(batch=8, waiting=128, reserved=112)
    )
    """Reserved: a window of each of a hundred conversations."""
    translation: BatchLimits = field(
        default_factory=lambda: BatchLimits(
            batch=4, alone=Alone(batch=64, brief=_is_brief), waiting=512, reserved=256, workers=2
        )
    )
    """Small batches where anybody speaks, for a caption waits for the batch that runs; large ones
    of brief texts where nobody does: MarianMT is several times as quick in them. Two workers, so
    that one very long text does not hold up everything else, and one more for each further GPU or
    process that computes beside the first.

    Reserved: however much is asked of ``/translate``, captions find room.
    """
    identification: BatchLimits = field(default_factory=lambda: BatchLimits(batch=16, waiting=128))
    recognition_band_s: float = 2.0
    """Windows whose lengths are in the same band of this width may share a batch, seconds.

    ``tulkki bench stages`` prints what windows cost together and one by one: those of like length
    share the weights, a short one beside a long one waits for it.
    """


class Batchers:
    """One batcher for each kind of work."""

    def __init__(
        self, models: ModelSet, config: BatchingConfig, clock: Callable[[], float]
    ) -> None:
        keeper = TermKeeper(models.translator, models.lemmas)

        def recognition_bucket(window: AudioWindow) -> Hashable:
            # Final windows take longer, for their word times: tentative ones need not wait for it.
            # Nor need captions wait for translations.
            length_s = window.samples.size / SAMPLE_RATE
            return math.ceil(length_s / config.recognition_band_s), window.final, window.task

        def translate(requests: Sequence[TranslationRequest]) -> list[TranslatedText]:
            return keeper.translate(
                [Wanted(text=request.text, terms=request.terms) for request in requests],
                requests[0].pair,
                alternatives=requests[0].alternatives,
            )

        self.voice: DynamicBatcher[VoiceInput, VoiceScores] = DynamicBatcher(
            models.voice_detector.score,
            name="voice",
            limits=config.voice,
            bucket=lambda voice: voice.samples.size,  # frames never wait for a long piece
            clock=clock,
        )
        self.recognition: DynamicBatcher[AudioWindow, Hypothesis] = DynamicBatcher(
            models.recognizer.recognize,
            name="recognition",
            limits=replace(config.recognition, workers=models.recognition_workers),
            bucket=recognition_bucket,
            in_turn=True,
            clock=clock,
        )
        self.translation: DynamicBatcher[TranslationRequest, TranslatedText] = DynamicBatcher(
            translate,
            name="translation",
            limits=replace(
                config.translation,
                workers=config.translation.workers + models.translation_lanes - 1,
            ),
            bucket=_TextBucket.of,
            clock=clock,
        )
        self.identification: DynamicBatcher[str, tuple[LanguageGuess, ...]] = DynamicBatcher(
            models.language_identifier.identify,
            name="identification",
            limits=config.identification,
            bucket=lambda _text: None,
            clock=clock,
        )

    @property
    def healthy(self) -> bool:
        """True while no batch hangs."""
        return (
            self.voice.healthy
            and self.recognition.healthy
            and self.translation.healthy
            and self.identification.healthy
        )

    def stats(self) -> EngineStats:
        """The counters now."""
        return EngineStats(
            voice=self.voice.stats(),
            recognition=self.recognition.stats(),
            translation=self.translation.stats(),
            identification=self.identification.stats(),
        )

    def start(self) -> None:
        """Start all workers."""
        self.voice.start()
        self.recognition.start()
        self.translation.start()
        self.identification.start()

    async def close(self) -> None:
        """Close all, side by side."""
        async with asyncio.TaskGroup() as closing:
            closing.create_task(self.voice.close())
            closing.create_task(self.recognition.close())
            closing.create_task(self.translation.close())
            closing.create_task(self.identification.close())
