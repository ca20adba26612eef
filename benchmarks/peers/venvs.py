"""A virtual environment for each program that is measured beside the service."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.environment import CHECKOUT
from benchmarks.errors import BenchmarkError

PEERS_DIR: Final = CHECKOUT / "build" / "peers"
REQUIREMENTS: Final = Path(__file__).parent / "requirements"
_STAMP: Final = "requirements.sha256"


def ensure_environment(
    name: str,
    tell: Callable[[str], None],
    *,
    folder: Path = PEERS_DIR,
    requirements: Path = REQUIREMENTS,
) -> Path:
    """The folder of an environment, made anew where it is missing or its list has changed.

    The list names every package with its version, so that pip resolves nothing and no package
    pulls libraries of accelerators that are not there.

    Raises:
        BenchmarkError: pip could not install a package.
    """
    listed = requirements / f"{name}.txt"
    wanted = hashlib.sha256(listed.read_bytes()).hexdigest()
    environment = folder / name
    stamp = environment / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return environment
    tell(f"setting up {environment} from {listed.name}: takes a few minutes, once")
    shutil.rmtree(environment, ignore_errors=True)
    _run(sys.executable, "-m", "venv", str(environment))
    pip = str(environment / "bin" / "pip")
    _run(pip, "install", "--quiet", "--no-deps", "--requirement", str(listed))
    stamp.write_text(wanted, encoding="ascii")
    return environment


def installed_version(environment: Path, package: str) -> str:
    """The version of a package inside an environment."""
    code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    return _run(str(environment / "bin" / "python"), "-c", code, package).strip()


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except subprocess.CalledProcessError as error:
        raise BenchmarkError(f"{' '.join(command)}: {error.stderr.strip()[-500:]}") from error
