"""Which device computes, on machines of all kinds."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.devices import CPU, CUDA, Machine, Placement, choose_placement, fitted_threads
from models.errors import UnsupportedComputeType, UnsupportedDevice

GPU_TYPES = ("int8", "int8_float16", "float16", "float32")


def machine(
    *,
    cores: int = 2,
    gpus: int = 0,
    on_cpu: Collection[str] = ("int8", "int8_float32", "float32"),
    on_gpu: Collection[str] = GPU_TYPES,
) -> Machine:
    compute_types = {CPU: frozenset(on_cpu)} | ({CUDA: frozenset(on_gpu)} if gpus else {})
    return Machine(
        cores=cores, cuda_devices=gpus, compute_types=compute_types, free_memory_bytes=None
    )


def test_processor_computes_in_int8_when_there_is_no_gpu() -> None:
    chosen = choose_placement(machine(cores=8))
    assert chosen == Placement(
        device="cpu", compute_type="int8", cpu_threads=4, workers_per_device=2
    )


def test_every_gpu_computes_in_float16_when_there_are_some() -> None:
    chosen = choose_placement(machine(gpus=3))
    assert (chosen.device, chosen.compute_type) == ("cuda", "float16")
    assert chosen.device_indices == (0, 1, 2)
    assert chosen.workers == 3


def test_processor_computes_when_it_is_wanted_in_spite_of_a_gpu() -> None:
    chosen = choose_placement(machine(gpus=2), device="cpu")
    assert (chosen.device, chosen.compute_type, chosen.device_indices) == ("cpu", "int8", (0,))


def test_next_best_arithmetic_is_taken_when_the_device_lacks_the_best() -> None:
    old_gpu = machine(gpus=1, on_gpu=["int8", "float32"])
    assert choose_placement(old_gpu).compute_type == "int8"
    old_processor = machine(on_cpu=["float32"])
    assert choose_placement(old_processor).compute_type == "float32"


def test_what_the_operator_wants_is_done_when_it_can_be() -> None:
    chosen = choose_placement(machine(gpus=1), compute_type="int8_float16", cpu_threads=7)
    assert (chosen.compute_type, chosen.cpu_threads) == ("int8_float16", 7)


def test_missing_gpu_is_told_with_the_remedy() -> None:
    with pytest.raises(UnsupportedDevice, match=r"no GPU is seen.*nvidia-smi.*auto or cpu") as told:
        choose_placement(machine(), device="cuda")
    assert told.value.code == "unsupported_device"


def test_unknown_device_is_told_with_the_remedy() -> None:
    with pytest.raises(UnsupportedDevice, match=r"no device 'tpu'.*auto, cpu or cuda"):
        choose_placement(machine(), device="tpu")


def test_impossible_arithmetic_is_told_with_what_is_possible() -> None:
    with pytest.raises(UnsupportedComputeType, match=r"float16.*auto.*float32, int8") as told:
        choose_placement(machine(), compute_type="float16")
    assert told.value.code == "unsupported_compute_type"


def test_device_without_any_known_arithmetic_is_refused() -> None:
    with pytest.raises(UnsupportedComputeType, match="none of"):
        choose_placement(machine(on_cpu=["int16"]))


@given(cores=st.integers(1, 1024), threads=st.none() | st.integers(1, 64))
def test_decodes_side_by_side_never_want_more_cores_than_there_are(
    cores: int, threads: int | None
) -> None:
    chosen = choose_placement(machine(cores=cores), cpu_threads=threads)
    assert chosen.workers >= 1
    assert chosen.workers == 1 or chosen.workers * chosen.cpu_threads <= cores
    if threads is None:
        assert 2 * chosen.workers * chosen.cpu_threads > cores


@given(st.integers(1, 1024))
def test_threads_never_take_more_than_half_of_many_cores(cores: int) -> None:
    threads = fitted_threads(cores)
    assert 1 <= threads <= 4
    assert threads <= max(cores / 2, 1)


@given(
    st.integers(0, 8), st.sampled_from(["auto", "cpu", "cuda"]), st.sets(st.sampled_from(GPU_TYPES))
)
def test_what_is_chosen_can_be_computed(gpus: int, device: str, on_gpu: set[str]) -> None:
    here = machine(gpus=gpus, on_gpu=on_gpu)
    try:
        chosen = choose_placement(here, device=device)
    except (UnsupportedDevice, UnsupportedComputeType):
        assert (device == "cuda" and not gpus) or (gpus and not on_gpu)
        return
    assert chosen.compute_type in here.compute_types[chosen.device]
    assert chosen.workers == (gpus if chosen.device == CUDA else 2)
