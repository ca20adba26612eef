"""From translations to the figures of a language pair. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.quality.calibration import Calibration, Judged, calibration
from benchmarks.quality.critical import (
    CriticalError,
    FactCheck,
    TranslatedPhrase,
    check_facts,
)
from benchmarks.quality.facts import FactKind
from benchmarks.quality.grades import Grade, grade_of, load_grades
from benchmarks.quality.intervals import Estimate, share
from benchmarks.quality.overlap import Overlap, chrf_of, overlap
from benchmarks.quality.phrases import PhraseSet
from benchmarks.quality.surface import Rule, violations
from models.types import LanguagePair

_OTHER_CLAUSES_BELOW: Final = 40.0
"""Of chrF2 of one utterance: the reason stands in ``grades.toml``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """Figures of a topic, or of all."""

    utterances: int
    critical_errors: Estimate
    """Share of utterances with at least one."""
    overlap: Overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """How often one kind of fact was there to be lost, and was."""

    kind: FactKind
    utterances: int
    """With this kind in the source or the reference."""
    errors: int
    """Utterances in which it went wrong; made-up facts make this the larger number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A caption that looks wrong, whatever it says."""

    phrase: TranslatedPhrase
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that is told of one model and pair."""

    model: str
    pair: LanguagePair
    set_name: str
    reviewed_by_native: bool
    overall: GroupScore
    topics: tuple[tuple[str, GroupScore], ...]
    kinds: tuple[KindScore, ...]
    critical_errors: tuple[CriticalError, ...]
    violations: tuple[Violation, ...]
    violating: Estimate
    """Share of utterances that break a rule of captions."""
    grade: Grade
    translated: tuple[TranslatedPhrase, ...]
    """To be read: no figure sees what a person sees."""
    calibration: Calibration | None
    """What its confidence is worth; None where the engine gives no scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidences:
    """How sure a model was of each translation."""

    values: Sequence[float]
    exponent: float
    """With which they were made."""


def evaluate(
    model: str,
    pair: LanguagePair,
    phrases: PhraseSet,
    translations: Sequence[str],
    confidences: Confidences | None = None,
) -> Evaluation:
    """Score the translations of all phrases of a set.

    Args:
        model: key of the model that made them.
        pair: from which language into which.
        phrases: the set; it must have both languages.
        translations: one for each phrase, in their order.
        confidences: of these, where the engine gives scores.

    Raises:
        LanguageUnknown: the facts of one of the languages cannot be read.
    """
    translated = tuple(
        TranslatedPhrase(
            id=phrase.id,
            topic=phrase.topic,
            names=phrase.names,
            source=phrase.texts[pair.source],
            reference=phrase.texts[pair.target],
            translation=translation,
        )
        for phrase, translation in zip(phrases.phrases, translations, strict=True)
    )
    checks = [check_facts(each, source=pair.source, target=pair.target) for each in translated]
    broken = tuple(
        Violation(phrase=each, rule=rule)
        for each in translated
        for rule in violations(each.source, each.translation)
    )
    overall = _group(checks)
    return Evaluation(
        model=model,
        pair=pair,
        set_name=phrases.name,
        reviewed_by_native=phrases.reviewed_by_native,
        overall=overall,
        topics=tuple(
            (topic, _group([check for check in checks if check.phrase.topic == topic]))
            for topic in phrases.topics
        ),
        kinds=_kinds(checks),
        critical_errors=tuple(error for check in checks for error in check.errors),
        violations=broken,
        violating=share(len({each.phrase.id for each in broken}), len(translated)),
        grade=grade_of(load_grades(), overall.critical_errors, overall.overlap.chrf),
        translated=translated,
        calibration=None if confidences is None else _calibration(checks, confidences),
    )


def _calibration(checks: Sequence[FactCheck], confidences: Confidences) -> Calibration:
    judged = [
        Judged(confidence=confidence, right=_is_right(check))
        for check, confidence in zip(checks, confidences.values, strict=True)
    ]
    return calibration(judged, exponent=confidences.exponent)


def _is_right(check: FactCheck) -> bool:
    """No fact is wrong, and no whole clause is another one."""
    return not check.errors and chrf_of(check.phrase) >= _OTHER_CLAUSES_BELOW


def _group(checks: Sequence[FactCheck]) -> GroupScore:
    return GroupScore(
        utterances=len(checks),
        critical_errors=share(sum(bool(check.errors) for check in checks), len(checks)),
        overlap=overlap([check.phrase for check in checks]),
    )


def _kinds(checks: Sequence[FactCheck]) -> tuple[KindScore, ...]:
    return tuple(
        KindScore(
            kind=kind,
            utterances=sum(kind in check.kinds for check in checks),
            errors=sum(error.kind is kind for check in checks for error in check.errors),
        )
        for kind in FactKind
    )
