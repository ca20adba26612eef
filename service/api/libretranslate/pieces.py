"""Cuts HTML into tags and the text between them. Joined, the pieces are the HTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

RAW_TEXT: Final = frozenset("script style iframe noembed noframes xmp textarea".split())
"""Elements in which ``<`` begins no tag."""

_TAG: Final = re.compile(
    r"""<(?P<slash>/?+) (?P<name>[a-zA-Z][^\s/>]*+)
        (?> [\s/]++
          | [^\s/>][^\s/>=]*+ (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s"'>][^\s>]*+ )?+ )?+
        )*+ >""",
    re.VERBOSE,
)
"""A whole tag. Nothing in it gives back characters, so that a tag that never ends costs one look
at the rest."""
_DECLARATION: Final = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))[^>]*+>")
_BEGINS_MARKUP: Final = re.compile(r"<[a-zA-Z!?/]")


class PieceKind(Enum):
    """What a piece is."""

    TEXT = auto()
    START = auto()
    END = auto()
    OTHER = auto()
    """A comment, a declaration, the inside of a script, or a tag that never ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the HTML."""

    kind: PieceKind
    raw: str
    name: str = ""
    """Element name in lower case, of tags."""


def cut(source: str) -> Iterator[Piece]:
    """The pieces of ``source``, in order."""
    at = text_from = 0
    while (at := source.find("<", at)) >= 0:
        if not _BEGINS_MARKUP.match(source, at):
            at += 1  # a bare "<" is text
            continue
        if text_from < at:
            yield Piece(PieceKind.TEXT, source[text_from:at])
        piece = _markup(source, at)
        yield piece
        at += len(piece.raw)
        if piece.kind is PieceKind.START and piece.name in RAW_TEXT:
            inside = source[at : _raw_text_end(source, piece.name, at)]
            if inside:
                yield Piece(PieceKind.OTHER, inside)
                at += len(inside)
        text_from = at
    if text_from < len(source):
        yield Piece(PieceKind.TEXT, source[text_from:])


def _markup(source: str, at: int) -> Piece:
    if source.startswith("<!--", at):
        end = source.find("-->", at + 2)
        return Piece(PieceKind.OTHER, source[at:] if end < 0 else source[at : end + 3])
    if tag := _TAG.match(source, at):
        kind = PieceKind.END if tag["slash"] else PieceKind.START
        return Piece(kind, tag.group(), tag["name"].lower())
    if declaration := _DECLARATION.match(source, at):
        return Piece(PieceKind.OTHER, declaration.group())
    return Piece(PieceKind.OTHER, source[at:])


def _raw_text_end(source: str, name: str, at: int) -> int:
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return end.start() if end else len(source)
