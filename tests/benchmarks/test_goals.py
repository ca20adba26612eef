from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lag_logs import AUDIO, caption, log_of, reference
from measured_on import ORIGIN

from benchmarks.goals import Goal, beside_peers, goal_grids, lag_goals, words_from_nothing
from benchmarks.pages import page
from benchmarks.results import LagResult, append_result
from benchmarks.scoring import score

SPOKEN = reference(("good", 0.2), ("morning", 0.5))


def seen(after_s: float, *, label: str = "tulkki", audio: str = "desk.wav") -> LagResult:
    """A run in which both words came at this time."""
    return LagResult(
        at=ORIGIN.at,
        label=label,
        audio=audio,
        audio_sha256=AUDIO.sha256,
        environment=ORIGIN.environment,
        client_nice=0,
        client_cpu_s=0.1,
        server=None,
        score=score(log_of((after_s, caption("good morning", 1, final=True))), SPOKEN),
    )


@given(value=st.floats(0, 2), at_least=st.booleans())
def test_a_goal_is_judged_as_it_is_told(value: float, at_least: bool) -> None:
    target, stretch = (0.4, 0.8) if at_least else (0.8, 0.4)
    told = Goal("lag", target, stretch, at_least=at_least).judged(value)
    seen, sign = float(told.split()[0]), 1 if at_least else -1
    assert ("MISSED" in told) == (sign * seen < sign * target)
    assert ("stretch" in told) == (sign * seen >= sign * stretch)


def test_what_was_not_measured_is_not_judged() -> None:
    assert Goal("lag", 1, 0.5).judged(None) == "-"
    assert lag_goals([], []) is None
    assert list(beside_peers([])) == []


def test_each_recording_of_speech_is_judged_by_its_newest_run() -> None:
    runs = [seen(9.0), seen(0.7), seen(1.1, audio="librivox.wav"), seen(0.6, audio="nothing.wav")]
    grid = lag_goals(runs, [])
    assert grid is not None
    assert grid.columns == ("figure", "target", "stretch", "desk.wav", "librivox.wav")
    assert grid.rows[0] == (
        "first seen p50",
        "<= 0.50 s",
        "0.35 s",
        "0.35 s, stretch",
        "0.75 s, MISSED",
    )


def test_a_void_run_reaches_nothing() -> None:
    late = seen(0.7)
    void = replace(late, score=replace(late.score, void=("send slip p99 17.5 ms",)))
    assert lag_goals([void], []) is None
    assert list(words_from_nothing([replace(void, audio="nothing.wav")])) == []
    grid = lag_goals([seen(0.6), void], [])
    assert grid is not None
    assert grid.rows[0][-1] == "0.25 s, stretch"


def test_words_over_a_recording_of_nothing_are_counted() -> None:
    (row,) = words_from_nothing([seen(0.6, audio="nothing.wav")])
    assert row == ("words shown, nothing.wav", "<= 0", "0", "2, MISSED")


def test_lag_is_told_as_a_share_of_the_best_other() -> None:
    runs = [seen(0.75), seen(1.35, label="quick"), seen(4.35, label="slow"), seen(0.75)]
    p50, _ = beside_peers(runs)
    assert p50 == ("first seen p50 of the best other's", "<= 0.30", "0.30", "0.40, MISSED")


def test_the_page_begins_with_what_was_to_be_reached(tmp_path: Path) -> None:
    assert "to be reached" not in page(tmp_path)
    append_result(tmp_path / "results.jsonl", seen(0.7))
    append_result(tmp_path / "peers.jsonl", seen(0.7))
    append_result(tmp_path / "peers.jsonl", seen(2.35, label="other"))
    told = page(tmp_path)
    assert told.index("## What was to be reached") < told.index("## Lag")
    assert [grid.title for grid in goal_grids(tmp_path)] == ["one conversation", "one machine"]
