"""Gets everything ready that a comparison needs: environments, weights and something to warm up."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.audio import SAMPLE_BYTES, Recording, write_wav
from benchmarks.peers.checkpoint import write_decoder
from benchmarks.peers.programs import Peer, Setup
from benchmarks.peers.subjects import Ours, Subject, Talk, Theirs, told_flags
from benchmarks.peers.venvs import PEERS_DIR, ensure_environment, installed_version
from benchmarks.results import Program
from benchmarks.weights import model_folder
from models.types import SAMPLE_RATE

MODEL: Final = "whisper-base"
WARM_UP_S: Final = 5.0


def line_up(
    peers: Sequence[Peer], talk: Talk, tell: Callable[[str], None], *, folder: Path = PEERS_DIR
) -> list[Subject]:
    """The service first, then the peers.

    Raises:
        BenchmarkError: an environment cannot be set up, or the model is not installed.
    """
    environments = {
        peer.environment: ensure_environment(peer.environment, tell, folder=folder)
        for peer in peers
    }
    model = model_folder(MODEL)
    weights = _sha256(model / "model.bin")
    decoder = _decoder(model, folder / f"decoder-{weights[:12]}")
    warm_up = _warm_up(talk.recording, folder / "warm-up.wav")
    ours = Program(
        package=f"tulkki {importlib.metadata.version('tulkki')}", flags=(), weights_sha256=weights
    )
    subjects: list[Subject] = [Ours(program=ours)]
    for peer in peers:
        environment = environments[peer.environment]
        setup = Setup(
            environment=environment,
            model=model,
            decoder=decoder,
            warm_up=warm_up,
            language=talk.spoken.language,
        )
        program = Program(
            package=f"{peer.package} {installed_version(environment, peer.package)}",
            flags=told_flags(peer, setup),
            weights_sha256=weights,
        )
        threads = len(os.sched_getaffinity(0))
        subjects.append(Theirs(peer=peer, setup=setup, threads=threads, program=program))
    return subjects


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _decoder(model: Path, folder: Path) -> Path:
    """The checkpoint of the decoder, made once for each model."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            half = Path(scratch) / "decoder"
            half.mkdir()
            write_decoder(model, half)
            half.rename(folder)
    return folder


def _warm_up(recording: Recording, file: Path) -> Path:
    samples = round(WARM_UP_S * SAMPLE_RATE)
    write_wav(file, Recording(pcm=recording.pcm[: samples * SAMPLE_BYTES]))
    return file
