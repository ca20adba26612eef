"""Weights in Marian's binary format: written from tensors, and taken apart again."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

FLOAT32 = 0x404
_ALIGNED_TO = 256
_PIECE = b"\x0a"
_FIXED = 3
"""The end of a sentence, the unknown piece, and one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tensor:
    """One tensor, as it lies in the file."""

    name: str
    shape: tuple[int, ...]
    data: bytes
    kind: int = FLOAT32


def written(tensors: Sequence[Tensor], *, version: int = 1) -> bytes:
    """A file with these tensors."""
    names = [tensor.name.encode() + b"\0" for tensor in tensors]
    head = struct.pack("<QQ", version, len(tensors))
    for name, tensor in zip(names, tensors, strict=True):
        head += struct.pack("<QQQQ", len(name), tensor.kind, len(tensor.shape), len(tensor.data))
    head += b"".join(names)
    head += b"".join(struct.pack(f"<{len(t.shape)}i", *t.shape) for t in tensors)
    padding = -(len(head) + 8) % _ALIGNED_TO
    return head + struct.pack("<Q", padding) + bytes(padding) + b"".join(t.data for t in tensors)


def embeddings(**rows: int) -> list[Tensor]:
    """Embeddings with so many rows, of nothing but zeros; ``Wemb=3`` is a name and its rows."""
    return [
        Tensor(name=name, shape=(count, 2), data=bytes(8 * count)) for name, count in rows.items()
    ]


def taken_apart(weights: bytes) -> list[Tensor]:
    """The tensors of a file that is whole."""
    _, count = struct.unpack_from("<QQ", weights)
    position = 16
    fields = [struct.unpack_from("<QQQQ", weights, position + 32 * i) for i in range(count)]
    position += 32 * count
    names: list[str] = []
    for length, *_ in fields:
        names.append(weights[position : position + length].rstrip(b"\0").decode())
        position += length
    shapes: list[tuple[int, ...]] = []
    for _, _, rank, _ in fields:
        shapes.append(struct.unpack_from(f"<{rank}i", weights, position))
        position += 4 * rank
    position += 8 + struct.unpack_from("<Q", weights, position)[0]
    tensors: list[Tensor] = []
    for name, shape, (_, kind, _, length) in zip(names, shapes, fields, strict=True):
        data = weights[position : position + length]
        tensors.append(Tensor(name=name, shape=shape, data=data, kind=kind))
        position += length
    return tensors


def with_two_vocabularies(weights: bytes, vocabulary: bytes) -> tuple[bytes, bytes]:
    """The same model as for a pair of two scripts: each side with numbers of its own for pieces.

    Returns:
        The weights, and the target vocabulary; ``vocabulary`` stays that of the source. All but the
        first pieces, whose numbers have a meaning, are in reverse order in the target vocabulary.
    """
    return written(list(_divided(taken_apart(weights)))), _reversed_pieces(vocabulary)


def _divided(tensors: Iterable[Tensor]) -> Iterator[Tensor]:
    for tensor in tensors:
        if tensor.name.startswith("Wemb"):
            yield replace(tensor, name=f"encoder_{tensor.name}")
            yield _reversed_rows(replace(tensor, name=f"decoder_{tensor.name}"))
        elif tensor.name == "decoder_ff_logit_out_b":
            yield _reversed_rows(tensor)
        elif tensor.name == "special:model.yml":
            told = tensor.data.replace(b"tied-embeddings-all: true", b"tied-embeddings-all: false")
            yield replace(tensor, data=told, shape=(len(told),))
        else:
            yield tensor


def _reversed_rows(tensor: Tensor) -> Tensor:
    """For a bias, its columns. Numbers of a quantization stay as they are."""
    count = max(tensor.shape)
    if count == 1:
        return tensor
    width = (len(tensor.data) // count) if tensor.kind == FLOAT32 else min(tensor.shape)
    rows = [tensor.data[i * width : (i + 1) * width] for i in range(count)]
    rest = tensor.data[count * width :]
    return replace(tensor, data=b"".join(_with_reversed_end(rows)) + rest)


def _reversed_pieces(vocabulary: bytes) -> bytes:
    fields = list(_fields(vocabulary))
    pieces = [field for field in fields if field[:1] == _PIECE]
    others = [field for field in fields if field[:1] != _PIECE]
    return b"".join([*_with_reversed_end(pieces), *others])


def _fields(message: bytes) -> Iterator[bytes]:
    """The fields of a protobuf message, all of them of the kind that has a length."""
    position = 0
    while position < len(message):
        length = shift = 0
        end = position + 1
        while True:
            byte = message[end]
            length |= (byte & 0x7F) << shift
            shift, end = shift + 7, end + 1
            if byte < 0x80:
                break
        yield message[position : end + length]
        position = end + length


def _with_reversed_end(items: Sequence[bytes]) -> list[bytes]:
    return [*items[:_FIXED], *reversed(items[_FIXED:])]
