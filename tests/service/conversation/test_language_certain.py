"""When a guessed language is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.types import SAMPLE_RATE
from service.conversation.language_lock import LanguageLockConfig, is_certain

HALF_SECOND = LanguageLockConfig(least_voice_s=0.5, least_probability=0.9)


@pytest.mark.parametrize(
    ("probability", "voice_s", "certain"),
    [(0.9, 0.5, True), (0.89, 20.0, False), (1.0, 0.49, False), (1.0, 20.0, True)],
)
def test_both_the_guess_and_the_voice_must_be_enough(
    probability: float, voice_s: float, certain: bool
) -> None:
    voice_samples = round(voice_s * SAMPLE_RATE)
    assert is_certain(probability, voice_samples=voice_samples, config=HALF_SECOND) is certain


@given(
    probability=st.floats(0, 1),
    more=st.floats(0, 1),
    voice=st.integers(0, 480_000),
    longer=st.integers(0, 480_000),
)
def test_a_surer_guess_from_more_voice_is_as_certain(
    probability: float, more: float, voice: int, longer: int
) -> None:
    config = LanguageLockConfig()
    if is_certain(probability, voice_samples=voice, config=config):
        surer = max(probability, more)
        assert is_certain(surer, voice_samples=voice + longer, config=config)
