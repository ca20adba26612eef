"""Real speech with its text, and sounds that are none."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.pcm import samples_from_pcm16
from models.types import SAMPLE_RATE, Samples

LIBRIVOX = Path("/usr/share/pocketsphinx/test/data/librivox")
RUSSIAN_PROMPTS = Path("/usr/share/asterisk/sounds/ru_RU_f_IvrvoiceRU")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence read aloud."""

    samples: Samples
    text: str


def librivox() -> list[Reading]:
    """Five English sentences, 25 s and 70 words together."""
    if not LIBRIVOX.is_dir():
        raise FileNotFoundError("the Debian package pocketsphinx-testdata is not installed")
    lines = (LIBRIVOX / "transcription").read_text(encoding="utf-8").splitlines()
    return [_reading(line) for line in lines]


def _reading(line: str) -> Reading:
    """Read a line of the form ``<s> words </s> (name)``."""
    text, _, name = line.strip().rpartition(" ")
    with wave.open(str(LIBRIVOX / f"{name.strip('()')}.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (SAMPLE_RATE, 1)
        samples = samples_from_pcm16(file.readframes(file.getnframes()))
    return Reading(samples=samples, text=text.removeprefix("<s>").removesuffix("</s>").strip())


def russian_prompt(name: str) -> Path:
    """A voice on the telephone, at 8 kHz: what callers may press for what."""
    if not RUSSIAN_PROMPTS.is_dir():
        raise FileNotFoundError("the Debian package asterisk-core-sounds-ru-wav is not installed")
    return RUSSIAN_PROMPTS / f"{name}.wav"


def silence(length_s: float) -> Samples:
    return np.zeros(round(length_s * SAMPLE_RATE), np.float32)


def noise(length_s: float, *, level: float) -> Samples:
    random = np.random.default_rng(1)
    return (level * random.standard_normal(silence(length_s).size)).astype(np.float32)


def tones(frequencies_hz: Sequence[float], length_s: float) -> Samples:
    """Tones together, each weaker than the one before."""
    time_s = np.arange(silence(length_s).size) / SAMPLE_RATE
    waves = [np.sin(2 * np.pi * hertz * time_s) / n for n, hertz in enumerate(frequencies_hz, 1)]
    return np.asarray(0.1 * np.sum(waves, axis=0), np.float32)


def arpeggio(length_s: float) -> Samples:
    """Plucked notes with overtones, four in a second."""
    decay = np.exp(-np.linspace(0, 2, silence(0.25).size))
    notes = [
        tones([pitch, 2 * pitch, 3 * pitch], 0.25) * decay
        for pitch in (261.6, 329.6, 392.0, 523.3, 392.0, 329.6)
    ]
    return np.resize(np.concatenate(notes), silence(length_s).size).astype(np.float32)
