"""What two translating servers said, side by side."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from rich.table import Table

from benchmarks.peers.translation_load import Rate
from benchmarks.peers.translation_servers import CLIENTS, OURS, THEIRS, Answered


def table(runs: Sequence[Answered]) -> Table:
    """Medians, the ratio, and how often both say the same."""
    printed = Table(title="sentences through /translate, medians")
    for column in ("clients", "server", "sentences/s", "p50", "p99", ": transformers", "same text"):
        printed.add_column(column, justify="left" if column == "server" else "right")
    for clients in CLIENTS:
        rates = {
            label: [run.rate for run in runs if (run.label, run.rate.clients) == (label, clients)]
            for label in (OURS, THEIRS)
        }
        base = _median_per_second(rates[THEIRS])
        for label, found in rates.items():
            printed.add_row(
                str(clients),
                label,
                f"{_median_per_second(found):.1f}",
                f"{1000 * statistics.median(rate.latency.p50_s for rate in found):.0f} ms",
                f"{1000 * statistics.median(rate.latency.p99_s for rate in found):.0f} ms",
                f"{_median_per_second(found) / base:.1f}",
                f"{100 * _agreement(found[0], rates[THEIRS][0]):.0f} %",
            )
    return printed


def _median_per_second(rates: Sequence[Rate]) -> float:
    return statistics.median(rate.per_second for rate in rates)


def _agreement(one: Rate, other: Rate) -> float:
    pairs = list(zip(one.translations, other.translations, strict=True))
    return sum(left == right for left, right in pairs) / len(pairs)
