"""Models at work on a set: loads them, hands their answers to the scorers, closes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audio import read_wav
from benchmarks.errors import BenchmarkError
from benchmarks.quality.evaluation import Confidences, Evaluation, evaluate
from benchmarks.quality.phrases import PhraseSet
from benchmarks.quality.speech import SpeechEvaluation, evaluate_speech
from models.catalog import Catalog
from models.catalog_entries import MarianEntry, WhisperEntry
from models.loading import load_recognizer, load_translator
from models.types import AudioWindow, LanguagePair, TranslatedText


class NothingToEvaluate(BenchmarkError):
    """The set and the model have no language in common, or a recording is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """Where the phrases were said aloud, and in which language."""

    folder: Path
    """With ``ID.wav`` for each phrase."""
    language: str


def evaluate_models(
    catalog: Catalog, keys: Sequence[str], phrases: PhraseSet, recordings: Recordings | None
) -> Iterator[Evaluation | SpeechEvaluation]:
    """Evaluate models one after the other, whatever they do.

    Raises:
        ModelError: one is not here, cannot be loaded or broke.
        NothingToEvaluate: one has no language of the set, or is for speech and there are no
            recordings.
        LanguageUnknown: the facts of a language cannot be read.
    """
    for key in keys:
        if not isinstance(catalog.entry(key), WhisperEntry):
            yield from evaluate_translator(catalog, key, phrases)
        elif recordings is None:
            raise NothingToEvaluate(f"{key} is a speech model: name recordings of the phrases")
        else:
            yield evaluate_recognizer(catalog, key, phrases, recordings)


def evaluate_translator(catalog: Catalog, key: str, phrases: PhraseSet) -> Iterator[Evaluation]:
    """Translate a set with a model, for each of its pairs that the set has.

    Raises:
        ModelError: the model cannot be loaded or broke.
        NothingToEvaluate: the set has none of its pairs.
        LanguageUnknown: the facts of a language cannot be read.
    """
    translator = load_translator(catalog, [key])
    try:
        pairs = pairs_in(phrases, translator.pairs)
        if not pairs:
            raise NothingToEvaluate(
                f"{key} has no pair of the languages of {phrases.name}: "
                f"{', '.join(phrases.languages)}"
            )
        for pair in pairs:
            texts = [phrase.texts[pair.source] for phrase in phrases.phrases]
            made = translator.translate(texts, pair)
            translations = [each.text for each in made]
            yield evaluate(key, pair, phrases, translations, _confidences(catalog, key, made))
    finally:
        translator.close()


def _confidences(catalog: Catalog, key: str, made: Sequence[TranslatedText]) -> Confidences | None:
    entry = catalog.entry(key)
    values = [each.confidence for each in made if each.confidence is not None]
    if len(values) < len(made) or not isinstance(entry, MarianEntry):
        return None
    return Confidences(values=values, exponent=entry.confidence_exponent)


def pairs_in(phrases: PhraseSet, pairs: frozenset[LanguagePair]) -> list[LanguagePair]:
    """Those pairs that a set has in both languages, sorted."""
    return sorted(pair for pair in pairs if {pair.source, pair.target} <= set(phrases.languages))


def evaluate_recognizer(
    catalog: Catalog, key: str, phrases: PhraseSet, recordings: Recordings
) -> SpeechEvaluation:
    """Recognize the recordings of a set.

    Raises:
        ModelError: the model cannot be loaded, broke, or does not know the language.
        NothingToEvaluate: a recording or the language is missing.
        AudioUnusable: a recording has another format.
    """
    language = recordings.language
    if language not in phrases.languages:
        raise NothingToEvaluate(f"{phrases.name} has no {language!r}")
    recognizer = load_recognizer(catalog, key)
    heard: list[str] = []
    for phrase in phrases.phrases:
        file = recordings.folder / f"{phrase.id}.wav"
        if not file.is_file():
            raise NothingToEvaluate(f"{file} is missing: every phrase of the set needs a recording")
        window = AudioWindow(
            samples=read_wav(file).samples(), start_sample=0, languages=(language,), final=True
        )
        heard.append(recognizer.recognize([window])[0].text)
    return evaluate_speech(key, language, phrases, heard)
