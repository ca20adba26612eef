"""``python -m benchmarks.hesitant FILE``: people who do not know at once how to say it.

What is said is in ``sets/hesitant/dialogue.txt``, one turn a line, by two voices of Debian's
``flite``. They say "uh", begin anew, correct themselves and stop in the middle of a sentence; where
``[0.6]`` stands nobody speaks for so many seconds. What is repeated is part of the reference; "uh"
and "um" are not words to the scorer. This command freezes the words anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.cli import telling_errors
from benchmarks.desk import LEAD_S, Utterance, freeze_words
from benchmarks.errors import BenchmarkError
from benchmarks.flite import speak, without_pauses
from models.types import SAMPLE_RATE

HESITANT: Final = Path(__file__).parent / "sets" / "hesitant" / "dialogue.txt"
VOICES: Final = {"staff": "slt", "client": "awb"}
BETWEEN_WORDS_S: Final = 0.05
"""Longest silence that a voice makes itself; all others stand in the text."""
_SEED: Final = 23
_SHORTEST_TURN_MS: Final = 600
_TURN_BITS: Final = 9
"""Milliseconds on top."""
_PAUSE: Final = re.compile(r"\s*\[(\d+\.\d+)\]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words without a pause in them, and the silence after them."""

    voice: str
    text: str
    pause_s: float | None
    """None: the turn is over."""


def read_hesitant(path: Path = HESITANT) -> tuple[Stretch, ...]:
    """Read lines of the form ``client: I am, uh, [0.9] I am here.``

    Raises:
        BenchmarkError: a pause stands where nobody speaks.
    """
    stretches: list[Stretch] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        speaker, said = line.split(": ", 1)
        parts = _PAUSE.split(said)
        for text, pause in zip(parts[::2], [*parts[1::2], None], strict=True):
            if not text:
                raise BenchmarkError(f"a pause without words before or after it: {line}")
            pause_s = None if pause is None else float(pause)
            stretches.append(Stretch(voice=VOICES[speaker], text=text, pause_s=pause_s))
    return tuple(stretches)


def say_hesitantly(stretches: Sequence[Stretch]) -> tuple[Utterance, ...]:
    """Say each stretch; pauses inside a turn are those of the text, between turns seeded."""
    turns = random.Random(_SEED)  # noqa: S311 - pauses, not a secret
    said: list[Utterance] = []
    at = round(LEAD_S * SAMPLE_RATE)
    for stretch in stretches:
        spoken = without_pauses(speak(stretch.voice, stretch.text), longest_s=BETWEEN_WORDS_S)
        said.append(
            Utterance(voice=stretch.voice, text=stretch.text, spoken=spoken, start_sample=at)
        )
        pause_s = stretch.pause_s
        if pause_s is None:
            pause_s = (_SHORTEST_TURN_MS + turns.getrandbits(_TURN_BITS)) / 1000
        at = said[-1].end_sample + round(pause_s * SAMPLE_RATE)
    return tuple(said)


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the dialogue and freeze when each word ends."""
    voices = " and ".join(VOICES.values())
    said = say_hesitantly(read_hesitant())
    freeze_words(out, said, aligner=f"flite's own times, voices {voices}")


if __name__ == "__main__":
    typer.run(freeze)
