"""``nothing-long``: ten minutes in which nobody speaks to anybody, of sounds that were held out.

What is believed of a decode (``models/drafts.py``) was fitted to noises, tones, hum, an arpeggio
and music on hold, and looked at with ``nothing``. These are other sounds, with other seeds, and
were listened to only afterwards: silence, a ventilated room, breath, typing, knocks and rustling
paper, a tune with drums, telephones and call bells, a conversation far away. Computed in integers,
so that they are the same everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from benchmarks.audio import Recording
from benchmarks.desk import in_a_room, read_dialogue, say
from benchmarks.noise import Pcm, to_pcm16
from models.types import SAMPLE_RATE

PART_S: Final = 75
_SAMPLES: Final = PART_S * SAMPLE_RATE
_SEED: Final = 4_000
_FAR: Final = 7
"""Bits: 42 dB below somebody at the desk."""
_CHORDS_HZ: Final = ((196, 247, 294), (220, 262, 330), (175, 220, 262), (196, 233, 294))
_BELLS_HZ: Final = ((440, 480), (620, 740), (1400, 1400), (880, 660))


def nothing_long() -> Recording:
    """The parts, one after the other."""
    return Recording(pcm=b"".join(to_pcm16(part()) for part in PARTS.values()))


def _silence() -> Pcm:
    return np.zeros(_SAMPLES, np.int64)


def _room(seed: int = _SEED) -> Pcm:
    """Air that moves: more rumble than hiss."""
    return _noise(_SAMPLES, seed, bits=9) // 4 + _smooth(_noise(_SAMPLES, seed + 1, bits=14), 120)


def _breath() -> Pcm:
    """In and out beside the microphone, with a rest between."""
    air = _noise(_SAMPLES, _SEED + 10, bits=15)
    air = _smooth(air, 6) - _smooth(air, 60)
    lengths = random.Random(_SEED + 11)  # noqa: S311 - breath, not a secret
    loud = np.zeros(_SAMPLES, np.int64)
    for at in _times(lengths, 1200, 11):
        length = _ms(700 + lengths.getrandbits(9))
        end = min(at + length, _SAMPLES)
        loud[at:end] = _swell(length)[: end - at]
    return air * loud // 1024 + _room(_SEED + 12) // 4


def _typing() -> Pcm:
    """Keys that ring a little, and a heavier space bar."""
    part = _room(_SEED + 20) // 4
    keys = random.Random(_SEED + 21)  # noqa: S311 - keys, not a secret
    for number, at in enumerate(_times(keys, 90, 8)):
        heavy = keys.getrandbits(3) == 0
        click = _noise(_ms(35 if heavy else 14), _SEED + 100 + number, bits=14)
        _add(part, at, _dying(_smooth(click, 9) * 3 if heavy else click // 2))
    return part


def _knocks() -> Pcm:
    """Steps, a door, a chair, and paper that is turned over."""
    part = _room(_SEED + 30) // 2
    hits = random.Random(_SEED + 31)  # noqa: S311 - knocks, not a secret
    for number, at in enumerate(_times(hits, 350, 10)):
        if hits.getrandbits(2):
            thud = _dying(_dying(_triangle(60 + hits.getrandbits(6), 9_000, _ms(120))))
            _add(part, at, thud)
        else:
            paper = _noise(_ms(400), _SEED + 1_000 + number, bits=12)
            _add(part, at, _dying(paper - _smooth(paper, 8)))
    return part


def _tune() -> Pcm:
    """Chords over a bass, with a drum on every beat."""
    part = _room(_SEED + 40) // 8
    beat = _ms(430)
    for number in range(_SAMPLES // beat):
        chord = _CHORDS_HZ[number // 4 % len(_CHORDS_HZ)]
        for hertz in (*chord, chord[0] // 2):
            _add(part, number * beat, _dying(_triangle(hertz, 1_900, beat)))
        _add(part, number * beat, _dying(_noise(_ms(60), _SEED + 3_000 + number, bits=12)))
    return part


def _bells() -> Pcm:
    """Telephones, and the bell that calls the next number."""
    part = _room(_SEED + 50) // 4
    rings = random.Random(_SEED + 51)  # noqa: S311 - rings, not a secret
    for at in _times(rings, 1500, 11):
        first, second = _BELLS_HZ[rings.getrandbits(2)]
        ring = _triangle(first, 3_000, _ms(400)) + _triangle(second, 3_000, _ms(400))
        _add(part, at, ring if rings.getrandbits(1) else _dying(ring))
    return part


def _far_conversation() -> Pcm:
    """Two people at another desk, below the noise of the room."""
    said = np.frombuffer(in_a_room(say(read_dialogue())).pcm, dtype="<i2").astype(np.int64)
    return (np.resize(said, _SAMPLES) >> _FAR) + _room(_SEED + 60)


PARTS: Final[dict[str, Callable[[], Pcm]]] = {
    "silence": _silence,
    "room": _room,
    "breath": _breath,
    "typing": _typing,
    "knocks": _knocks,
    "tune": _tune,
    "bells": _bells,
    "far conversation": _far_conversation,
}


def _ms(milliseconds: int) -> int:
    return milliseconds * SAMPLE_RATE // 1000


def _noise(count: int, seed: int, *, bits: int) -> Pcm:
    """Uniform samples of so many bits, about zero."""
    generator = random.Random(seed)  # noqa: S311 - noise, not a secret
    return np.frombuffer(generator.randbytes(2 * count), "<i2").astype(np.int64) >> (16 - bits)


def _smooth(samples: Pcm, over: int) -> Pcm:
    """The mean over so many samples: what is higher than that is taken away."""
    total: Pcm = np.cumsum(np.concatenate([np.zeros(over, np.int64), samples]))
    return (total[over:] - total[:-over]) // over


def _triangle(hertz: int, level: int, count: int) -> Pcm:
    phase = np.arange(count, dtype=np.int64) * hertz * 4 % (4 * SAMPLE_RATE)
    rising: Pcm = np.abs((phase + SAMPLE_RATE) % (4 * SAMPLE_RATE) - 2 * SAMPLE_RATE) - SAMPLE_RATE
    return rising * level // SAMPLE_RATE


def _dying(sound: Pcm) -> Pcm:
    return sound * np.arange(sound.size, 0, -1) // sound.size


def _swell(count: int) -> Pcm:
    """From nothing to 1024 and back."""
    at = np.arange(count, dtype=np.int64)
    return 4096 * at * (count - at) // count**2


def _times(generator: random.Random, least_ms: int, bits: int) -> Iterator[int]:
    """Where the next sounds begin: at least so long apart, and up to as many bits more."""
    at = _ms(least_ms)
    while at < _SAMPLES:
        yield at
        at += _ms(least_ms + generator.getrandbits(bits))


def _add(part: Pcm, at: int, sound: Pcm) -> None:
    end = min(at + sound.size, part.size)
    part[at:end] += sound[: end - at]
