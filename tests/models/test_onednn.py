"""A recognizer does not grow with every length of a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.onednn import CAPACITY, keep_few

GROWTH = """
import ctypes, sys
from pathlib import Path
import numpy as np
from models.catalog import Catalog
from models.catalog_files import ignore_progress
from models.loading import load_recognizer
from models.types import SAMPLE_RATE, AudioWindow


class Heap(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "abcdefghij"]


libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Heap
catalog = Catalog.load(Path(sys.argv[1]))
catalog.resolve("whisper-base", ignore_progress)
recognizer = load_recognizer(catalog, "whisper-base")
noise = np.random.default_rng(1).normal(0, 0.1, 3 * SAMPLE_RATE).astype(np.float32)
used = []
for number in range(45):
    samples = noise[: SAMPLE_RATE // 2 + 640 * number]
    window = AudioWindow(samples=samples, start_sample=0, languages=("en",), final=False)
    recognizer.recognize([window])
    used.append(libc.mallinfo2().h)  # bytes that are in use
print((used[-1] - used[14]) / 1e6)
"""


@pytest.mark.weights
@pytest.mark.timeout(300)
def test_windows_of_many_lengths_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != CAPACITY}
    grown = subprocess.run(
        [sys.executable, "-c", GROWTH, str(tmp_path)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert float(grown.stdout) < 5


def test_what_the_environment_says_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CAPACITY, raising=False)
    keep_few()
    assert os.environ[CAPACITY] == "16"
    monkeypatch.setenv(CAPACITY, "200")
    keep_few()
    assert os.environ[CAPACITY] == "200"
