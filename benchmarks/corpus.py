"""Builds the recordings of the frozen sets out of Debian's data: no audio is in this repository.

``librivox``: five sentences of "Sense and Sensibility" read aloud (package
pocketsphinx-testdata), joined with pauses of a faint, seeded noise, for digital silence is easier
on a voice detector than any room. Byte for byte the same everywhere.
"""

from __future__ import annotations

import array
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from benchmarks.audio import Recording, read_wav, write_wav
from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.words import load_words, require_same_audio
from models.types import SAMPLE_RATE

LIBRIVOX_DIR: Final = Path("/usr/share/pocketsphinx/test/data/librivox")
SETS_DIR: Final = Path(__file__).parent / "sets"
LEAD_S: Final = 1.0
PAUSE_S: Final = 1.2
TAIL_S: Final = 2.0
_NOISE_SEED: Final = 20
_NOISE_BITS: Final = 5
"""Two uniform numbers of so many bits are added: about -68 dB of full scale."""
_LINE: Final = re.compile(r"<s> (?P<text>.+) </s> \((?P<name>[^)]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence read aloud."""

    text: str
    recording: Recording


def librivox_sentences(directory: Path = LIBRIVOX_DIR) -> tuple[Sentence, ...]:
    """Read the sentences and what is said in them.

    Raises:
        BenchmarkError: the package is not installed.
    """
    transcription = directory / "transcription"
    if not transcription.is_file():
        raise BenchmarkError(f"{transcription} is missing: apt-get install pocketsphinx-testdata")
    matches = _LINE.finditer(transcription.read_text(encoding="utf-8"))
    return tuple(
        Sentence(text=match["text"], recording=read_wav(directory / f"{match['name']}.wav"))
        for match in matches
    )


def joined(sentences: tuple[Sentence, ...]) -> Recording:
    """One recording: the lead, the sentences with pauses between them, the tail."""
    noise = _noise()
    parts = [_take(noise, LEAD_S)]
    for index, sentence in enumerate(sentences):
        parts.append(sentence.recording.pcm)
        parts.append(_take(noise, TAIL_S if index == len(sentences) - 1 else PAUSE_S))
    return Recording(pcm=b"".join(parts))


def _noise() -> Iterator[int]:
    # Integers of the Mersenne Twister are the same everywhere; floats might not be.
    generator = random.Random(_NOISE_SEED)  # noqa: S311 - noise, not a secret
    while True:
        pair = generator.getrandbits(_NOISE_BITS) + generator.getrandbits(_NOISE_BITS)
        yield pair - (1 << _NOISE_BITS)


def _take(noise: Iterator[int], seconds: float) -> bytes:
    samples = array.array("h", (next(noise) for _ in range(round(seconds * SAMPLE_RATE))))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


@telling_errors
def build(
    out_dir: Annotated[Path, typer.Argument(help="Where the recording and its text go.")],
) -> None:
    """Build librivox.wav and librivox.txt; check that the audio is that of the frozen words."""
    console = Console()
    sentences = librivox_sentences()
    recording = joined(sentences)
    out_dir.mkdir(parents=True, exist_ok=True)
    write_wav(out_dir / "librivox.wav", recording)
    text = "".join(f"{sentence.text}\n" for sentence in sentences)
    (out_dir / "librivox.txt").write_text(text, encoding="utf-8")
    words_path = SETS_DIR / "librivox" / "words.json"
    require_same_audio(load_words(words_path), recording)
    console.print(f"{out_dir / 'librivox.wav'}: {recording.duration_s:.2f} s, words: {words_path}")


if __name__ == "__main__":
    typer.run(build)
