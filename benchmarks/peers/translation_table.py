"""What two translating servers said, side by side."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.grids import Grid
from benchmarks.peers.translation_load import Rate
from benchmarks.peers.translation_servers import CLIENTS, OURS, THEIRS, Answered


def translation_grid(
    runs: Sequence[Answered], *, raw_per_s: float | None = None, notes: Sequence[str] = ()
) -> Grid:
    """Medians, the ratios, and how often both say the same.

    Args:
        runs: of both servers.
        raw_per_s: sentences a second of this service's engine alone, in batch; None: unknown.
        notes: what else is to be told.
    """
    told = () if raw_per_s is None else (_told(raw_per_s),)
    return Grid(
        title="sentences through /translate, medians",
        columns=(
            "clients", "server", "sentences/s", "p50", "p99",
            ": transformers", ": engine alone", "same text",
        ),
        rows=tuple(row for clients in CLIENTS for row in _rows(runs, clients, raw_per_s)),
        notes=(*told, *notes),
    )  # fmt: skip


def _told(raw_per_s: float) -> str:
    return f"the engine alone, in batch, no server: {raw_per_s:.0f} sentences/s"


def _rows(
    runs: Sequence[Answered], clients: int, raw_per_s: float | None
) -> Iterator[tuple[str, ...]]:
    rates = {
        label: [run.rate for run in runs if (run.label, run.rate.clients) == (label, clients)]
        for label in (OURS, THEIRS)
    }
    base = _median_per_second(rates[THEIRS])
    for label, found in rates.items():
        per_s = _median_per_second(found)
        alone = "-" if raw_per_s is None or label != OURS else f"{per_s / raw_per_s:.2f}"
        yield (
            str(clients),
            label,
            f"{per_s:.1f}",
            f"{1000 * statistics.median(rate.latency.p50_s for rate in found):.0f} ms",
            f"{1000 * statistics.median(rate.latency.p99_s for rate in found):.0f} ms",
            f"{per_s / base:.1f}",
            alone,
            f"{100 * _agreement(found[0], rates[THEIRS][0]):.0f} %",
        )


def _median_per_second(rates: Sequence[Rate]) -> float:
    return statistics.median(rate.per_second for rate in rates)


def _agreement(one: Rate, other: Rate) -> float:
    pairs = list(zip(one.translations, other.translations, strict=True))
    return sum(left == right for left, right in pairs) / len(pairs)
