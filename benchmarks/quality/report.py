"""Evaluations as tables for a terminal and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from benchmarks.quality.calibration import Calibration
from benchmarks.quality.critical import CriticalError
from benchmarks.quality.evaluation import Evaluation, GroupScore, Violation
from benchmarks.quality.intervals import Estimate
from benchmarks.quality.speech import SpeechEvaluation, SpeechGroupScore
from benchmarks.quality.speed import Speed

_ALL: Final = "all"
_MIB: Final = 2**20


def as_json(figures: Sequence[Evaluation | SpeechEvaluation | Speed]) -> str:
    """Every figure and every error, as one list."""
    return json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=2)


def as_tables(evaluation: Evaluation | SpeechEvaluation) -> Group:
    """What a person reads: figures by topic and by kind of fact, then every error."""
    if isinstance(evaluation, SpeechEvaluation):
        return _speech_tables(evaluation)
    return _translation_tables(evaluation)


def speed_table(speeds: Sequence[Speed]) -> Table:
    """Speeds, each with its ratio to the first, whatever engine, model and pair it is of."""
    counts = sorted({speed.sentences for speed in speeds})
    count = "-".join(map(str, dict.fromkeys((counts[0], counts[-1])))) if counts else "no"
    table = _table(f"{count} sentences without numbers and names; ratios (×) are to the first row")
    table.add_column("pair", no_wrap=True)
    table.add_column("engine", no_wrap=True)
    for column in ("load", "p50 / p99", "one by one", "in a batch", "memory"):
        table.add_column(column, justify="right", no_wrap=True)
    for speed in speeds:
        first = speeds[0]
        table.add_row(
            speed.model,
            f"{speed.pair.source} → {speed.pair.target}",
            speed.engine,
            f"{speed.load_s:.1f} s",
            f"{1000 * speed.p50_s:.0f} / {1000 * speed.p99_s:.0f} ms",
            f"{_rate(speed.single_per_s)} ×{speed.single_per_s / first.single_per_s:.2f}",
            f"{_rate(speed.batch_per_s)} ×{speed.batch_per_s / first.batch_per_s:.2f}",
            f"{speed.memory_bytes / _MIB:.0f} MiB ×{speed.memory_bytes / first.memory_bytes:.2f}",
        )
    return table


def _rate(per_s: float) -> str:
    """Three digits, or all that stand before the point."""
    return f"{per_s:,.0f}/s" if per_s >= 100 else f"{per_s:.3g}/s"


def _translation_tables(evaluation: Evaluation) -> Group:
    pair, grade = evaluation.pair, evaluation.grade
    return Group(
        _by_topic(evaluation),
        _by_kind(evaluation),
        _calibration(evaluation.calibration),
        Text(f"{pair.source} → {pair.target}: {grade.letter}, {grade.meaning}", style="bold"),
        Text(_reservations(evaluation), style="dim"),
        Text(f"\nCritical errors: {len(evaluation.critical_errors)}", style="bold"),
        *(Text(_error(error)) for error in evaluation.critical_errors),
        Text(
            f"\nCaptions that do not look as expected: {_percent(evaluation.violating)}",
            style="bold",
        ),
        *(Text(_violation(violation)) for violation in evaluation.violations),
    )


def _speech_tables(evaluation: SpeechEvaluation) -> Group:
    table = _table(f"{evaluation.model}, {evaluation.language}, {evaluation.set_name}")
    for column in ("n", "word errors", "character errors", "critical errors"):
        table.add_column(column, justify="right")
    rows: list[tuple[str, SpeechGroupScore]] = [*evaluation.topics, (_ALL, evaluation.overall)]
    for name, score in rows:
        rates = (score.wer, score.cer, score.critical_errors)
        table.add_row(name, str(score.utterances), *map(_percent, rates))
    return Group(
        table,
        Text(f"Critical errors: {len(evaluation.critical_errors)}", style="bold"),
        *(Text(_error(error)) for error in evaluation.critical_errors),
    )


def _by_topic(evaluation: Evaluation) -> Table:
    pair = evaluation.pair
    table = _table(
        f"{evaluation.model}, {pair.source} → {pair.target}, {evaluation.set_name} "
        "(95 % intervals in brackets)"
    )
    for column in ("n", "critical errors", "chrF2", "BLEU"):
        table.add_column(column, justify="right")
    rows: list[tuple[str, GroupScore]] = [*evaluation.topics, (_ALL, evaluation.overall)]
    for name, score in rows:
        table.add_row(
            name,
            str(score.utterances),
            _percent(score.critical_errors),
            _points(score.overlap.chrf),
            _points(score.overlap.bleu),
        )
    return table


def _by_kind(evaluation: Evaluation) -> Table:
    table = _table("Facts lost, changed or made up")
    table.add_column("utterances that have one", justify="right")
    table.add_column("utterances with an error", justify="right")
    for kind in evaluation.kinds:
        table.add_row(kind.kind, str(kind.utterances), str(kind.errors))
    return table


def _calibration(calibration: Calibration | None) -> Group:
    if calibration is None:
        return Group(Text("No confidence: the engine gives no scores\n", style="dim"))
    table = _table("Confidence, the least certain fifth first")
    for column in ("n", "mean confidence", "right"):
        table.add_column(column, justify="right")
    for each in calibration.bins:
        confidence = f"{100 * each.confidence:.0f} %"
        table.add_row("", str(each.utterances), confidence, _percent(each.right))
    told = (
        f"Expected calibration error: {_percent(calibration.expected_error)} with exponent "
        f"{calibration.exponent:g}\nBest exponent: {calibration.better_exponent:g}; fitted on one "
        f"half and measured on the other, {100 * calibration.better_error:.0f} % are left\n"
    )
    return Group(table, Text(told))


def _reservations(evaluation: Evaluation) -> str:
    reviewed = "" if evaluation.reviewed_by_native else ", not reviewed by native speakers"
    signatures = "; ".join(evaluation.overall.overlap.signatures)
    return f"One reference for each utterance, our own{reviewed}. {signatures}"


def _error(error: CriticalError) -> str:
    expected, found = (", ".join(facts) or "none" for facts in (error.expected, error.found))
    return (
        f"  {error.phrase.id} {error.kind}: {expected} expected, {found} found\n"
        f"    {error.phrase.source}\n    {error.phrase.translation}"
    )


def _violation(violation: Violation) -> str:
    return (
        f"  {violation.phrase.id}, expected: {violation.rule}\n"
        f"    {violation.phrase.source}\n    {violation.phrase.translation}"
    )


def _table(title: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE)
    table.add_column("", no_wrap=True)
    return table


def _percent(estimate: Estimate) -> str:
    low, high = 100 * estimate.low, 100 * estimate.high
    return f"{100 * estimate.value:.0f} % [{low:.0f}-{high:.0f}]"


def _points(estimate: Estimate) -> str:
    return f"{estimate.value:.1f} [{estimate.low:.0f}-{estimate.high:.0f}]"
