from __future__ import annotations

import re

import pytest

from benchmarks.environment import described, environment


def test_a_run_says_where_and_with_what_it_was_made() -> None:
    found = environment()
    assert re.fullmatch(r"[0-9a-f]{40}(\+changes)?", found.commit)
    assert found.cores >= 1
    assert found.memory_bytes > 2**28
    assert found.processor
    assert {"ctranslate2", "faster-whisper", "websockets"} <= {name for name, _ in found.packages}


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("fpu avx avx2", "AMD EPYC (AVX2)"),
        ("avx2 avx512f avx512_vnni", "AMD EPYC (AVX-512 VNNI)"),
        ("fpu", "AMD EPYC"),
    ],
)
def test_a_processor_is_told_with_its_vector_instructions(flags: str, told: str) -> None:
    cpuinfo = f"processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: {flags}\n"
    assert described(cpuinfo + "\n" + cpuinfo) == told
    assert described("processor\t: 0\n") is None
