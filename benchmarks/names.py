"""``python -m benchmarks.names FILE``: a conversation at a desk that is full of names.

What is said is in ``sets/names/dialogue.txt``, one turn a line, names in braces: people, streets,
places, offices and benefits. ``sets/names/others.txt`` has as many that nobody says. The voices are
those of ``desk``. This command freezes the words anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from benchmarks.cli import telling_errors
from benchmarks.desk import VOICES, Turn, freeze_words, say, turns_of
from benchmarks.name_errors import Name

DIALOGUE: Final = Path(__file__).parent / "sets" / "names" / "dialogue.txt"
OTHERS: Final = DIALOGUE.with_name("others.txt")
_NAME: Final = re.compile(r"\{([^}]+)\}")
_BRACES: Final = str.maketrans("", "", "{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A conversation and the names in it."""

    turns: tuple[Turn, ...]
    names: tuple[Name, ...]
    """In the order in which they are said."""


def read_names(path: Path = DIALOGUE) -> Named:
    """Read lines of the form ``client: I live in {Olari}.``."""
    text = path.read_text(encoding="utf-8")
    names: list[Name] = []
    before = 0
    for line in text.splitlines():
        _, said = line.split(": ", 1)
        for found in _NAME.finditer(said):
            first = before + len(said[: found.start()].split())
            names.append(Name(text=found[1], first_word=first))
        before += len(said.split())
    return Named(turns=turns_of(text.translate(_BRACES)), names=tuple(names))


def read_others(path: Path = OTHERS) -> tuple[str, ...]:
    """Names that nobody says, one a line."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the dialogue and freeze when each word ends."""
    voices = " and ".join(VOICES.values())
    freeze_words(out, say(read_names().turns), aligner=f"flite's own times, voices {voices}")


if __name__ == "__main__":
    typer.run(freeze)
