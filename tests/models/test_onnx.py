"""Nothing on this machine is reported to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOAD = """
import sys
from pathlib import Path
from models.catalog import Catalog
from models.loading import load_voice_activity_detector
load_voice_activity_detector(Catalog.load(Path(sys.argv[1])))
"""


@pytest.mark.weights
def test_loading_the_detector_leaves_no_identity_of_the_machine(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    unset = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path / "data")],
        env=environment | {"HOME": str(home)},
        check=True,
    )
    assert list(home.rglob("*")) == []
