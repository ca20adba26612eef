from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import SAMPLE_RATE
from service.conversation.pacing import NextWindow, PacingConfig, Progress, next_window, tick_s

CONFIG = PacingConfig()


def at(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


SPEAKING = Progress(
    scored=at(5.0), voice_end=at(5.0), settled_end=at(5.3), asked=at(4.7), asked_settled=None
)


def test_decodes_up_to_the_newest_audio_when_enough_is_new() -> None:
    assert next_window(SPEAKING, CONFIG) == NextWindow(
        end_sample=at(5.0), final=False, paused=False
    )


def test_decodes_in_final_quality_when_the_utterance_may_be_parted() -> None:
    due = next_window(replace(SPEAKING, seam_ahead=True), CONFIG)
    assert due == NextWindow(end_sample=at(5.0), final=True, paused=False)


def test_waits_while_too_little_is_new() -> None:
    assert next_window(replace(SPEAKING, asked=at(4.8)), CONFIG) is None


def test_waits_for_more_audio_when_windows_wait_for_a_worker() -> None:
    crowded = replace(SPEAKING, queue_wait_s=0.3)
    assert next_window(crowded, CONFIG) is None
    assert next_window(replace(crowded, asked=at(4.3)), CONFIG) is not None


@given(waits_s=st.lists(st.floats(0, 60), min_size=2, max_size=2).map(sorted))
def test_tick_grows_with_the_wait_and_within_its_bounds(waits_s: list[float]) -> None:
    shorter, longer = (tick_s(CONFIG, queue_wait_s=wait_s) for wait_s in waits_s)
    assert CONFIG.min_new_audio_s <= shorter <= longer <= CONFIG.max_new_audio_s


def test_tick_is_the_shortest_when_the_queue_only_fills_batches() -> None:
    assert tick_s(CONFIG, queue_wait_s=CONFIG.tolerated_wait_s) == CONFIG.min_new_audio_s


def test_does_not_decode_silence_again() -> None:
    silent = replace(SPEAKING, voice_end=at(4.95), settled_end=at(5.25), asked=at(4.95))
    assert next_window(replace(silent, scored=at(5.04)), PacingConfig(min_new_audio_s=0.05)) is None


def test_leaves_a_pause_to_the_early_final() -> None:
    pausing = replace(SPEAKING, voice_end=at(4.85), settled_end=at(5.15))
    assert next_window(pausing, CONFIG) is None


def test_decodes_for_good_when_the_tail_is_complete() -> None:
    settled = replace(SPEAKING, voice_end=at(4.7), settled_end=at(5.0))
    assert next_window(settled, CONFIG) == NextWindow(end_sample=at(5.0), final=True, paused=True)


def test_decodes_for_good_once() -> None:
    settled = replace(SPEAKING, voice_end=at(4.7), settled_end=at(5.0), asked_settled=at(5.0))
    assert next_window(settled, CONFIG) is None


def test_decodes_for_good_again_when_the_voice_went_on_and_paused_again() -> None:
    settled = replace(SPEAKING, voice_end=at(4.7), settled_end=at(5.0), asked_settled=at(3.0))
    assert next_window(settled, CONFIG) == NextWindow(end_sample=at(5.0), final=True, paused=True)


def test_decodes_nothing_early_when_nobody_waits() -> None:
    config = PacingConfig(tentative=False)
    assert next_window(SPEAKING, config) is None
    assert next_window(replace(SPEAKING, settled_end=at(5.0)), config) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_new_audio_s": 0.0},
        {"settle_silence_s": -0.1},
        {"tentative_patience_s": 0.0},
        {"final_patience_s": 0.0},
        {"max_new_audio_s": 0.2},
        {"stretch_per_wait": -1.0},
        {"tolerated_wait_s": -0.1},
    ],
)
def test_config_refuses_what_makes_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        PacingConfig(**wrong)  # type: ignore[arg-type]  # the table holds no bool
