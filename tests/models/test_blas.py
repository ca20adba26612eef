"""No thread spins beside a decode."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = """
import sys
from pathlib import Path
from threadpoolctl import threadpool_info
from models.catalog import Catalog
from models.catalog_files import ignore_progress
from models.loading import load_recognizer
catalog = Catalog.load(Path(sys.argv[1]))
catalog.resolve("whisper-base", ignore_progress)
load_recognizer(catalog, "whisper-base")
print([pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"])
"""


@pytest.mark.weights
@pytest.mark.timeout(180)
def test_matrix_products_keep_to_one_thread_once_a_recognizer_is_loaded(tmp_path: Path) -> None:
    limits = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}
    environment = {name: value for name, value in os.environ.items() if name not in limits}
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    pools = loaded.stdout.strip()
    assert pools.strip("[]"), "NumPy's library is not seen"
    assert set(pools.strip("[]").split(", ")) == {"1"}
