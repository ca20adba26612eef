"""``python -m benchmarks.telephone FILE``: the visit of ``desk`` as it sounds over a telephone.

Of the sound 300 to 3400 Hz are left, 8000 samples a second, each as one of the 256 steps of G.711's
mu-law. Words end when they end in ``desk``: the line delays nothing. Integers all the way, so that
the bytes are the same everywhere. This command freezes the words anew.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console

from benchmarks.audio import Recording
from benchmarks.cli import telling_errors
from benchmarks.desk import in_a_room, read_dialogue, say
from benchmarks.noise import Pcm, to_pcm16
from benchmarks.words import load_words, save_words
from models.types import SAMPLE_RATE

LOWEST_HZ: Final = 300
HIGHEST_HZ: Final = 3400
_DESK_WORDS: Final = Path(__file__).parent / "sets" / "desk" / "words.json"
_TAPS: Final = 201
"""Of each filter, at 16 kHz; odd, so that it delays by whole samples, which are taken back."""
_UNIT: Final = 1 << 15
"""What a tap of 1 is in integers."""
_LOUDEST: Final = 32_635
_BIAS: Final = 132
_SEGMENTS: Final = 256 << np.arange(7)
"""From which biased magnitude on a sample is in the second segment of the curve, the third, ..."""


def over_the_telephone(recording: Recording) -> Recording:
    """What comes out at the other end, at 16 kHz again."""
    samples = np.frombuffer(recording.pcm, dtype="<i2").astype(np.int64)
    heard = _filtered(samples, _band())
    line = _companded(heard[::2])
    between = np.zeros(samples.size, np.int64)
    between[::2] = 2 * line
    return Recording(pcm=to_pcm16(_filtered(between, _below(HIGHEST_HZ))))


def _filtered(samples: Pcm, taps: Pcm) -> Pcm:
    filtered: Pcm = np.convolve(samples, taps, mode="same") >> 15
    return filtered


def _band() -> Pcm:
    return _below(HIGHEST_HZ) - _below(LOWEST_HZ)


def _below(hertz: int) -> Pcm:
    """A low pass, in integers whose sum is one."""
    steps = np.arange(_TAPS) - _TAPS // 2
    share = 2 * hertz / SAMPLE_RATE
    ideal: NDArray[np.float64] = share * np.sinc(share * steps) * np.hamming(_TAPS)
    taps: Pcm = np.rint(_UNIT * ideal / ideal.sum()).astype(np.int64)
    taps[_TAPS // 2] += _UNIT - taps.sum()
    return taps


def _companded(samples: Pcm) -> Pcm:
    """Through mu-law and back: loud samples have coarse steps, quiet ones fine ones."""
    magnitude = np.minimum(np.abs(samples), _LOUDEST) + _BIAS
    segment = np.searchsorted(_SEGMENTS, magnitude, side="right")
    step = (magnitude >> (segment + 3)) & 0xF
    decoded = (((step << 3) + _BIAS) << segment) - _BIAS
    heard: Pcm = np.sign(samples) * decoded
    return heard


@telling_errors
def freeze(out: Annotated[Path, typer.Argument(help="The words file to write.")]) -> None:
    """Say the dialogue over the telephone and freeze its words."""
    recording = over_the_telephone(in_a_room(say(read_dialogue())))
    spoken = replace(load_words(_DESK_WORDS), audio_sha256=recording.sha256)
    save_words(out, spoken)
    Console().print(f"{out}: {len(spoken.words)} words in {recording.duration_s:.1f} s")


if __name__ == "__main__":
    typer.run(freeze)
