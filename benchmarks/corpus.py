"""Builds the recordings of the frozen sets out of Debian's data: no audio is in this repository.

``librivox``: five sentences of "Sense and Sensibility" read aloud (package
pocketsphinx-testdata), joined with pauses of faint noise. ``desk``: a conversation at a customer
desk, said by voices of the package flite; ``telephone``: the same over a line of 8 kHz;
``names``: one that is full of names.
``nothing``: a minute in which nobody speaks, ``nothing-long``: ten minutes of other such sounds.
Byte for byte the same every time; the frozen words say which bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from benchmarks.audio import Recording, read_wav, write_wav
from benchmarks.cli import telling_errors
from benchmarks.desk import in_a_room, read_dialogue, say
from benchmarks.errors import BenchmarkError
from benchmarks.finnish import finnish, read_finnish
from benchmarks.hesitant import read_hesitant, say_hesitantly
from benchmarks.monologue import read_monologue, say_without_pause
from benchmarks.names import read_names
from benchmarks.noise import noise, take, to_pcm16
from benchmarks.nothing import nothing
from benchmarks.nothing_long import nothing_long
from benchmarks.telephone import over_the_telephone
from benchmarks.words import load_words, require_same_audio

LIBRIVOX_DIR: Final = Path("/usr/share/pocketsphinx/test/data/librivox")
SETS_DIR: Final = Path(__file__).parent / "sets"
LEAD_S: Final = 1.0
PAUSE_S: Final = 1.2
TAIL_S: Final = 2.0
_NOISE_SEED: Final = 20
_NOISE_BITS: Final = 5
"""About -68 dB of full scale."""
_LINE: Final = re.compile(r"<s> (?P<text>.+) </s> \((?P<name>[^)]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence read aloud."""

    text: str
    recording: Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSet:
    """A whole recording and what is said in it."""

    lines: tuple[str, ...]
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
    pause = noise(seed=_NOISE_SEED, bits=_NOISE_BITS)
    parts = [to_pcm16(take(pause, LEAD_S))]
    for index, sentence in enumerate(sentences):
        parts.append(sentence.recording.pcm)
        parts.append(to_pcm16(take(pause, TAIL_S if index == len(sentences) - 1 else PAUSE_S)))
    return Recording(pcm=b"".join(parts))


def _librivox() -> BuiltSet:
    sentences = librivox_sentences()
    return BuiltSet(
        lines=tuple(sentence.text for sentence in sentences), recording=joined(sentences)
    )


def _desk() -> BuiltSet:
    turns = read_dialogue()
    return BuiltSet(
        lines=tuple(" ".join(turn.sentences) for turn in turns), recording=in_a_room(say(turns))
    )


def _telephone() -> BuiltSet:
    desk = _desk()
    return BuiltSet(lines=desk.lines, recording=over_the_telephone(desk.recording))


def _monologue() -> BuiltSet:
    sentences = read_monologue()
    return BuiltSet(lines=sentences, recording=in_a_room(say_without_pause(sentences)))


def _hesitant() -> BuiltSet:
    stretches = read_hesitant()
    return BuiltSet(
        lines=tuple(stretch.text for stretch in stretches),
        recording=in_a_room(say_hesitantly(stretches)),
    )


def _names() -> BuiltSet:
    turns = read_names().turns
    return BuiltSet(
        lines=tuple(" ".join(turn.sentences) for turn in turns), recording=in_a_room(say(turns))
    )


def _finnish() -> BuiltSet:
    sentences = read_finnish()
    return BuiltSet(lines=sentences, recording=finnish(sentences).recording)


def _nothing() -> BuiltSet:
    return BuiltSet(lines=(), recording=nothing())


def _nothing_long() -> BuiltSet:
    return BuiltSet(lines=(), recording=nothing_long())


SETS: Final[Mapping[str, Callable[[], BuiltSet]]] = {
    "librivox": _librivox,
    "desk": _desk,
    "telephone": _telephone,
    "hesitant": _hesitant,
    "names": _names,
    "finnish": _finnish,
    "monologue": _monologue,
    "nothing": _nothing,
    "nothing-long": _nothing_long,
}


@telling_errors
def build(
    out_dir: Annotated[Path, typer.Argument(help="Where the recordings and their texts go.")],
) -> None:
    """Build a .wav and a .txt of each set; check that the audio is that of the frozen words."""
    console = Console()
    out_dir.mkdir(parents=True, exist_ok=True)
    for name, build_set in SETS.items():
        built = build_set()
        wav, words = out_dir / f"{name}.wav", SETS_DIR / name / "words.json"
        write_wav(wav, built.recording)
        text = "".join(f"{line}\n" for line in built.lines)
        wav.with_suffix(".txt").write_text(text, encoding="utf-8")
        require_same_audio(load_words(words), built.recording)
        console.print(f"{wav}: {built.recording.duration_s:.2f} s, words: {words}")


if __name__ == "__main__":
    typer.run(build)
