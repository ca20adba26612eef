"""Texts, those of warm-up too, reach every device that can translate at the same time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from models.fakes import (
    EnergyVad,
    FakeLanguageIdentifier,
    ScriptedRecognizer,
    ScriptedTranslator,
)
from models.replicas import ReplicatedTranslator
from models.routing import RoutedTranslator
from models.types import LanguagePair, TranslatedText
from service.inference.batcher import BatchLimits
from service.inference.batchers import BatchingConfig
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet

EN_PT = LanguagePair("en", "pt")
DEVICES = 3


class Device(ScriptedTranslator):
    """Translates when so many devices have something to do at one time."""

    def __init__(self, name: str, together: threading.Barrier) -> None:
        super().__init__(lambda _text, _pair: name, pairs=[EN_PT])
        self.together = together
        self.asked: list[str] = []

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.together.wait(timeout=5)
        self.asked += texts
        return super().translate(texts, pair, alternatives=alternatives)


@pytest.mark.parametrize("workers", [1, 2])
async def test_every_device_has_a_batch_at_the_same_time(workers: int) -> None:
    together = threading.Barrier(DEVICES)
    devices = [Device(name, together) for name in "abc"]

    def load() -> ModelSet:
        return ModelSet(
            recognizer=ScriptedRecognizer(),
            translator=RoutedTranslator([ReplicatedTranslator(devices)]),
            voice_detector=EnergyVad(),
            language_identifier=FakeLanguageIdentifier(),
            translation_lanes=DEVICES,
        )

    limits = BatchLimits(batch=4, waiting=16, workers=workers)
    engine = LocalEngine(load, batching=BatchingConfig(translation=limits))
    await engine.start()
    assert [device.asked for device in devices] == [["Hello."]] * DEVICES  # each is warm
    try:
        told = await asyncio.gather(
            *(engine.translate(str(n), EN_PT, patience_s=1.0) for n in range(DEVICES))
        )
    finally:
        await engine.close()
    assert sorted(one.text for one in told) == ["a", "b", "c"]
