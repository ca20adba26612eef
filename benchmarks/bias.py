"""``python -m benchmarks.bias``: how wrong the alignment is, where word ends are known.

Debian's ``flite`` says sentences and tells when each sound ends; the alignment does not know
that. Positive: the alignment ends a word too late, and lags counted from it are told too short.
Negative: they are told too long.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.alignment import COMPUTE_TYPE, align_recording
from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.weights import load_whisper

VOICES: Final = ("slt", "rms", "awb")
SENTENCES: Final = (
    "Good morning, how can I help you today?",
    "I would like to renew my residence permit before the end of June.",
    "Please bring your passport and two photographs, and come to the office on Monday.",
    "My son starts school in August and we need a place in the afternoon club.",
    "You have to wait about three weeks, then we will send you a letter.",
    "Can you tell me where I must sign, and how much it costs?",
    "The travel card is valid for thirty days from the first journey.",
    "If you have questions, call us between nine and eleven in the morning.",
)
_SILENCE: Final = "pau"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence said by a voice that tells what it does."""

    recording: Recording
    sound_ends_s: tuple[float, ...]
    """Pauses left out."""


def speak(voice: str, text: str) -> Spoken:
    """Say a text.

    Raises:
        BenchmarkError: flite is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        command = ["flite", "-psdur", "-voice", voice, "-t", text, "-o", str(file)]
        try:
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except FileNotFoundError as error:
            raise BenchmarkError("flite is missing: apt-get install flite") from error
        sounds = [sound.rpartition(":") for sound in told.split()]
        ends_s = tuple(float(end_s) for name, _, end_s in sounds if name != _SILENCE)
        return Spoken(recording=read_wav(file), sound_ends_s=ends_s)


def word_ends_s(voice: str, text: str, spoken: Spoken) -> list[float] | None:
    """When each word ends; None where words said alone have other sounds than in the sentence."""
    counts = [len(speak(voice, word).sound_ends_s) for word in text.split()]
    if sum(counts) != len(spoken.sound_ends_s):
        return None
    return [spoken.sound_ends_s[last - 1] for last in np.cumsum(counts)]


@telling_errors
def bias(
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
) -> None:
    """Print the error of word ends in milliseconds."""
    whisper = load_whisper(model, compute_type=COMPUTE_TYPE)
    errors_ms: list[float] = []
    for voice in VOICES:
        for text in SENTENCES:
            spoken = speak(voice, text)
            ends_s = word_ends_s(voice, text, spoken)
            if ends_s is None:
                continue
            aligned = align_recording(whisper, spoken.recording, text, "en")
            errors_ms += [
                1000 * (word.end_s - end_s) for word, end_s in zip(aligned, ends_s, strict=True)
            ]
    p5, p50, p95 = np.percentile(errors_ms, (5, 50, 95))
    Console(highlight=False).print(
        f"{len(errors_ms)} words: alignment minus truth, mean {np.mean(errors_ms):.0f} ms, "
        f"p5 {p5:.0f}, p50 {p50:.0f}, p95 {p95:.0f}"
    )


if __name__ == "__main__":
    typer.run(bias)
