"""The figures that a run of the lag benchmark is told by, one row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.figures import Figure, Spread, p95
from benchmarks.laal import Laal
from benchmarks.results import LagResult, OfflineResult, ServerFigures
from benchmarks.scoring import TranslationScore

Read = Callable[[LagResult], float | None]
LagFigure = Figure[LagResult]


def minus_offline(runs: Sequence[OfflineResult]) -> LagFigure:
    """Streaming minus offline word error rate, in points, against the best offline decode."""

    def read(run: LagResult) -> float | None:
        streaming = run.score.errors.rate
        rates = [
            one.errors.rate
            for one in runs
            if one.audio_sha256 == run.audio_sha256 and one.errors.rate is not None
        ]
        return 100 * (streaming - min(rates)) if rates and streaming is not None else None

    return Figure("word error rate minus offline", "pp", 2, read)


def _p50(spread: Spread | None) -> float | None:
    return spread.p50_s if spread else None


def _first_seen(laal: Laal | None) -> float | None:
    return laal.first_seen_s if laal else None


def _for_good(laal: Laal | None) -> float | None:
    return laal.for_good_s if laal else None


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _of_server(read: Callable[[ServerFigures], float]) -> Read:
    return lambda run: read(run.server) if run.server else None


def _worst(read: Callable[[TranslationScore], float | None]) -> Read:
    """Over the languages that were translated into."""

    def worst(run: LagResult) -> float | None:
        values = [value for one in run.score.translations if (value := read(one)) is not None]
        return max(values, default=None)

    return worst


def _server_cpu_share(run: LagResult) -> float | None:
    return run.server.cpu_s / run.score.audio_s if run.server else None


def _send_slip_p99_ms(run: LagResult) -> float | None:
    return 1000 * run.score.send_slip.p99_s if run.score.send_slip else None


FIGURES: Final[tuple[LagFigure, ...]] = (
    Figure("first seen p50", "s", 2, lambda run: _p50(run.score.lag.first_seen)),
    Figure("first seen p95", "s", 2, lambda run: p95(run.score.lag.first_seen)),
    Figure("on screen for good p50", "s", 2, lambda run: _p50(run.score.lag.for_good)),
    Figure("on screen for good p95", "s", 2, lambda run: p95(run.score.lag.for_good)),
    Figure("LAAL first seen", "s", 2, lambda run: _first_seen(run.score.laal)),
    Figure("LAAL on screen for good", "s", 2, lambda run: _for_good(run.score.laal)),
    Figure("words with a lag", "%", 1, lambda run: _percent(run.score.lag.matched_share)),
    Figure("word error rate", "%", 2, lambda run: _percent(run.score.errors.rate)),
    Figure(
        "words of the last screen",
        "",
        0,
        lambda run: run.score.erasure.as_written.last_screen_words,
    ),
    Figure("words shown too early", "", 0, lambda run: run.score.errors.early),
    Figure("error rate with those", "%", 2, lambda run: _percent(run.score.errors.rate_with_early)),
    Figure("erasure as written", "", 2, lambda run: run.score.erasure.as_written.normalized),
    Figure("erasure of words", "", 2, lambda run: run.score.erasure.words.normalized),
    Figure(
        "translation erasure as written", "", 2, _worst(lambda t: t.erasure.as_written.normalized)
    ),
    Figure("translation erasure of words", "", 2, _worst(lambda t: t.erasure.words.normalized)),
    Figure("translation behind p50", "s", 3, _worst(lambda t: _p50(t.lag.behind))),
    Figure("translation behind p95", "s", 3, _worst(lambda t: p95(t.lag.behind))),
    Figure("translation wait p95", "s", 3, _worst(lambda t: p95(t.lag.wait))),
    Figure("translation LAAL first seen", "s", 2, _worst(lambda t: _first_seen(t.laal))),
    Figure("translation LAAL on screen for good", "s", 2, _worst(lambda t: _for_good(t.laal))),
    Figure("changes never translated", "", 0, _worst(lambda t: t.lag.untranslated_changes)),
    Figure("broken promises", "", 0, lambda run: run.score.broken_promises),
    Figure("unfinished captions", "", 0, lambda run: run.score.unfinished_captions),
    Figure("errors and notices", "", 0, lambda run: len(run.score.refusals)),
    Figure("server CPU", "s", 2, _of_server(lambda server: server.cpu_s)),
    Figure("server CPU per audio second", "s", 2, _server_cpu_share),
    Figure("client CPU per audio second", "s", 3, lambda run: run.client_cpu_s / run.score.audio_s),
    Figure("resident memory", "MB", 0, _of_server(lambda server: server.resident_bytes / 1e6)),
    Figure(
        "shared pages once", "MB", 0, _of_server(lambda server: server.proportional_bytes / 1e6)
    ),
    Figure("cold start", "s", 2, _of_server(lambda server: server.cold_start_s)),
    Figure("send slip p99", "ms", 1, _send_slip_p99_ms),
)
