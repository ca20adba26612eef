"""Word and character errors of recognized phrases, and what facts were misheard. Pure.

Error rates are over all words (characters) of the references, with an interval from a bootstrap
over utterances. Text is normalized as everywhere in the benchmarks (``benchmarks.text``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.edits import align
from benchmarks.quality.critical import CriticalError, FactCheck, TranslatedPhrase, check_facts
from benchmarks.quality.intervals import Estimate, bootstrap, share
from benchmarks.quality.phrases import PhraseSet
from benchmarks.text import normalizer_for


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechGroupScore:
    """Figures of a topic, or of all."""

    utterances: int
    wer: Estimate
    cer: Estimate
    critical_errors: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEvaluation:
    """Everything that is told of one speech model and language."""

    model: str
    language: str
    set_name: str
    overall: SpeechGroupScore
    topics: tuple[tuple[str, SpeechGroupScore], ...]
    critical_errors: tuple[CriticalError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """Edits of one utterance and what they are counted over."""

    edits: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    check: FactCheck
    words: _Count
    characters: _Count


def evaluate_speech(
    model: str, language: str, phrases: PhraseSet, heard: Sequence[str]
) -> SpeechEvaluation:
    """Score what a model heard, one text for each phrase of the set, in their order.

    Raises:
        LanguageUnknown: the facts of the language cannot be read.
    """
    utterances = [
        _compared(
            TranslatedPhrase(
                id=phrase.id,
                topic=phrase.topic,
                names=phrase.names,
                source=phrase.texts[language],
                reference=phrase.texts[language],
                translation=text,
            ),
            language,
        )
        for phrase, text in zip(phrases.phrases, heard, strict=True)
    ]
    return SpeechEvaluation(
        model=model,
        language=language,
        set_name=phrases.name,
        overall=_group(utterances),
        topics=tuple(
            (topic, _group([each for each in utterances if each.check.phrase.topic == topic]))
            for topic in phrases.topics
        ),
        critical_errors=tuple(error for each in utterances for error in each.check.errors),
    )


def _compared(phrase: TranslatedPhrase, language: str) -> _Heard:
    normalize = normalizer_for(language)
    said, heard = normalize(phrase.reference), normalize(phrase.translation)
    return _Heard(
        check=check_facts(phrase, source=language, target=language),
        words=_count(said, heard),
        characters=_count(list(" ".join(said)), list(" ".join(heard))),
    )


def _count(said: Sequence[str], heard: Sequence[str]) -> _Count:
    return _Count(edits=align(said, heard).edits.total, length=len(said))


def _rate(counts: Sequence[_Count]) -> float:
    return sum(count.edits for count in counts) / sum(count.length for count in counts)


def _group(utterances: Sequence[_Heard]) -> SpeechGroupScore:
    return SpeechGroupScore(
        utterances=len(utterances),
        wer=bootstrap([each.words for each in utterances], _rate),
        cer=bootstrap([each.characters for each in utterances], _rate),
        critical_errors=share(sum(bool(each.check.errors) for each in utterances), len(utterances)),
    )
