"""Warming up: every model, in every language, with something that sounds like speech."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.catalog_files import ignore_progress
from models.errors import InferenceFailed
from models.fakes import (
    EnergyVad,
    FakeLanguageIdentifier,
    ScriptedRecognizer,
    ScriptedTranslator,
    listed,
)
from models.interfaces import Recognizer
from models.language_names import DESK_CODES
from models.routing import RoutedTranslator
from models.types import (
    SAMPLE_RATE,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Task,
    TranslatedText,
)
from service.cli.loading import load_models
from service.inference.model_set import ModelSet
from service.inference.warm_up import utterance
from service.settings import Settings


class PairsAsked(ScriptedTranslator):
    """Remembers which pairs it was asked for."""

    def __init__(self, *pairs: LanguagePair) -> None:
        super().__init__(pairs=pairs)
        self.asked: list[LanguagePair] = []
        self.texts: list[str] = []

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.asked.append(pair)
        self.texts += texts
        return super().translate(texts, pair, alternatives=alternatives)


class WindowsKept(ScriptedRecognizer):
    """Remembers what it was given."""

    def __init__(self, translates_from: Sequence[str]) -> None:
        super().__init__(translates_from=translates_from)
        self.windows: list[AudioWindow] = []

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        self.windows += windows
        return super().recognize(windows)


class Meeting(ScriptedRecognizer):
    """Recognizes only when two ask at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self._both = threading.Barrier(2)

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        self._both.wait(timeout=5)
        return super().recognize(windows)


def model_set(
    recognizer: Recognizer | None = None, translator: PairsAsked | None = None, workers: int = 1
) -> ModelSet:
    return ModelSet(
        recognizer=recognizer or ScriptedRecognizer(),
        translator=RoutedTranslator([translator or ScriptedTranslator()]),
        voice_detector=EnergyVad(),
        language_identifier=FakeLanguageIdentifier(),
        recognition_workers=workers,
    )


def test_utterance_is_the_same_every_time_and_neither_loud_nor_long() -> None:
    assert np.array_equal(utterance(), utterance())
    assert utterance().dtype == np.float32
    assert 0.5 < utterance().size / SAMPLE_RATE < 1.5
    assert 0.1 < np.abs(utterance()).max() <= 0.3


def test_only_direct_pairs_are_warmed_up_as_the_others_consist_of_them() -> None:
    direct = [LanguagePair("en", "pt"), LanguagePair("fi", "en")]
    translator = PairsAsked(*direct)
    model_set(translator=translator).warm_up()
    assert translator.asked == direct


def test_each_pair_is_warmed_up_with_words_of_its_own_language() -> None:
    translator = PairsAsked(LanguagePair("fi", "en"), LanguagePair("xx", "en"))
    models = replace(model_set(translator=translator), greetings={"fi": "Kone kääntää."})

    models.warm_up()

    assert translator.texts == ["Kone kääntää.", "Hello."]


def test_speech_that_is_translated_is_warmed_up_too() -> None:
    recognizer = WindowsKept(translates_from=["so", "am"])
    model_set(recognizer).warm_up()

    tasks = [window.languages for window in recognizer.windows if window.task is Task.TRANSLATE]
    assert tasks == [("am",)]


def test_speech_is_not_translated_where_no_route_needs_it() -> None:
    recognizer = WindowsKept(translates_from=["so"])
    replace(model_set(recognizer), speech_translation=frozenset()).warm_up()

    assert {window.task for window in recognizer.windows} == {Task.TRANSCRIBE}


def test_every_worker_is_warmed_up() -> None:
    model_set(Meeting(), workers=2).warm_up()


def test_recognizer_that_breaks_is_found_out() -> None:
    broken = ScriptedRecognizer(listed([InferenceFailed("out of memory")]))
    with pytest.raises(InferenceFailed, match="out of memory"):
        model_set(broken).warm_up()


def test_recognizer_is_warmed_up_when_no_translated_language_is_spoken() -> None:
    translator = PairsAsked(LanguagePair("xx", "yy"))
    with pytest.raises(InferenceFailed, match="no more answers"):
        model_set(ScriptedRecognizer(listed([])), translator).warm_up()


def test_only_speech_of_the_chosen_languages_is_translated() -> None:
    models = replace(
        model_set(ScriptedRecognizer(translates_from=["so", "haw"])),
        speech_translation=frozenset({"haw"}),
    )
    assert {pair.source for pair in models.speech_routes} == {"haw"}
    chosen = replace(models, speech_translation=DESK_CODES)
    assert {pair.source for pair in chosen.speech_routes} == {"so"}
    assert not replace(models, speech_translation=frozenset()).speech_routes


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_utterance_is_taken_for_words_in_every_language_of_the_embedded_models(
    tmp_path: Path,
) -> None:
    models = load_models(Settings(data_dir=tmp_path), ignore_progress)
    try:
        models.warm_up()
        languages = sorted({pair.source for pair in models.translator.pairs})
        assert languages == ["en", "pt"]
        heard = models.recognizer.recognize(
            [
                AudioWindow(samples=utterance(), start_sample=0, languages=(code,), final=True)
                for code in languages
            ]
        )
        for code, hypothesis in zip(languages, heard, strict=True):
            assert hypothesis.words, code
            assert all(word.start_sample is not None for word in hypothesis.words), code
    finally:
        models.close()
