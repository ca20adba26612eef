"""Crowds against a fake service, and what is made of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from benchmarks.audio import Recording, write_wav
from benchmarks.capacity import capacity
from benchmarks.capacity_results import (
    AtTheDoor,
    CapacityResult,
    Head,
    LagPoint,
    PastAndBack,
    Served,
    Step,
    append,
    carried,
    carried_safely,
    read,
)
from benchmarks.capacity_stages import Ground, at_the_door, climb, past_and_back
from benchmarks.capacity_tables import capacity_grid
from benchmarks.crowd import Cost, Service
from benchmarks.environment import Environment
from benchmarks.figures import spread
from benchmarks.goals import of_capacity, of_peers_capacity
from benchmarks.grids import printed
from benchmarks.objectives import CrowdFigures, late
from benchmarks.pieces import pieces
from benchmarks.plots import plot_capacity
from benchmarks.words import SpokenWord, SpokenWords, save_words

FakeService = Callable[[str], AbstractContextManager[str]]

RECORDING = Recording(pcm=bytes(2 * 24_000))
SPOKEN = SpokenWords(
    language="en",
    audio_sha256=RECORDING.sha256,
    aligner="the fake's",
    words=tuple(
        SpokenWord(word=word, start_s=0.25 * n, end_s=0.25 * n + 0.25)
        for n, word in enumerate(("good", "morning", "how", "can", "i", "help"))
    ),
)
HEAD = Head(
    at=datetime(2026, 1, 2, tzinfo=UTC),
    label="tulkki",
    audio="talk.wav",
    audio_sha256=RECORDING.sha256,
    environment=Environment(
        commit="abc123",
        processor="Test CPU",
        cores=2,
        memory_bytes=2**34,
        system="Linux",
        python="3.11",
        packages=(),
        load_average=0.1,
    ),
    client_nice=0,
)
GROUND = Ground(
    head=HEAD,
    recording=RECORDING,
    spoken=SPOKEN,
    said=pieces(RECORDING, SPOKEN, count=2, longest_s=5.0),
    offline_errors=(0, 1),
)


def service(url: str) -> Service:
    return Service(url=url, secret="s3cret-_", reads="pt", process=None)  # noqa: S106 - the fake's


def served(asked: int, *, lag_s: float = 0.5, errors: int = 0, slip_s: float = 0.001) -> Served:
    return Served(
        figures=CrowdFigures(
            asked=asked,
            refused=0,
            reference_words=100 * asked,
            errors=errors,
            offline_errors=0,
            first_seen=spread([lag_s]),
            for_good=spread([lag_s]),
            lost=(),
        ),
        cost=Cost(server_cores=0.3 * asked, client_cores=0.01),
        slip_p99_s=slip_s,
    )


def results() -> list[CapacityResult]:
    return [
        Step(head=HEAD, served=served(1)),
        Step(head=HEAD, served=served(2, errors=9)),
        Step(head=HEAD, served=served(4, lag_s=3.0)),
        PastAndBack(
            head=HEAD,
            served=served(4),
            staying=2,
            crowded_s=(10.0, 20.0),
            recovery_s=3.5,
            lags=(
                LagPoint(said_s=1.0, first_seen_s=0.2, for_good_s=0.4),
                LagPoint(said_s=12.0, first_seen_s=2.2, for_good_s=2.4),
            ),
        ),
        AtTheDoor(
            head=HEAD,
            served=replace(served(8), figures=replace(served(8).figures, refused=5)),
            every_s=4.0,
        ),
    ]


def test_goals_are_what_was_carried_and_how_soon_all_was_well() -> None:
    assert list(of_capacity(results())) == [
        ("conversations that get what is promised", ">= 4", "8", "1, MISSED"),
        ("conversations in time, word errors aside", ">= 4", "8", "2, MISSED"),
        ("as quick as before, after too many have left", "<= 5.0 s", "5.0 s", "3.5 s, stretch"),
    ]
    never = [replace(one, recovery_s=None) for one in results() if isinstance(one, PastAndBack)]
    assert [row[-1] for row in of_capacity(never)] == ["inf s, MISSED"]


def test_a_goal_is_how_many_times_the_best_other_is_carried() -> None:
    other = replace(HEAD, label="other")
    alone = steps(served(1), served(2), served(3))
    assert list(of_peers_capacity(alone)) == []
    none = [*alone, Step(head=other, served=served(1, lag_s=3.0))]
    assert [row[-1] for row in of_peers_capacity(none)] == ["3.0, stretch"]
    two = [*alone, Step(head=other, served=served(1)), Step(head=other, served=served(2))]
    assert [row[-1] for row in of_peers_capacity(two)] == ["1.5, MISSED"]


def steps(*crowds: Served) -> list[Step]:
    return [Step(head=HEAD, served=one) for one in crowds]


def test_the_most_that_kept_every_promise_are_carried() -> None:
    found = steps(served(1), served(2), served(3, errors=9), served(4, lag_s=3.0))
    assert carried(found) == 2
    assert carried(found, in_time_only=True) == 3


def test_those_beyond_a_step_that_broke_a_promise_are_not_carried_safely() -> None:
    found = steps(served(1), served(2, slip_s=0.02), served(3), served(4, errors=9), served(5))
    assert (carried(found), carried_safely(found)) == (5, 3)
    assert carried_safely(found[3:]) == 0


def test_nothing_is_carried_where_one_is_too_much_or_nothing_is_known() -> None:
    assert carried(steps(served(1, lag_s=3.0), served(2, slip_s=0.02))) == 0


def test_results_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    for result in results():
        append(tmp_path / "new" / "capacity.jsonl", result)
    assert read(tmp_path / "new" / "capacity.jsonl") == results()


def test_tables_say_what_was_carried_and_what_was_not() -> None:
    paper = io.StringIO()
    Console(width=160, file=paper).print(printed(capacity_grid(results())))
    told = " ".join(paper.getvalue().split())
    assert "carried: 1, safely 1; in time, word errors aside: 2" in told
    assert "4 conversations: first seen p95 3.00 s; on screen for good p95 3.00 s" in told
    assert "as quick as before 3.5 s after they had left" in told
    assert "of 8 who asked, 3 were let in" in told


@pytest.mark.parametrize(
    ("recovery_s", "lost", "judged", "broken"),
    [
        (3.5, (), "kept (recovery 3.5 s)", ()),
        (5.5, (), "BROKEN (recovery 5.5 s)", ("recovery 5.5 s",)),
        (None, (), "BROKEN", ("no recovery",)),
        (1.0, ("one: 1012",), "BROKEN (recovery 1.0 s)", ("one: 1012",)),
    ],
)
def test_a_crowd_that_has_left_is_no_excuse_for_long(
    recovery_s: float | None, lost: tuple[str, ...], judged: str, broken: tuple[str, ...]
) -> None:
    crowded = next(one for one in results() if isinstance(one, PastAndBack))
    figures = replace(crowded.served.figures, lost=lost)
    found = replace(crowded, recovery_s=recovery_s, served=replace(crowded.served, figures=figures))
    assert found.broken == broken
    grid = capacity_grid([found])
    assert grid.rows[-1][0] == "2 and 2 more for a while"
    assert grid.rows[-1][-1] == judged
    void = replace(found, served=replace(found.served, slip_p99_s=1.0))
    assert capacity_grid([void]).rows[-1][-1] == "void"


@pytest.mark.parametrize("found", [results(), results()[:1], steps(served(1, slip_s=1.0))])
def test_a_picture_is_drawn_of_whatever_there_is(
    found: list[CapacityResult], tmp_path: Path
) -> None:
    plot_capacity(tmp_path / "new" / "capacity.png", found)
    assert (tmp_path / "new" / "capacity.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.e2e
async def test_steps_end_when_words_are_lost(fake_service: FakeService) -> None:
    with fake_service("sound") as url:
        served_all = [step async for step in climb(GROUND, service(url), [1, 2])]
    with fake_service("closing") as url:
        lost = [step async for step in climb(GROUND, service(url), [1, 2])]
    first = served_all[0].served
    in_time = first.void or not late(first.figures)  # a busy machine may be late
    assert [step.served.figures.asked for step in served_all] == ([1, 2] if in_time else [1])
    last = served_all[-1].served
    assert last.figures.lost == ()
    assert last.figures.errors == 0
    assert last.figures.offline_errors == last.figures.asked - 1
    assert last.cost.client_cores > 0
    assert len(lost) == 1
    assert "1012" in lost[0].served.figures.lost[0]


@pytest.mark.e2e
async def test_others_come_and_go_while_some_stay(fake_service: FakeService) -> None:
    with fake_service("sound") as url:
        result = await past_and_back(GROUND, service(url), staying=1, others=2, seconds=2.0)
    begun_s, relieved_s = result.crowded_s
    assert 2.0 <= begun_s < relieved_s
    assert result.served.figures.asked == 3
    assert result.served.figures.offline_errors is None


@pytest.mark.e2e
@pytest.mark.parametrize("mode", ["full", "crowded"])
async def test_who_is_refused_at_the_door_is_counted_and_not_lost(
    fake_service: FakeService, mode: str
) -> None:
    with fake_service(mode) as url:
        result = await at_the_door(GROUND, service(url), asking=2)
    assert (result.served.figures.asked, result.served.figures.refused) == (2, 2)
    assert result.served.figures.lost == ()
    assert result.served.figures.offline_errors == 0


def command() -> typer.Typer:
    app = typer.Typer()
    app.command()(capacity)
    return app


@pytest.fixture
def measurable(tmp_path: Path) -> list[str]:
    write_wav(tmp_path / "talk.wav", RECORDING)
    save_words(tmp_path / "words.json", SPOKEN)
    files = [str(tmp_path / "talk.wav"), "--words", str(tmp_path / "words.json")]
    results = tmp_path / "capacity.jsonl"
    return [*files, "--results", str(results), "--plot", str(tmp_path / "capacity.png")]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--steps", "2,x"], "--steps"),
        (["--steps", "2,1"], "the fewest first"),
        (["--steps", "0"], "the fewest first"),
        (["--url", "http://127.0.0.1:1"], "--url and --key go together"),
    ],
)
def test_a_run_that_makes_no_sense_is_told_before_it_begins(
    measurable: list[str], arguments: list[str], reason: str
) -> None:
    result = CliRunner().invoke(command(), [*measurable, *arguments])
    assert result.exit_code == 1
    assert reason in result.stderr


@pytest.mark.e2e
@pytest.mark.weights
@pytest.mark.timeout(300)
def test_a_running_service_is_measured_from_end_to_end(
    fake_service: FakeService, measurable: list[str], tmp_path: Path
) -> None:
    with fake_service("sound") as url:
        arguments = ["--url", url, "--key", "s3cret-_", "--steps", "1", "--seconds", "4"]
        result = CliRunner().invoke(command(), [*measurable, *arguments])
    assert result.exit_code == 0, result.output
    assert "in time, word errors aside" in result.stdout
    kinds = [one.kind for one in read(tmp_path / "capacity.jsonl")]
    assert kinds == ["step", "past_and_back", "at_the_door"]
    assert (tmp_path / "capacity.png").is_file()
