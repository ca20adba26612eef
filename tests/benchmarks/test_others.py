from __future__ import annotations

import subprocess
import sys
import time

import pytest

from benchmarks.origin import beside_others
from benchmarks.others import QUIET_CORES, Others

BUSY = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"


def test_what_this_process_and_its_children_use_is_not_others() -> None:
    others, begun_s = Others(), time.monotonic()
    children = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2)]
    for child in children:
        child.wait()
    own_cores = others.machine_cores() - others.cores()
    assert own_cores * (time.monotonic() - begun_s) == pytest.approx(0.65, abs=0.2)


def test_a_machine_that_was_not_quiet_is_told() -> None:
    assert "NOT QUIET" not in beside_others(QUIET_CORES)
    assert "NOT QUIET" in beside_others(QUIET_CORES + 0.01)
