"""How much must be computed for a window, by the formulas of Whisper's layers. Pure.

A product of matrices of n x k and k x m counts 2 n k m operations; what is not a product counts
nothing. ``tulkki bench stages`` sets the time of each step against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

POSITIONS_PER_S: Final = 50
"""Of the encoder's output."""
ALL_POSITIONS: Final = 1500
"""Of 30 s: what the decoder sees, whatever was encoded."""
_LAYERS: Final = {384: 4, 512: 6, 768: 12, 1024: 24, 1280: 32}
"""Of Whisper's encoders, by width; of the decoders, too, unless they were made shorter."""
_SHORT_DECODERS: Final = {"turbo": 4, "distil": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """Of one Whisper model."""

    width: int
    encoder_layers: int
    decoder_layers: int
    mels: int
    tokens: int
    """In its vocabulary."""


def dimensions(key: str, *, width: int, mels: int, tokens: int) -> Dimensions:
    """What a model of this catalog key and width is made of."""
    layers = _LAYERS[width]
    short = next((count for name, count in _SHORT_DECODERS.items() if name in key), layers)
    return Dimensions(
        width=width, encoder_layers=layers, decoder_layers=short, mels=mels, tokens=tokens
    )


def encoder_gflop(positions: int, of: Dimensions) -> float:
    """To encode so many positions: layers, convolutions."""
    width = of.width
    layer = 24 * positions * width**2 + 4 * positions**2 * width
    convolutions = 12 * positions * of.mels * width + 6 * positions * width**2
    return (of.encoder_layers * layer + convolutions) / 1e9


def decoder_gflop(said: int, of: Dimensions) -> float:
    """To write so many tokens, one reading at a time, with all positions to look at."""
    width = of.width
    keys = 4 * ALL_POSITIONS * width**2 * of.decoder_layers
    each = of.decoder_layers * (28 * width**2 + 4 * width * ALL_POSITIONS) + 2 * width * of.tokens
    before = 4 * width * of.decoder_layers * said * (said - 1) / 2
    return (keys + said * each + before) / 1e9
