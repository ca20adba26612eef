from __future__ import annotations

import pytest

from models.catalog_entries import WhisperEntry
from models.catalog_reader import CATALOG_FILE, read_entries
from models.effort import FULL_EFFORT, Effort, effort_for
from models.encoder import WINDOW_SAMPLES
from models.types import SAMPLE_RATE


def test_a_model_that_nobody_has_measured_hears_windows_as_it_was_trained_on() -> None:
    effort = effort_for(silence_s=None, final_silence_s=None)
    assert effort == Effort(silence_samples=WINDOW_SAMPLES, final_silence_samples=WINDOW_SAMPLES)


def test_a_model_that_was_measured_is_spared_the_silence() -> None:
    effort = effort_for(silence_s=2, final_silence_s=4)
    assert effort.silence_samples == 2 * SAMPLE_RATE
    assert effort.final_silence_samples == 4 * SAMPLE_RATE


def test_only_the_shipped_models_that_were_measured_say_how_much_silence_they_need() -> None:
    speech = [e for e in read_entries(CATALOG_FILE).values() if isinstance(e, WhisperEntry)]
    measured = {entry.key for entry in speech if entry.silence_s is not None}
    assert measured == {"whisper-base"}
    (base,) = (entry for entry in speech if entry.key in measured)
    said = effort_for(silence_s=base.silence_s, final_silence_s=base.final_silence_s)
    assert said == FULL_EFFORT


@pytest.mark.parametrize("effort", [(-1, 0), (0, WINDOW_SAMPLES + 1)])
def test_impossible_silence_is_refused(effort: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="0 to 30 s"):
        Effort(silence_samples=effort[0], final_silence_samples=effort[1])
