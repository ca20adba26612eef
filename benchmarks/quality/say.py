"""``python -m benchmarks.quality.say FOLDER``: the phrases in English, said by Debian's ``flite``.

For ``tulkki models evaluate whisper-base --recordings FOLDER``. A voice of a machine in a quiet
room: errors with it are the fewest that can be hoped for. Recordings of people, under the same
names, are measured in the same way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.audio import write_wav
from benchmarks.cli import telling_errors
from benchmarks.flite import speak
from benchmarks.quality.phrases import DESK_PHRASES, load_phrases

_LANGUAGE = "en"
"""flite speaks no other."""


@telling_errors
def say(
    folder: Annotated[Path, typer.Argument(help="Where the recordings go.")],
    set_name: Annotated[str, typer.Option("--set", help="A set of phrases.")] = DESK_PHRASES,
    voice: Annotated[str, typer.Option(help="A voice of flite.")] = "slt",
) -> None:
    """Write ID.wav for each phrase."""
    phrases = load_phrases(set_name).phrases
    folder.mkdir(parents=True, exist_ok=True)
    for phrase in phrases:
        write_wav(folder / f"{phrase.id}.wav", speak(voice, phrase.texts[_LANGUAGE]).recording)
    Console().print(f"{folder}: {len(phrases)} recordings")


if __name__ == "__main__":
    typer.run(say)
