"""What was to be reached, beside what was measured. Pure.

Each figure has a target and a stretch goal, for two cores and the embedded models. Lags, errors and
flicker are judged for each recording of speech; what others carry is a ratio from one run.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.capacity_results import CapacityResult, PastAndBack, Step, carried, carried_safely
from benchmarks.capacity_results import read as read_capacity
from benchmarks.figures import Figure, Spread
from benchmarks.grids import Grid
from benchmarks.rest_results import RestResult
from benchmarks.rest_results import read as read_rest
from benchmarks.results import LagResult, OfflineResult, read_results
from benchmarks.soak_results import SOAK_LINES, SoakResult, grown
from benchmarks.summary import FIGURES, minus_offline

SPEECH: Final = ("desk.wav", "librivox.wav", "hesitant.wav", "monologue.wav")
NOTHING: Final = ("nothing.wav", "nothing-long.wav")


@dataclass(frozen=True, slots=True)
class Goal:
    """A target and a stretch goal for a figure, both of them included."""

    name: str
    target: float
    stretch: float
    unit: str = "s"
    decimals: int = 2
    at_least: bool = False
    """More is better; else less is."""

    def told(self, value: float) -> str:
        """In the unit of the goal."""
        return f"{value:.{self.decimals}f} {self.unit}".rstrip()

    def judged(self, value: float | None) -> str:
        """The value and whether it is good enough, judged as it is told; "-" for none."""
        if value is None:
            return "-"
        seen, sign = round(value, self.decimals), -1 if self.at_least else 1
        verdict = "" if sign * seen <= sign * self.target else ", MISSED"
        return f"{self.told(value)}{', stretch' if sign * seen <= sign * self.stretch else verdict}"

    def row(self, values: Iterable[float | None]) -> tuple[str, ...]:
        """Of a table: name, target, stretch goal, and each value."""
        sign = ">=" if self.at_least else "<="
        goals = (f"{sign} {self.told(self.target)}", self.told(self.stretch))
        return (self.name, *goals, *map(self.judged, values))


_OF_LAG: Final = (
    Goal("first seen p50", 0.5, 0.35),
    Goal("first seen p95", 1.0, 0.8),
    Goal("on screen for good p50", 0.7, 0.5),
    Goal("on screen for good p95", 1.3, 1.0),
    Goal("word error rate minus offline", 0.5, 0.2, "pp"),
    Goal("erasure as written", 0.3, 0.1, ""),
    Goal("translation erasure as written", 0.3, 0.1, ""),
    Goal("translation behind p95", 0.15, 0.05, decimals=3),
    Goal("server CPU per audio second", 0.6, 0.3),
)
_WORDS: Final = Goal("words shown", 0, 0, "", decimals=0)
_FIRST_SEEN: Final = Goal("{} of the best other's", 0.3, 0.3, "")
_CARRIED: Final = Goal("conversations that get what is promised", 4, 8, "", 0, at_least=True)
_RATIO: Final = Goal("conversations, times the best other's", 3, 3, "", 1, at_least=True)
_RECOVERY: Final = Goal("as quick as before, after too many have left", 5, 5, decimals=1)
_REST: Final = Goal("POST /translate, of the engine alone, {}", 0.8, 0.95, "", at_least=True)
_GROWN: Final = Goal("figures that grew in a long conversation", 0, 0, "", decimals=0)


def lag_goals(runs: Sequence[LagResult], offline: Sequence[OfflineResult]) -> Grid | None:
    """Of the newest sound run of each recording of speech; None where there are none."""
    newest = _newest(runs)
    spoken = [newest[audio] for audio in SPEECH if audio in newest]
    figures: dict[str, Figure[LagResult]] = {
        figure.name: figure for figure in (*FIGURES, minus_offline(offline))
    }
    if not spoken:
        return None
    return Grid(
        title="one conversation",
        columns=("figure", "target", "stretch", *(run.audio for run in spoken)),
        rows=tuple(goal.row(figures[goal.name].read(run) for run in spoken) for goal in _OF_LAG),
        notes=("quiet enough to be told only where the table of the measurement does not object",),
    )


def words_from_nothing(runs: Sequence[LagResult]) -> Iterator[tuple[str, ...]]:
    """A row for each recording in which nobody speaks."""
    newest = _newest(runs)
    for audio in NOTHING:
        if audio in newest:
            words = newest[audio].score.erasure.as_written.last_screen_words
            yield replace(_WORDS, name=f"{_WORDS.name}, {audio}").row([words])


def beside_peers(runs: Sequence[LagResult]) -> Iterator[tuple[str, ...]]:
    """First seen, as a share of the best other program's, from medians of the sound runs."""
    if not runs:
        return
    sound = [run for run in runs if not run.score.void and run.score.lag.first_seen]
    labels = list(dict.fromkeys(run.label for run in runs))
    points: tuple[tuple[str, Callable[[Spread], float]], ...] = (
        ("first seen p50", lambda spread: spread.p50_s),
        ("first seen p95", lambda spread: spread.p95_s),
    )
    for name, read in points:
        medians = {
            label: statistics.median(values)
            for label in labels
            if (values := [read(s) for run in sound if (s := _first_seen(run, label))])
        }
        others = [value for label, value in medians.items() if label != labels[0]]
        if labels[0] in medians and others:
            share = medians[labels[0]] / min(others)
            yield replace(_FIRST_SEEN, name=_FIRST_SEEN.name.format(name)).row([share])


def of_capacity(results: Sequence[CapacityResult]) -> Iterator[tuple[str, ...]]:
    """How many are carried, and how soon all is well again."""
    steps = [one for one in results if isinstance(one, Step)]
    if steps:
        yield _CARRIED.row([carried_safely(steps)])
        yield replace(_CARRIED, name="conversations in time, word errors aside").row(
            [carried(steps, in_time_only=True)]
        )
    for one in results:
        if isinstance(one, PastAndBack):
            yield _RECOVERY.row([float("inf") if one.recovery_s is None else one.recovery_s])


def of_peers_capacity(steps: Sequence[Step]) -> Iterator[tuple[str, ...]]:
    """How many times the best other's conversations; who carries none counts as one."""
    labels = list(dict.fromkeys(step.head.label for step in steps))
    if len(labels) < 2:
        return
    safely = [carried_safely([s for s in steps if s.head.label == label]) for label in labels]
    yield _RATIO.row([safely[0] / max(1, *safely[1:])])


def of_rest(result: RestResult) -> Iterator[tuple[str, ...]]:
    """Sentences a second through HTTP, of those of the engine in batch."""
    for climb in result.climbs:
        texts = f"{climb.size} texts a request" if climb.size > 1 else "one text a request"
        asked = f"{texts}, {', '.join(result.models)}"
        yield replace(_REST, name=_REST.name.format(asked)).row([result.ratio(climb)])


def of_soak(result: SoakResult) -> Iterator[tuple[str, ...]]:
    """How many of the watched figures did not stay."""
    yield _GROWN.row([len(grown(result.rounds, timely=result.timely))])


def goal_grids(results: Path) -> list[Grid]:
    """What is in a folder of results, beside what was to be reached.

    Raises:
        BenchmarkError: a line cannot be read.
    """
    found = read_results(file) if (file := results / "results.jsonl").is_file() else []
    runs = [one for one in found if isinstance(one, LagResult)]
    one = lag_goals(runs, [each for each in found if isinstance(each, OfflineResult)])
    rows = (*words_from_nothing(runs), *_of_files(results))
    machine = Grid(
        title="one machine", columns=("figure", "target", "stretch", "measured"), rows=rows
    )
    return [*([one] if one else []), *([machine] if rows else [])]


def _of_files(results: Path) -> Iterator[tuple[str, ...]]:
    if (file := results / "peers.jsonl").is_file():
        yield from beside_peers([one for one in read_results(file) if isinstance(one, LagResult)])
    if (file := results / "capacity.jsonl").is_file():
        yield from of_capacity(read_capacity(file))
    if (file := results / "peers-capacity.jsonl").is_file():
        steps = [one for one in read_capacity(file) if isinstance(one, Step)]
        yield from of_peers_capacity(steps)
    if (file := results / "rest.jsonl").is_file():
        for run in {run.models: run for run in read_rest(file)}.values():
            yield from of_rest(run)
    if (file := results / "soak.jsonl").is_file():
        yield from of_soak(SOAK_LINES.read(file)[-1])


def _newest(runs: Sequence[LagResult]) -> dict[str, LagResult]:
    """By recording; a void run reaches nothing."""
    return {run.audio: run for run in runs if not run.score.void}


def _first_seen(run: LagResult, label: str) -> Spread | None:
    return run.score.lag.first_seen if run.label == label else None
