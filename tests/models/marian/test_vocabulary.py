"""Vocabularies: the characters of ordinary pieces, read from SentencePiece's format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.marian.vocabulary import read_pieces

NORMAL, UNKNOWN, CONTROL = 1, 2, 3


def piece(text: str, kind: int = NORMAL) -> bytes:
    """One ``ModelProto.pieces`` field: text, score and, unless normal, type."""
    encoded = text.encode()
    body = b"\x0a" + bytes([len(encoded)]) + encoded + b"\x15\x00\x00\x80\xbf"
    if kind != NORMAL:
        body += b"\x18" + bytes([kind])
    return b"\x0a" + bytes([len(body)]) + body


SETTINGS = b"\x12\x04\x08\x01\x10\x02"  # a trainer_spec, which is passed over


def test_characters_are_those_of_ordinary_pieces() -> None:
    vocabulary = piece("<unk>", UNKNOWN) + piece("</s>", CONTROL) + piece("▁olá") + piece("é!")

    pieces = read_pieces(vocabulary + SETTINGS)

    assert pieces.characters == frozenset("oláé!")
    assert pieces.count == 4


def test_long_pieces_are_read_when_their_length_takes_two_bytes() -> None:
    text = "ab" * 100
    body = b"\x0a\xc8\x01" + text.encode()

    assert read_pieces(b"\x0a" + b"\xcb\x01" + body).characters == frozenset("ab")


@pytest.mark.parametrize(
    "damaged", [b"", SETTINGS, piece("olá")[:-2], b"\x0a\xff", b"\x0b\x00", b"\xff" * 40]
)
def test_damaged_vocabulary_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="the vocabulary"):
        read_pieces(damaged)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        pieces = read_pieces(data)
    except ValueError:
        return
    assert pieces.count > 0
    assert pieces.characters
