"""``python -m benchmarks.desk``: a conversation at a customer desk, said by two synthetic voices.

What is said is in ``sets/desk/dialogue.txt``, one turn a line; the voices are those of Debian's
``flite``, which tells when each word ends, so nothing has to be aligned. Pauses and the noise of
the room are seeded. ``desk`` builds the same bytes wherever flite computes the same; this command
freezes its words anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.audio import Recording
from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.flite import Spoken, speak, word_times
from benchmarks.noise import noise, take, to_pcm16
from benchmarks.words import SpokenWord, SpokenWords, save_words
from models.types import SAMPLE_RATE

DIALOGUE: Final = Path(__file__).parent / "sets" / "desk" / "dialogue.txt"
VOICES: Final = {"staff": "slt", "client": "rms"}
LEAD_S: Final = 1.0
TAIL_S: Final = 2.0
_SHORTEST_PAUSE_MS: Final = 400
_PAUSE_BITS: Final = 10
"""Milliseconds on top. The voices themselves are silent for 0.3 to 0.4 s more between sentences."""
_SEED: Final = 21
_NOISE_BITS: Final = 7
"""About -56 dB of full scale: a quiet room."""
_SENTENCE_END: Final = re.compile(r"(?<=[.?!]) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one person says before the other answers."""

    voice: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence where it is in the recording."""

    voice: str
    text: str
    spoken: Spoken
    start_sample: int

    @property
    def end_sample(self) -> int:
        return self.start_sample + self.spoken.recording.sample_count


def read_dialogue(path: Path = DIALOGUE) -> tuple[Turn, ...]:
    """The turns of a file."""
    return turns_of(path.read_text(encoding="utf-8"))


def turns_of(dialogue: str) -> tuple[Turn, ...]:
    """Read lines of the form ``staff: How can I help you?``."""
    lines = (line.split(": ", 1) for line in dialogue.splitlines())
    return tuple(
        Turn(voice=VOICES[speaker], sentences=tuple(_SENTENCE_END.split(text)))
        for speaker, text in lines
    )


def say(turns: Sequence[Turn]) -> tuple[Utterance, ...]:
    """Say every sentence; sentences of a turn follow at once, turns after a pause."""
    pauses = random.Random(_SEED)  # noqa: S311 - pauses, not a secret
    said: list[Utterance] = []
    at = round(LEAD_S * SAMPLE_RATE)
    for turn in turns:
        for text in turn.sentences:
            spoken = speak(turn.voice, text)
            said.append(Utterance(voice=turn.voice, text=text, spoken=spoken, start_sample=at))
            at = said[-1].end_sample
        at += (_SHORTEST_PAUSE_MS + pauses.getrandbits(_PAUSE_BITS)) * SAMPLE_RATE // 1000
    return tuple(said)


def in_a_room(said: Sequence[Utterance]) -> Recording:
    """One recording, with the noise of the room beneath."""
    duration_s = said[-1].end_sample / SAMPLE_RATE + TAIL_S
    samples = take(noise(seed=_SEED, bits=_NOISE_BITS), duration_s)
    for utterance in said:
        pcm = np.frombuffer(utterance.spoken.recording.pcm, dtype="<i2")
        samples[utterance.start_sample : utterance.end_sample] += pcm
    return Recording(pcm=to_pcm16(samples))


def words_of(said: Sequence[Utterance]) -> tuple[SpokenWord, ...]:
    """When each word is said.

    Raises:
        BenchmarkError: in some sentence the sounds cannot be counted off to words.
    """
    words: list[SpokenWord] = []
    for utterance in said:
        times = word_times(utterance.voice, utterance.text, utterance.spoken)
        if times is None:
            raise BenchmarkError(f"word ends are not known in {utterance.text!r}: say it otherwise")
        start_s = utterance.start_sample / SAMPLE_RATE
        words += [
            SpokenWord(
                word=word.word,
                start_s=round(start_s + word.start_s, 3),
                end_s=round(start_s + word.end_s, 3),
            )
            for word in times
        ]
    return tuple(words)


def freeze_words(out: Path, said: Sequence[Utterance], *, aligner: str) -> None:
    """Write when each word ends of what is said in the room."""
    words = words_of(said)
    save_words(
        out,
        SpokenWords(
            language="en", audio_sha256=in_a_room(said).sha256, aligner=aligner, words=words
        ),
    )
    Console().print(f"{out}: {len(words)} words, the last ends at {words[-1].end_s:.2f} s")


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the dialogue and freeze when each word ends."""
    voices = " and ".join(VOICES.values())
    freeze_words(out, say(read_dialogue()), aligner=f"flite's own times, voices {voices}")


if __name__ == "__main__":
    typer.run(freeze)
