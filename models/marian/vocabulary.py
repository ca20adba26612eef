"""Reads how many pieces a SentencePiece vocabulary has, and which characters it can spell.

A model sees every other character as the same unknown piece and makes something up in its place.
Only this much of the protobuf format is read: message fields, strings and one enumeration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PIECE_FIELD: Final = 1  # ModelProto.pieces
_TEXT_FIELD: Final = 1  # SentencePiece.piece
_TYPE_FIELD: Final = 3  # SentencePiece.type
_NORMAL: Final = 1  # SentencePiece.Type.NORMAL, its default
_SPACE: Final = "\u2581"  # stands for a space inside pieces

_VARINT: Final = 0
_FIXED_64: Final = 1
_BYTES: Final = 2
_FIXED_32: Final = 5

_MORE: Final = 0x80
"""Set in every byte of a varint but its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What a vocabulary has."""

    count: int
    """Of all pieces, those that are no text among them: a model has a vector for each."""
    characters: frozenset[str]
    """Every character that occurs in ordinary pieces."""


def read_pieces(vocabulary: bytes) -> Pieces:
    """Return what is in ``vocabulary`` (an ``.spm`` file).

    Raises:
        ValueError: this is no SentencePiece vocabulary.
    """
    characters: set[str] = set()
    count = 0
    try:
        for field, piece in _fields(vocabulary):
            if field == _PIECE_FIELD and isinstance(piece, bytes):
                count += 1
                characters.update(_spelling(piece))
    except IndexError as error:
        raise ValueError("the vocabulary ends in the middle of a piece") from error
    if not characters:
        raise ValueError("the vocabulary has no pieces")
    return Pieces(count=count, characters=frozenset(characters - {_SPACE}))


def _spelling(piece: bytes) -> str:
    """The text of an ordinary piece; empty for control and unknown pieces."""
    text = ""
    for field, value in _fields(piece):
        if field == _TYPE_FIELD and value != _NORMAL:
            return ""
        if field == _TEXT_FIELD and isinstance(value, bytes):
            text = value.decode("utf-8")
    return text


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield (field number, value); numbers of fixed width are left as bytes."""
    position = 0
    while position < len(message):
        tag, position = _varint(message, position)
        wire_type = tag & 0x7
        if wire_type == _VARINT:
            value, position = _varint(message, position)
            yield tag >> 3, value
            continue
        if wire_type == _BYTES:
            length, position = _varint(message, position)
        elif wire_type in {_FIXED_32, _FIXED_64}:
            length = 4 if wire_type == _FIXED_32 else 8
        else:
            raise ValueError(f"the vocabulary has a field of unknown wire type {wire_type}")
        end = position + length
        if end > len(message):
            raise IndexError("field runs over the end")
        yield tag >> 3, message[position:end]
        position = end


def _varint(message: bytes, position: int) -> tuple[int, int]:
    """Return the number at ``position`` and the position after it."""
    number = shift = 0
    while True:
        byte = message[position]
        number |= (byte & ~_MORE) << shift
        position += 1
        if byte < _MORE:
            return number, position
        shift += 7
