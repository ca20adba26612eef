from __future__ import annotations

import numpy as np
import pytest
from measured_on import ORIGIN

from benchmarks.stages import PLACES, Steps, batch_time, cpu_s, peak_gflop_per_s, windows
from benchmarks.stages_results import BatchTime, StagesResult, StageTime, stages_grids
from benchmarks.weights import model_folder
from models.fakes import ScriptedRecognizer
from models.types import SAMPLE_RATE

AUDIO = np.zeros(10 * SAMPLE_RATE, np.float32)


def test_windows_are_spread_over_the_recording() -> None:
    ramp = np.arange(10 * SAMPLE_RATE, dtype=np.float32)
    found = windows(ramp, 2.0, 5)
    assert [window.size for window in found] == [2 * SAMPLE_RATE] * 5
    assert [window[0] / SAMPLE_RATE for window in found] == pytest.approx([0, 2, 4, 6, 8])


def test_work_is_done_once_before_it_is_timed() -> None:
    done: list[int] = []
    assert cpu_s(lambda: done.append(1)) >= 0
    assert len(done) == 2


def test_a_batch_is_recognized_together_and_one_by_one() -> None:
    found = batch_time(ScriptedRecognizer(), AUDIO, (2.0, 3.0))
    assert found.windows_s == (2.0, 3.0)
    assert len(found.alone_s) == 2


def test_tables_have_a_row_for_each_step_and_each_batch() -> None:
    result = StagesResult(
        origin=ORIGIN,
        model="fake",
        stages=(
            StageTime(stage="log-mel", window_s=1.0, cpu_s=0.00042),
            StageTime(stage="log-mel", window_s=2.0, cpu_s=0.0009),
            StageTime(stage="encode with 1 s of silence", window_s=2.0, cpu_s=0.0261),
            StageTime(stage="decode, greedy", window_s=2.0, cpu_s=0.123),
        ),
        batches=(BatchTime(windows_s=(2.0, 3.0), together_s=0.3, alone_s=(0.15, 0.25)),),
    )
    steps, batches = stages_grids(result)
    assert steps.columns == ("step", "1 s of audio", "2 s of audio")
    assert steps.rows == (
        ("log-mel", "0.4", "0.9"),
        ("encode with 1 s of silence", "-", "26"),
        ("decode, greedy", "-", "123"),
        ("log-mel, share of a tentative decode", "-", "0.6 %"),
    )
    assert batches.rows == (("2 s + 3 s", "300", "400", "0.75"),)


def test_steps_that_are_counted_are_set_against_the_limit() -> None:
    result = StagesResult(
        origin=ORIGIN,
        model="fake",
        stages=(
            StageTime(stage="log-mel", window_s=1.0, cpu_s=0.01),
            StageTime(stage="encode", window_s=1.0, cpu_s=0.1, gflop=4.0),
        ),
        batches=(),
        peak_gflop_per_s=80.0,
    )
    *_, limits = stages_grids(result)
    assert limits.rows == (("encode", "4.0 GFLOP, 0.50"),)


def test_a_core_multiplies_at_some_rate() -> None:
    assert peak_gflop_per_s() > 0.1


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_every_step_of_a_real_decode_can_be_done_twice() -> None:
    steps = Steps(model_folder("whisper-base"), key="whisper-base")
    found = list(steps.of(windows(AUDIO, 1.0, PLACES)[0]))
    assert [step.name for step in found[:2]] == ["log-mel", "encode with 1 s of silence"]
    assert found[1].gflop == pytest.approx(4.0, rel=0.1)
    for step in found:
        step.work()
        step.work()
