"""The models that one engine works with."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import numpy as np

from models.interfaces import (
    LanguageIdentifier,
    Recognizer,
    VoiceActivityDetector,
)
from models.language_names import DESK_CODES
from models.routing import RoutedTranslator
from models.terms.lemmas import Lemmas
from models.types import DIRECT, AudioWindow, LanguagePair, Route, Task, VoiceInput
from service.inference.engine import ModelFacts
from service.inference.warm_up import utterance

_WARM_UP_TEXT: Final = "Hello."
_WARM_UP_WORD: Final = "tulkki"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSet:
    """Loaded models, ready to be used from any thread. Everything here blocks."""

    recognizer: Recognizer
    translator: RoutedTranslator
    voice_detector: VoiceActivityDetector
    language_identifier: LanguageIdentifier
    recognition_workers: int = 1
    """Recognitions that compute side by side: one for each GPU."""
    translation_lanes: int = 1
    """Batches of texts that compute side by side: one for each GPU or process."""
    translation_models: Mapping[LanguagePair, ModelFacts] = field(default_factory=dict)
    """What is known of the model of each pair that one model translates."""
    speech_model: ModelFacts | None = None
    """What is known of the recognizer."""
    lemmas: Lemmas = field(default_factory=Lemmas)
    """Tell whether two words are forms of one word."""
    speech_translation: frozenset[str] = DESK_CODES
    """Languages of which the recognizer may translate the speech, where it was trained for it."""
    greetings: Mapping[str, str] = field(default_factory=dict)
    """What people read at a desk, in each language: the translator is warmed up with it."""

    @property
    def speech_routes(self) -> Mapping[LanguagePair, Route]:
        """What is reached by the recognizer's own translation, and by no text."""
        spoken = self.recognizer.translates_from & self.speech_translation
        return self.translator.routes_from_speech(spoken)

    def warm_up(self) -> None:
        """Use every model in every language, so that the first visitor does not wait for what is
        set up late, and what does not work is found out now.
        """
        self.voice_detector.score(
            [
                VoiceInput(
                    samples=np.zeros(self.voice_detector.frame_samples, np.float32),
                    state=self.voice_detector.initial_state(),
                )
            ]
        )
        utterances = self._utterances()
        with ThreadPoolExecutor(self.recognition_workers) as side_by_side:
            for _ in side_by_side.map(
                self.recognizer.recognize, [utterances] * self.recognition_workers
            ):
                pass  # together they occupy every worker
        self._warm_translations_up()
        written = sorted(self._written())
        self.language_identifier.identify([self._greeting(language) for language in written])
        for language in written:
            self.lemmas.keys(_WARM_UP_WORD, language)

    def close(self) -> None:
        """Give back processes and memory."""
        self.translator.close()

    def _warm_translations_up(self) -> None:
        """Have every lane translate each direct pair; the other pairs consist of these."""
        lanes = self.translation_lanes
        with ThreadPoolExecutor(lanes) as side_by_side:
            for pair, route in sorted(self.translator.routes.items()):
                if route == DIRECT:
                    translate = partial(self.translator.translate, pair=pair)
                    for _ in side_by_side.map(translate, [[self._greeting(pair.source)]] * lanes):
                        pass  # together they occupy every lane

    def _written(self) -> set[str]:
        """Languages of which there is text."""
        return {code for pair in self.translator.pairs for code in (pair.source, pair.target)}

    def _greeting(self, language: str) -> str:
        return self.greetings.get(language, _WARM_UP_TEXT)

    def _utterances(self) -> list[AudioWindow]:
        """One in each language that is spoken at a desk, one in any of them, and one that is to be
        translated, where there is a route for it: by that, languages differ in one token only.
        """
        spoken = (
            sorted(self.recognizer.languages & self._written())
            or sorted(self.recognizer.languages)[:1]
        )
        samples = utterance()
        open_ = AudioWindow(samples=samples, start_sample=0, languages=tuple(spoken), final=False)
        closed = [replace(open_, languages=(code,), final=True) for code in spoken]
        translated = sorted({pair.source for pair in self.speech_routes})[:1]
        return [
            open_,
            *closed,
            *(replace(open_, languages=(c,), final=True, task=Task.TRANSLATE) for c in translated),
        ]
