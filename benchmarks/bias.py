"""``python -m benchmarks.bias``: how wrong the alignment is, where word ends are known.

Debian's ``flite`` says sentences and tells when each sound ends; the alignment does not know
that. Positive: the alignment ends a word too late, and lags counted from it are told too short.
Negative: they are told too long.
"""

from __future__ import annotations

from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.alignment import COMPUTE_TYPE, align_recording
from benchmarks.cli import telling_errors
from benchmarks.flite import speak, word_times
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
            truth = word_times(voice, text, spoken)
            if truth is None:
                continue
            aligned = align_recording(whisper, spoken.recording, text, "en")
            errors_ms += [
                1000 * (word.end_s - true.end_s) for word, true in zip(aligned, truth, strict=True)
            ]
    p5, p50, p95 = np.percentile(errors_ms, (5, 50, 95))
    Console(highlight=False).print(
        f"{len(errors_ms)} words: alignment minus truth, mean {np.mean(errors_ms):.0f} ms, "
        f"p5 {p5:.0f}, p50 {p50:.0f}, p95 {p95:.0f}"
    )


if __name__ == "__main__":
    typer.run(bias)
