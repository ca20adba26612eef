"""The models that one engine works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.interfaces import (
    LanguageIdentifier,
    Recognizer,
    VoiceActivityDetector,
)
from models.routing import RoutedTranslator
from models.types import DIRECT, SAMPLE_RATE, AudioWindow, VoiceInput

_WARM_UP_TEXT: Final = "Hello."


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSet:
    """Loaded models, ready to be used from any thread. Everything here blocks."""

    recognizer: Recognizer
    translator: RoutedTranslator
    voice_detector: VoiceActivityDetector
    language_identifier: LanguageIdentifier
    recognition_workers: int = 1
    """Recognitions that compute side by side: one for each GPU."""

    def warm_up(self) -> None:
        """Use every model once, so that the first visitor does not wait for what is set up late."""
        self.voice_detector.score(
            [
                VoiceInput(
                    samples=np.zeros(self.voice_detector.frame_samples, np.float32),
                    state=self.voice_detector.initial_state(),
                )
            ]
        )
        self.recognizer.recognize([self._silence(final=False), self._silence(final=True)])
        for pair, route in sorted(self.translator.routes.items()):
            if route == DIRECT:  # the others consist of these
                self.translator.translate([_WARM_UP_TEXT], pair)
        self.language_identifier.identify([_WARM_UP_TEXT])

    def close(self) -> None:
        """Give back processes and memory."""
        self.translator.close()

    def _silence(self, *, final: bool) -> AudioWindow:
        return AudioWindow(
            samples=np.zeros(SAMPLE_RATE, np.float32),
            start_sample=0,
            languages=tuple(sorted(self.recognizer.languages)[:2]),
            final=final,
        )
