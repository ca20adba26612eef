"""The pictures of the page of results, each drawn from one file of kept results."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.ablation_results import ABLATION_LINES
from benchmarks.capacity_results import read as read_capacity
from benchmarks.corpus import SETS_DIR
from benchmarks.event_log import EventLog, read_log
from benchmarks.kept_words import kept_words
from benchmarks.matched_words import MatchedWord, match_words
from benchmarks.objectives import FIRST_SEEN_P95_S
from benchmarks.plots import plot_capacity
from benchmarks.results import LagResult, read_results
from benchmarks.scoring import heard_words
from benchmarks.screen import screen_of
from benchmarks.soak_results import SOAK_LINES
from benchmarks.text import normalizer_for
from benchmarks.words import SpokenWords, load_words

Draw = Callable[[Path, Path], bool]
"""Draws the results of a file into another; False where they hold nothing to be drawn."""
_INCHES: Final = (8.0, 4.0)
_PIXELS_PER_INCH: Final = 100


def words_of(log: EventLog, spoken: SpokenWords) -> tuple[MatchedWord, ...]:
    """Every word of a replay that has a lag."""
    normalize = normalizer_for(spoken.language)
    kept = kept_words(screen_of(log).source, normalize)
    return heard_words(match_words(kept, spoken.words, normalize))


def draw_lags(results: Path, out: Path) -> bool:
    """What share of the words is on the screen so long after it was said; needs the kept logs."""
    axes, figure = _axes("lag, s", "share of the words", "first seen; dotted: what is promised")
    for name, words in _lags(results):
        lags_s = sorted(word.first_seen_s for word in words)
        axes.step(lags_s, [(n + 1) / len(lags_s) for n in range(len(lags_s))], label=name)
    axes.axvline(FIRST_SEEN_P95_S, color="tab:gray", linestyle=":")
    return _save(axes, figure, out)


def _lags(results: Path) -> Iterator[tuple[str, tuple[MatchedWord, ...]]]:
    runs = {run.audio: run for run in read_results(results) if isinstance(run, LagResult)}
    for audio, run in runs.items():
        packed = results.parent / "logs" / f"{run.log}.xz"
        if run.score.lag.matched_words and packed.is_file():
            log = read_log(packed)
            yield audio, words_of(log, load_words(SETS_DIR / Path(audio).stem / "words.json"))


def draw_ablation(results: Path, out: Path) -> bool:
    """Lag against flicker: what is further left and lower is better."""
    found = ABLATION_LINES.read(results)
    audio = found[0].audio
    newest = {one.variant: one.figures for one in found if one.audio == audio}
    axes, figure = _axes("first seen p50, s", "erasure as written", audio)
    axes.set_xscale("log")  # finals alone come many times as late
    for number, (name, one) in enumerate(newest.items(), start=1):
        if one.first_seen is not None:
            mark = "*" if number == 1 else "o"
            at = one.first_seen.p50_s, one.erasure_as_written
            axes.plot(*at, mark, label=f"{number} {name}")
            axes.annotate(str(number), at, textcoords="offset points", xytext=(4, 4))
    left, right = axes.get_xlim()
    axes.set_xlim(min(left, 0.1), max(right, 10))  # small differences are to look small
    axes.set_ylim(0, max(0.5, 1.1 * axes.get_ylim()[1]))
    return _save(axes, figure, out, outside=True)


def draw_peers(results: Path, out: Path) -> bool:
    """The medians of each program."""
    runs = [one for one in read_results(results) if isinstance(one, LagResult)]
    sound = [run for run in runs if run.score.lag.first_seen and not run.score.void]
    labels = list(dict.fromkeys(run.label for run in sound))
    axes, figure = _axes("lag, s", "", "first seen, p50 and p95")
    for place, label in enumerate(labels):
        spreads = [run.score.lag.first_seen for run in sound if run.label == label]
        there = [spread for spread in spreads if spread is not None]
        axes.barh(place, statistics.median(one.p95_s for one in there), color="tab:gray")
        axes.barh(place, statistics.median(one.p50_s for one in there), color="tab:blue")
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    return _save(axes, figure, out)


def draw_soak(results: Path, out: Path) -> bool:
    """Memory at the end of each round of the newest run."""
    rounds = SOAK_LINES.read(results)[-1].rounds
    axes, figure = _axes("round", "memory, MB", "shared pages once")
    held = [one.usage.proportional_bytes / 1e6 for one in rounds]
    axes.plot(range(1, len(held) + 1), held, "o-")
    axes.set_ylim(bottom=0)
    return _save(axes, figure, out)


def draw_capacity(results: Path, out: Path) -> bool:
    """Lag over the number of conversations."""
    plot_capacity(out, read_capacity(results))
    return True


PICTURES: Final[Mapping[str, Draw]] = {
    "results.jsonl": draw_lags,
    "capacity.jsonl": draw_capacity,
    "peers.jsonl": draw_peers,
    "ablation.jsonl": draw_ablation,
    "soak.jsonl": draw_soak,
}
"""By the file that they are drawn from."""


def _axes(x: str, y: str, title: str) -> tuple[Axes, Figure]:
    figure = Figure(figsize=_INCHES, layout="constrained")
    axes = figure.subplots()
    axes.set(xlabel=x, ylabel=y, title=title)
    return axes, figure


def _save(axes: Axes, figure: Figure, out: Path, *, outside: bool = False) -> bool:
    if not any(line.get_linestyle() != ":" for line in axes.lines) and not axes.patches:
        return False
    if axes.get_legend_handles_labels()[0]:
        if outside:
            axes.legend(fontsize=6, loc="center left", bbox_to_anchor=(1.0, 0.5))
        else:
            axes.legend()
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=_PIXELS_PER_INCH, metadata={"Software": None})
    return True
