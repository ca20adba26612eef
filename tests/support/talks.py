"""Recordings in which one can hear which word is said where."""

from __future__ import annotations

import numpy as np

from benchmarks.audio import Recording
from benchmarks.words import SpokenWord, SpokenWords
from models.types import SAMPLE_RATE

LEAD_S = TAIL_S = 0.5


def talk(lengths_s: list[tuple[float, float]]) -> tuple[Recording, SpokenWords]:
    """A recording of (word, gap after it); word n sounds as the number n, and silence as 0."""
    samples, words, at_s = [np.zeros(round(LEAD_S * SAMPLE_RATE))], [], LEAD_S
    for number, (word_s, gap_s) in enumerate(lengths_s, start=1):
        loud = np.full(round(word_s * SAMPLE_RATE), number)
        samples += [loud, np.zeros(round(gap_s * SAMPLE_RATE))]
        words.append(SpokenWord(word=f"w{number}", start_s=at_s, end_s=at_s + word_s))
        at_s += word_s + gap_s
    samples.append(np.zeros(round(TAIL_S * SAMPLE_RATE)))
    recording = Recording(pcm=np.concatenate(samples).astype("<i2").tobytes())
    spoken = SpokenWords(
        language="en", audio_sha256=recording.sha256, aligner="made", words=tuple(words)
    )
    return recording, spoken
