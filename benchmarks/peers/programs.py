"""The programs that are measured beside the service, at the flags that suit two cores best."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.environment import CHECKOUT
from benchmarks.peers.protocol import PeerProtocol
from benchmarks.peers.whisperlive import whisper_live
from benchmarks.peers.whisperlivekit import whisper_live_kit

OFFLINE: Final[Mapping[str, str]] = MappingProxyType(
    {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYTHONPATH": ""}
)
"""No program asks a model hub; none sees this checkout's packages."""
_WHISPERLIVE_SERVER: Final = Path(__file__).with_name("serve_whisperlive.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a program is given."""

    environment: Path
    """Its virtual environment."""
    model: Path
    """The speech model of the service, as CTranslate2 has it."""
    decoder: Path
    """The decoder of the same model, as PyTorch has it."""
    warm_up: Path
    """Speech in a WAV, for programs that decode something before they are ready."""
    language: str
    """What will be spoken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One program with one set of flags."""

    label: str
    package: str
    licence: str
    environment: str
    """Name of the virtual environment; several peers may share one."""
    program: Callable[[Setup], tuple[str, ...]]
    """Its interpreter or program, before the flags."""
    flags: Callable[[Setup], tuple[str, ...]]
    health: str | None
    """Path that answers with success when it is ready; None: it is when it listens."""
    protocol: Callable[[str], PeerProtocol]
    """By the language that is spoken."""
    variables: Mapping[str, str] = field(default_factory=lambda: OFFLINE)


def _whisperlive(label: str, *more: str) -> Peer:
    return Peer(
        label=label,
        package="whisper-live",
        licence="MIT",
        environment="whisperlive",
        program=lambda setup: (
            str(setup.environment / "bin" / "python"),
            str(_WHISPERLIVE_SERVER.relative_to(CHECKOUT)),
        ),
        flags=lambda setup: ("--model", str(setup.model), *more),
        health=None,
        protocol=lambda language: whisper_live(language=language),
    )


def _whisperlivekit(label: str, model: Callable[[Setup], tuple[str, ...]]) -> Peer:
    return Peer(
        label=label,
        package="whisperlivekit",
        licence="Apache-2.0",
        environment="whisperlivekit",
        program=lambda setup: (str(setup.environment / "bin" / "whisperlivekit-server"),),
        flags=lambda setup: (
            *("--host", "127.0.0.1", "--backend", "faster-whisper"),
            *("--language", setup.language, "--pcm-input", "--warmup-file", str(setup.warm_up)),
            *model(setup),
        ),
        health="/health",
        protocol=lambda language: whisper_live_kit(language=language),
    )


PEERS: Final[Mapping[str, Peer]] = MappingProxyType(
    {
        "whisperlive": _whisperlive("WhisperLive"),
        "whisperlive-greedy": _whisperlive("WhisperLive greedy", "--batch-inference"),
        "whisperlivekit": _whisperlivekit(
            "WhisperLiveKit",
            lambda setup: (
                *("--backend-policy", "simulstreaming"),
                *("--encoder-model-path", str(setup.model)),
                *("--decoder-model-path", str(setup.decoder)),
            ),
        ),
        "whisperlivekit-agreement": _whisperlivekit(
            "WhisperLiveKit agreement",
            lambda setup: (
                *("--backend-policy", "localagreement", "--model_dir", str(setup.model)),
            ),
        ),
    }
)
