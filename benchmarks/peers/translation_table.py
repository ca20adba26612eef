"""What two translating servers said, side by side."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.grids import Grid
from benchmarks.peers.translation_load import Rate
from benchmarks.peers.translation_servers import CLIENTS, OURS, THEIRS, Answered


def translation_grid(runs: Sequence[Answered]) -> Grid:
    """Medians, the ratio, and how often both say the same."""
    return Grid(
        title="sentences through /translate, medians",
        columns=("clients", "server", "sentences/s", "p50", "p99", ": transformers", "same text"),
        rows=tuple(row for clients in CLIENTS for row in _rows(runs, clients)),
    )


def _rows(runs: Sequence[Answered], clients: int) -> Iterator[tuple[str, ...]]:
    rates = {
        label: [run.rate for run in runs if (run.label, run.rate.clients) == (label, clients)]
        for label in (OURS, THEIRS)
    }
    base = _median_per_second(rates[THEIRS])
    for label, found in rates.items():
        yield (
            str(clients),
            label,
            f"{_median_per_second(found):.1f}",
            f"{1000 * statistics.median(rate.latency.p50_s for rate in found):.0f} ms",
            f"{1000 * statistics.median(rate.latency.p99_s for rate in found):.0f} ms",
            f"{_median_per_second(found) / base:.1f}",
            f"{100 * _agreement(found[0], rates[THEIRS][0]):.0f} %",
        )


def _median_per_second(rates: Sequence[Rate]) -> float:
    return statistics.median(rate.per_second for rate in rates)


def _agreement(one: Rate, other: Rate) -> float:
    pairs = list(zip(one.translations, other.translations, strict=True))
    return sum(left == right for left, right in pairs) / len(pairs)
