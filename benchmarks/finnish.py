"""``python -m benchmarks.finnish FILE``: a visit to a customer desk in Finnish, by one voice.

What is said is in ``sets/finnish/dialogue.txt``, a sentence a line, by the voice ``suopuhe-lj`` of
Debian's Festival, which tells when each word ends. There are no figures in it: Whisper writes them
in digits, and the scorer spells none. Diacritics count: "näin" is not "nain". This command freezes
the words anew.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.audio import Recording, read_wav
from benchmarks.cli import telling_errors
from benchmarks.errors import BenchmarkError
from benchmarks.noise import noise, take, to_pcm16
from benchmarks.words import SpokenWord, SpokenWords, save_words
from models.types import SAMPLE_RATE

FINNISH: Final = Path(__file__).parent / "sets" / "finnish" / "dialogue.txt"
LEAD_S: Final = 1.0
TAIL_S: Final = 2.0
_PAUSE: Final = "#"
_SHORTEST_PAUSE_MS: Final = 500
_PAUSE_BITS: Final = 9
"""Milliseconds on top, between sentences."""
_SEED: Final = 25
_NOISE_BITS: Final = 7
"""About -56 dB of full scale: a quiet room."""
_SCRIPT: Final = """(voice_suo_fi_lj_diphone)
(set! said (Utterance Text "{text}"))
(utt.synth said)
(utt.wave.resample said {rate})
(utt.save.wave said "{folder}/said.wav" 'riff)
(utt.save.words said "{folder}/said.words")
(utt.save.segs said "{folder}/said.segs")
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, and when each of its words is said."""

    recording: Recording
    words: tuple[SpokenWord, ...]


def read_finnish(path: Path = FINNISH) -> tuple[str, ...]:
    """The sentences."""
    return tuple(path.read_text(encoding="utf-8").splitlines())


def say_in_finnish(text: str) -> Sentence:
    """Say one sentence.

    Raises:
        BenchmarkError: Festival or its voice is not installed, or says other words.
    """
    if '"' in text or "\\" in text:
        raise BenchmarkError(f"a sentence with a quotation mark or a backslash: {text}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = _SCRIPT.format(text=text, rate=SAMPLE_RATE, folder=folder)
        (folder / "say.scm").write_text(script, encoding="iso-8859-1")
        try:
            done = subprocess.run(
                ["festival", "-b", str(folder / "say.scm")], capture_output=True, check=False
            )
        except FileNotFoundError as error:
            raise BenchmarkError(
                "festival is missing: apt-get install festival festvox-suopuhe-lj"
            ) from error
        if done.returncode or not (folder / "said.wav").is_file():
            told = done.stderr.decode("iso-8859-1").strip()[-300:]
            raise BenchmarkError(f"festival cannot say it (festvox-suopuhe-lj?): {told}")
        return Sentence(
            recording=read_wav(folder / "said.wav"),
            words=timed_words(text, _labels(folder / "said.words"), _labels(folder / "said.segs")),
        )


def timed_words(
    text: str, words: Sequence[tuple[float, str]], sounds: Sequence[tuple[float, str]]
) -> tuple[SpokenWord, ...]:
    """When each word of a text is said, from the ends of its words and sounds.

    Raises:
        BenchmarkError: the voice says other words than stand there.
    """
    written = text.split()
    if [word for _, word in words] != [word.strip(".,?!") for word in written]:
        raise BenchmarkError(f"the voice does not say these words one by one: {text}")
    silences_s = [end_s for end_s, sound in sounds if sound == _PAUSE]
    found: list[SpokenWord] = []
    before_s = 0.0
    for word, (end_s, _) in zip(written, words, strict=True):
        start_s = max([at_s for at_s in silences_s if before_s <= at_s < end_s], default=before_s)
        found.append(SpokenWord(word=word, start_s=start_s, end_s=end_s))
        before_s = end_s
    return tuple(found)


def finnish(sentences: Sequence[str]) -> Sentence:
    """All sentences with pauses, in the noise of a room."""
    pauses = random.Random(_SEED)  # noqa: S311 - pauses, not a secret
    at, placed, words = round(LEAD_S * SAMPLE_RATE), [], list[SpokenWord]()
    for text in sentences:
        said = say_in_finnish(text)
        placed.append((at, said.recording))
        words += [
            SpokenWord(
                word=word.word,
                start_s=round(at / SAMPLE_RATE + word.start_s, 3),
                end_s=round(at / SAMPLE_RATE + word.end_s, 3),
            )
            for word in said.words
        ]
        pause_ms = _SHORTEST_PAUSE_MS + pauses.getrandbits(_PAUSE_BITS)
        at += said.recording.sample_count + pause_ms * SAMPLE_RATE // 1000
    samples = take(noise(seed=_SEED, bits=_NOISE_BITS), at / SAMPLE_RATE + TAIL_S)
    for start, recording in placed:
        pcm = np.frombuffer(recording.pcm, dtype="<i2")
        samples[start : start + pcm.size] += pcm
    return Sentence(recording=Recording(pcm=to_pcm16(samples)), words=tuple(words))


def _labels(path: Path) -> list[tuple[float, str]]:
    """Read lines of the form ``0.3440 100 word``, after a line with a hash sign alone."""
    lines = path.read_text(encoding="iso-8859-1").splitlines()[1:]
    parts = (line.split(maxsplit=2) for line in lines)
    return [(float(end_s), label) for end_s, _, label in parts]


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the dialogue and freeze when each word ends."""
    said = finnish(read_finnish())
    save_words(
        out,
        SpokenWords(
            language="fi",
            audio_sha256=said.recording.sha256,
            aligner="Festival's own times, voice suopuhe-lj",
            words=said.words,
        ),
    )
    Console().print(f"{out}: {len(said.words)} words in {said.recording.duration_s:.1f} s")


if __name__ == "__main__":
    typer.run(freeze)
