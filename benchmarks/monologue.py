"""``python -m benchmarks.monologue FILE``: three minutes in which nobody draws breath.

What is said is in ``sets/monologue/monologue.txt``, one sentence a line, by one of the voices of
Debian's ``flite``; every silence is cut down so far that no voice detector hears a pause. This
command freezes its words anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.cli import telling_errors
from benchmarks.desk import Utterance, freeze_words
from benchmarks.flite import speak, without_pauses
from models.types import SAMPLE_RATE

MONOLOGUE: Final = Path(__file__).parent / "sets" / "monologue" / "monologue.txt"
VOICE: Final = "slt"
LEAD_S: Final = 1.0
LONGEST_SILENCE_S: Final = 0.1


def read_monologue(path: Path = MONOLOGUE) -> tuple[str, ...]:
    """The sentences."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


def say_without_pause(sentences: tuple[str, ...]) -> tuple[Utterance, ...]:
    """Say sentence after sentence."""
    said: list[Utterance] = []
    at = round(LEAD_S * SAMPLE_RATE)
    for text in sentences:
        spoken = without_pauses(speak(VOICE, text), longest_s=LONGEST_SILENCE_S)
        said.append(Utterance(voice=VOICE, text=text, spoken=spoken, start_sample=at))
        at = said[-1].end_sample
    return tuple(said)


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the monologue and freeze when each word ends."""
    said = say_without_pause(read_monologue())
    freeze_words(out, said, aligner=f"flite's own times, voice {VOICE}")


if __name__ == "__main__":
    typer.run(freeze)
