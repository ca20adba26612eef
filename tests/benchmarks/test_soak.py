from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lag_logs import caption, log_of, reference
from measured_on import ORIGIN

from benchmarks.audio import Recording
from benchmarks.goals import of_soak
from benchmarks.replay import ReplayPlan
from benchmarks.scoring import score
from benchmarks.server import Usage, running_server
from benchmarks.soak import measure
from benchmarks.soak_results import Round, SoakResult, grown, soak_grid, void

LIGHT = Usage(cpu_s=1.0, resident_bytes=0, proportional_bytes=500_000_000, threads=9, open_files=20)


def a_round(lag_s: float, usage: Usage = LIGHT, *, slip_s: float = 0.001) -> Round:
    log = log_of((0.4 + lag_s, caption("good", 1, final=True)), slip_s=slip_s)
    return Round(score=score(log, reference(("good", 0.4))), usage=usage)


def test_a_conversation_that_stays_as_it_began_has_grown_in_nothing() -> None:
    assert grown([a_round(0.3)] * 6) == ()


def test_a_lag_that_grows_is_told() -> None:
    found = grown([a_round(0.3 + 0.1 * number) for number in range(9)])
    assert found[0].startswith("first seen p95 0.")
    assert len(found) == 2  # on screen for good grows with it


@pytest.mark.parametrize(
    ("heavy", "told"),
    [
        (replace(LIGHT, proportional_bytes=600_000_000), "memory, shared pages once"),
        (replace(LIGHT, threads=10), "threads 9 -> 10"),
        (replace(LIGHT, open_files=21), "open files 20 -> 21"),
    ],
)
def test_what_the_server_holds_more_of_at_the_end_is_told(heavy: Usage, told: str) -> None:
    (found,) = grown([a_round(0.3)] * 4 + [a_round(0.3, heavy)] * 4)
    assert found.startswith(told)


def test_a_round_that_was_sent_late_voids_the_run() -> None:
    assert void([a_round(0.3), a_round(0.3, slip_s=0.02)]) == ("round 2: send slip p99 20.0 ms",)


def result_of(*rounds: Round) -> SoakResult:
    return SoakResult(
        at=ORIGIN.at,
        audio="a visit",
        audio_sha256="",
        environment=ORIGIN.environment,
        rounds=rounds,
    )


def stays(result: SoakResult) -> dict[str, str]:
    return {row[0]: row[-1] for row in soak_grid(result).rows}


def test_the_table_says_what_stays_and_what_does_not() -> None:
    told = stays(result_of(*[a_round(0.3)] * 4, *[a_round(2.3)] * 4))
    assert told["first seen p95"] == "NO"
    assert told["threads"] == "yes"


def test_beside_other_work_what_is_held_is_judged_and_lags_are_not() -> None:
    rounds = (*[a_round(0.3)] * 4, *[a_round(2.3, replace(LIGHT, threads=10))] * 4)
    busy = replace(result_of(*rounds), others_cores=1.2, server_nice=5)
    assert not busy.timely
    assert stays(busy)["first seen p95"] == "not judged"
    assert grown(rounds, timely=busy.timely) == ("threads 9 -> 10",)
    notes = soak_grid(busy).notes
    assert "of the server 5" in notes[0]
    assert "NOT QUIET" in notes[1]


def test_what_was_said_faster_than_people_speak_has_no_lag() -> None:
    fast = replace(result_of(*[Round(score=None, usage=LIGHT)] * 8), speed=2.0)
    assert not fast.timely
    assert stays(fast)["first seen p95"] == "not judged"
    assert stays(fast)["memory, shared pages once"] == "yes"
    assert void(fast.rounds) == ()


def test_the_goal_is_that_nothing_grows() -> None:
    heavy = replace(LIGHT, threads=10)
    (row,) = of_soak(result_of(*[a_round(0.3)] * 4, *[a_round(0.3, heavy)] * 4))
    assert row == ("figures that grew in a long conversation", "<= 0", "0", "1, MISSED")


def test_two_rounds_are_too_few_to_tell() -> None:
    assert grown([a_round(0.3), a_round(9.0)]) == ()


@pytest.mark.e2e
async def test_each_round_is_scored_and_the_server_weighed(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    recording = Recording(pcm=bytes(2 * 8_000))
    words = reference(("good", 0.25), ("morning", 0.5))
    async with running_server(
        [*fake_command, str(free_port)], port=free_port, log=tmp_path / "log"
    ) as server:
        plan = ReplayPlan(
            url=server.url,
            secret=server.secret,
            recording=recording,
            speaks="en",
            reads="pt",
            quiet_s=0.2,
        )
        measured = await measure(
            plan, server, spoken=replace(words, audio_sha256=recording.sha256), times=3
        )
    assert len(measured) == 3
    assert all(one.usage.threads > 0 and one.usage.open_files > 0 for one in measured)
    assert sum(one.score.lag.matched_words for one in measured if one.score) > 0
