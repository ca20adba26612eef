"""What a figure was measured on: machine, code and versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

CHECKOUT: Final = Path(__file__).parent.parent
PACKAGES: Final = (
    "tulkki", "ctranslate2", "faster-whisper", "onnxruntime", "fxtranslate", "numpy", "uvicorn",
    "fastapi", "websockets", "whisper-normalizer",
)  # fmt: skip

VECTORS: Final = {
    "avx512_vnni": "AVX-512 VNNI",
    "avx512f": "AVX-512",
    "avx_vnni": "AVX-VNNI",
    "avx2": "AVX2",
}
"""Vector instructions by their flags, the widest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Where and with what a run was made."""

    commit: str
    """With "+changes" where tracked files differ from it."""
    processor: str
    cores: int
    """Logical ones that this process may use."""
    memory_bytes: int
    system: str
    python: str
    packages: tuple[tuple[str, str], ...]
    """(name, version) of everything installed that a figure depends on."""
    load_average: float
    """Runnable processes in the last minute, when the run began: above 0.5 others were at work."""


def environment() -> Environment:
    """Describe this machine and this checkout."""
    return Environment(
        commit=_commit(),
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_bytes=psutil.virtual_memory().total,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        packages=tuple(
            (name, version) for name in PACKAGES if (version := _version(name)) is not None
        ),
        load_average=os.getloadavg()[0],
    )


def _commit() -> str:
    head = _git("rev-parse", "HEAD")
    return f"{head}+changes" if _git("status", "--porcelain", "--untracked-files=no") else head


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(CHECKOUT), *arguments], capture_output=True, text=True, check=True
    ).stdout.strip()


def _processor() -> str:
    return described(Path("/proc/cpuinfo").read_text(encoding="utf-8")) or platform.machine()


def described(cpuinfo: str) -> str | None:
    """The name of a processor and the widest of its vector instructions, in ``/proc/cpuinfo``.

    Two processors may have one name, and differ several times in how fast they multiply.
    """
    facts: dict[str, str] = {}
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        facts.setdefault(name.strip(), value.strip())
    flags = facts.get("flags", "").split()
    widest = next((told for flag, told in VECTORS.items() if flag in flags), None)
    model = facts.get("model name")
    return f"{model} ({widest})" if model and widest else model


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
