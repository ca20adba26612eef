from __future__ import annotations

import numpy as np
import pytest

from benchmarks.noise import Pcm
from benchmarks.nothing_long import PART_S, PARTS
from models.types import SAMPLE_RATE

CHEAP = [name for name in PARTS if name != "far conversation"]
"""The others need Debian's flite."""


@pytest.fixture(scope="module")
def parts() -> dict[str, Pcm]:
    return {name: PARTS[name]() for name in CHEAP}


def test_ten_minutes_are_built_without_clipping(parts: dict[str, Pcm]) -> None:
    assert PART_S * len(PARTS) == 600
    assert all(part.size == PART_S * SAMPLE_RATE for part in parts.values())
    assert all(abs(part).max() < 2**14 for part in parts.values())


def test_every_part_but_silence_sounds(parts: dict[str, Pcm]) -> None:
    assert {name for name, part in parts.items() if not part.any()} == {"silence"}


def test_breath_comes_and_goes(parts: dict[str, Pcm]) -> None:
    seconds = abs(parts["breath"]).reshape(-1, SAMPLE_RATE // 4).mean(axis=1)
    assert seconds.max() > 20 * np.median(np.sort(seconds)[:20])


def test_parts_are_the_same_every_time(parts: dict[str, Pcm]) -> None:
    assert all(np.array_equal(parts[name], PARTS[name]()) for name in ("knocks", "bells"))
