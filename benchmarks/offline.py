"""``python -m benchmarks.offline FILE --words FILE``: the same recording, decoded whole.

What a stream loses against this is the price of not knowing the future: "streaming minus
offline". Same weights, same precision, windows of 30 s as the model was trained, greedy unless
told otherwise, no voice detector, no fallback to other temperatures.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from faster_whisper import WhisperModel
from rich.console import Console

from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors
from benchmarks.environment import environment
from benchmarks.origin import now
from benchmarks.results import DEFAULT_RESULTS, OfflineResult, append_result
from benchmarks.scoring import word_errors
from benchmarks.text import normalizer_for
from benchmarks.weights import load_whisper
from benchmarks.words import load_words, require_same_audio


def decode(model: WhisperModel, recording: Recording, *, language: str, beam: int) -> str:
    """The text of a whole recording."""
    segments, _ = model.transcribe(
        recording.samples(),
        language=language,
        beam_size=beam,
        temperature=0.0,
        condition_on_previous_text=False,
    )
    return "".join(segment.text for segment in segments).strip()


@telling_errors
def offline(
    file: Annotated[Path, typer.Argument(help="The recording: 16 kHz mono PCM16 WAV.")],
    words: Annotated[Path, typer.Option(help="Its frozen words file.")],
    model: Annotated[str, typer.Option(help="Catalog key of a Whisper model.")] = "whisper-base",
    compute_type: Annotated[str, typer.Option(help="Precision, as the service has it.")] = "int8",
    beam: Annotated[int, typer.Option(help="Beam size; 1 is greedy.")] = 1,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Decode once, print the text and its word error rate."""
    recording, spoken = read_wav(file), load_words(words)
    require_same_audio(spoken, recording)
    whisper = load_whisper(model, compute_type=compute_type)
    begun_s = time.monotonic()
    text = decode(whisper, recording, language=spoken.language, beam=beam)
    result = OfflineResult(
        at=now(),
        label=f"{model} {compute_type} beam {beam}",
        audio=file.name,
        audio_sha256=recording.sha256,
        environment=environment(),
        audio_s=recording.duration_s,
        decode_s=time.monotonic() - begun_s,
        errors=word_errors(spoken.text, text, normalizer_for(spoken.language)),
    )
    append_result(results, result)
    errors = result.errors
    console = Console(highlight=False)
    console.print(text, markup=False)
    console.print(
        f"{result.label}: {errors.edits.total} errors in {errors.reference_words} words "
        f"({errors.edits.substitutions} substituted, {errors.edits.deletions} missing, "
        f"{errors.edits.insertions} added), decoded in {result.decode_s:.2f} s"
    )


if __name__ == "__main__":
    typer.run(offline)
