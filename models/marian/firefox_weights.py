"""Reads for which vocabularies the weights of a Firefox Translations model were made.

The native engine takes whatever vocabulary it is given: with one that is cut off, or is another
model's, it loads, and then translates into nothing or nonsense. The head of a file of weights,
Marian's binary format, names every tensor with its shape; those of the embeddings have a row for
each piece of their vocabulary.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

_VERSION: Final = 1
_TWO: Final = struct.Struct("<QQ")
"""Version of the format, and number of tensors."""
_TENSOR: Final = struct.Struct("<QQQQ")
"""Length of its name, type, number of dimensions, length of its data."""
_PADDING: Final = struct.Struct("<Q")
_DIMENSION: Final = struct.Struct("<i")
_MOST_TENSORS: Final = 10_000
_LONGEST_NAME: Final = 1_000
_MOST_DIMENSIONS: Final = 8

_SHARED: Final = "Wemb"
_SOURCE: Final = "encoder_Wemb"
_TARGET: Final = "decoder_Wemb"


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularySizes:
    """How many pieces each vocabulary of a model must have."""

    source: int
    target: int


def read_vocabulary_sizes(path: Path) -> VocabularySizes:
    """Return what the embeddings of a file of weights tell.

    Raises:
        OSError: it cannot be read.
        ValueError: these are no such weights, or they are not whole.
    """
    with path.open("rb") as file:
        shapes = _read_shapes(file, path.stat().st_size)
    rows = {name: shape[0] for name, shape in shapes.items() if shape}
    try:
        if _SHARED in rows:
            return VocabularySizes(source=rows[_SHARED], target=rows[_SHARED])
        return VocabularySizes(source=rows[_SOURCE], target=rows[_TARGET])
    except KeyError as error:
        raise ValueError(f"it has no embeddings {error}") from error


def _read_shapes(file: IO[bytes], size_bytes: int) -> dict[str, tuple[int, ...]]:
    version, count = _TWO.unpack(_read(file, _TWO.size))
    if version != _VERSION or not 0 < count <= _MOST_TENSORS:
        raise ValueError("it does not begin as weights of Marian do")
    tensors = [_TENSOR.unpack(_read(file, _TENSOR.size)) for _ in range(count)]
    if any(name > _LONGEST_NAME or rank > _MOST_DIMENSIONS for name, _, rank, _ in tensors):
        raise ValueError("its list of tensors is damaged")
    names = [_read(file, length).rstrip(b"\0").decode("utf-8") for length, _, _, _ in tensors]
    shapes = [_read_shape(file, rank) for _, _, rank, _ in tensors]
    (padding,) = _PADDING.unpack(_read(file, _PADDING.size))
    end = file.tell() + padding + sum(length for _, _, _, length in tensors)
    if end > size_bytes:
        raise ValueError(f"it ends after {size_bytes:,} of {end:,} bytes")
    return dict(zip(names, shapes, strict=True))


def _read_shape(file: IO[bytes], rank: int) -> tuple[int, ...]:
    data = _read(file, rank * _DIMENSION.size)
    return tuple(size for (size,) in _DIMENSION.iter_unpack(data))


def _read(file: IO[bytes], length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise ValueError("it ends in its list of tensors")
    return data
