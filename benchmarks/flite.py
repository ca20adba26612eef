"""Debian's ``flite``: a voice that tells when each of its sounds ends."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from benchmarks.audio import SAMPLE_BYTES, Recording, read_wav
from benchmarks.errors import BenchmarkError
from benchmarks.words import SpokenWord
from models.types import SAMPLE_RATE

_PAUSE: Final = "pau"
_BYTES_PER_S: Final = SAMPLE_RATE * SAMPLE_BYTES
_KNOWN_WORDS: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One phone, times from the start of the recording."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence said by a voice that tells what it does."""

    recording: Recording
    sounds: tuple[Sound, ...]
    """Pauses left out."""


def speak(voice: str, text: str) -> Spoken:
    """Say one sentence.

    Raises:
        BenchmarkError: flite is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        command = ["flite", "-psdur", "-voice", voice, "-t", text, "-o", str(file)]
        try:
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except FileNotFoundError as error:
            raise BenchmarkError("flite is missing: apt-get install flite") from error
        return Spoken(recording=read_wav(file), sounds=_sounds(told))


def without_pauses(spoken: Spoken, *, longest_s: float) -> Spoken:
    """The same sentence with every silence, those at its ends too, cut down to ``longest_s``."""
    pcm, kept, sounds, at_s = spoken.recording.pcm, bytearray(), list[Sound](), 0.0
    for sound in spoken.sounds:
        from_s = max(at_s, sound.start_s - longest_s)
        moved_s = len(kept) / _BYTES_PER_S - from_s
        kept += pcm[_byte(from_s) : _byte(sound.end_s)]
        sounds.append(Sound(start_s=sound.start_s + moved_s, end_s=sound.end_s + moved_s))
        at_s = sound.end_s
    return Spoken(recording=Recording(pcm=bytes(kept)), sounds=tuple(sounds))


def _byte(at_s: float) -> int:
    return round(at_s * SAMPLE_RATE) * SAMPLE_BYTES


def word_times(voice: str, text: str, spoken: Spoken) -> tuple[SpokenWord, ...] | None:
    """When each word is said; None where words said alone have other sounds than in the sentence.

    flite tells sounds, not words: the sounds of each word said alone are counted off.
    """
    words = text.split()
    counts = [_sound_count(voice, word) for word in words]
    if sum(counts) != len(spoken.sounds):
        return None
    return tuple(
        SpokenWord(
            word=word,
            start_s=spoken.sounds[after - count].start_s,
            end_s=spoken.sounds[after - 1].end_s,
        )
        for word, count, after in zip(words, counts, accumulate(counts), strict=True)
    )


@lru_cache(maxsize=_KNOWN_WORDS)
def _sound_count(voice: str, word: str) -> int:
    return len(speak(voice, word).sounds)


def _sounds(told: str) -> tuple[Sound, ...]:
    """Read lines of the form ``pau:0.218 g:0.280 uh:0.324``."""
    names, ends = zip(*(sound.rsplit(":", 1) for sound in told.split()), strict=True)
    ends_s = [float(end) for end in ends]
    return tuple(
        Sound(start_s=start_s, end_s=end_s)
        for name, start_s, end_s in zip(names, [0.0, *ends_s], ends_s, strict=False)
        if name != _PAUSE
    )
