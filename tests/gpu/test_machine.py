"""What a machine with a GPU tells of it."""

from __future__ import annotations

import pytest

from models.devices import CUDA, choose_placement
from models.machine import look_at_machine

pytestmark = pytest.mark.gpu


def test_gpu_is_seen_with_what_it_computes() -> None:
    here = look_at_machine()
    assert here.cuda_devices >= 1
    assert "float32" in here.compute_types[CUDA]
    assert choose_placement(here).device == CUDA


def test_free_memory_of_each_gpu_is_told() -> None:
    here = look_at_machine()
    assert here.gpu_free_bytes is not None
    assert len(here.gpu_free_bytes) == here.cuda_devices
    assert min(here.gpu_free_bytes) > 0
