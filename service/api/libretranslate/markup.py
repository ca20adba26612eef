"""Reads HTML into a tree that writes back exactly what was read.

This is not a browser's parser: it repairs nothing. Tags, attributes, comments, scripts and broken
markup stay the characters they are; only the text between tags is told apart, so that it can be
translated. Time grows with the length of the text, whatever the text is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.api.libretranslate.pieces import Piece, PieceKind, cut

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var".split()
)
"""Elements that stand inside a sentence."""
OPAQUE: Final = frozenset("code kbd samp var svg math object canvas".split())
"""Elements whose content is not prose."""
VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
MAX_DEPTH: Final = 64
MAX_INLINE_DEPTH: Final = 4
"""Inline elements deeper than this are not placed in the sentence around them: every level costs a
translation."""

_NOT_TRANSLATED: Final = re.compile(
    r"""\stranslate\s*+=\s*+["']?+no\b | \sclass\s*+=\s*+["']?+[^"'>]{0,200}\bnotranslate\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters between tags, entities as written."""

    raw: str


@dataclass(frozen=True, slots=True)
class Other:
    """Markup without content of its own: void elements, comments, scripts, tags without a
    partner."""

    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A start tag, its end tag, and what is between them."""

    name: str
    start: str
    children: tuple[Node, ...]
    end: str
    opaque: bool
    """Nothing inside is to be translated."""
    inline_depth: int
    """Levels of inline elements, this one counted; 0 for an element that does not stand inside a
    sentence."""


Node = Text | Other | Element


def parse(source: str) -> tuple[Node, ...]:
    """The nodes of ``source``. ``write(parse(source)) == source``."""
    tree = _TreeBuilder()
    for piece in cut(source):
        tree.add(piece)
    return tree.finish()


def write(nodes: Iterable[Node]) -> str:
    return "".join(
        f"{node.start}{write(node.children)}{node.end}" if isinstance(node, Element) else node.raw
        for node in nodes
    )


def plain_text(nodes: Iterable[Node], *, opaque: bool) -> str:
    """The characters that a reader sees; those of opaque elements only where asked for."""
    return "".join(_texts(nodes, opaque=opaque))


def _texts(nodes: Iterable[Node], *, opaque: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield html.unescape(node.raw)
        elif isinstance(node, Element) and (opaque or not node.opaque):
            yield from _texts(node.children, opaque=opaque)


@dataclass(slots=True)
class _Open:
    """An element whose end tag has not come yet."""

    name: str
    start: str
    children: list[Node] = field(default_factory=list)

    def close(self, end: str) -> Element:
        children = tuple(self.children)
        opaque = self.name in OPAQUE or _NOT_TRANSLATED.search(self.start) is not None
        return Element(
            name=self.name,
            start=self.start,
            children=children,
            end=end,
            opaque=opaque,
            inline_depth=_inline_depth(self.name, children, opaque=opaque),
        )


def _inline_depth(name: str, children: Sequence[Node], *, opaque: bool) -> int:
    if name not in INLINE or not plain_text(children, opaque=True).strip():
        return 0
    if opaque:
        return 1
    inner = [child for child in children if not isinstance(child, Text)]
    depths = [child.inline_depth if isinstance(child, Element) else 0 for child in inner]
    if 0 in depths:
        return 0
    depth = 1 + max(depths, default=0)
    return depth if depth <= MAX_INLINE_DEPTH else 0


class _TreeBuilder:
    """Pairs start and end tags. A tag without a partner becomes ``Other``, and nothing is moved."""

    def __init__(self) -> None:
        self._root: list[Node] = []
        self._open: list[_Open] = []
        self._open_names: Counter[str] = Counter()

    def add(self, piece: Piece) -> None:
        if piece.kind is PieceKind.TEXT:
            self._siblings.append(Text(piece.raw))
        elif self._begins_element(piece):
            self._open.append(_Open(name=piece.name, start=piece.raw))
            self._open_names[piece.name] += 1
        elif piece.kind is PieceKind.END and self._open_names[piece.name]:
            self._close(piece)
        else:
            self._siblings.append(Other(piece.raw))

    def finish(self) -> tuple[Node, ...]:
        while self._open:
            self._dissolve()
        return tuple(self._root)

    @property
    def _siblings(self) -> list[Node]:
        return self._open[-1].children if self._open else self._root

    def _begins_element(self, piece: Piece) -> bool:
        return (
            piece.kind is PieceKind.START and piece.name not in VOID and len(self._open) < MAX_DEPTH
        )

    def _close(self, piece: Piece) -> None:
        while self._open[-1].name != piece.name:
            self._dissolve()
        element = self._pop().close(piece.raw)
        self._siblings.append(element)

    def _dissolve(self) -> None:
        """The innermost open tag never ends: what followed it stands beside it."""
        opened = self._pop()
        self._siblings.append(Other(opened.start))
        self._siblings.extend(opened.children)

    def _pop(self) -> _Open:
        opened = self._open.pop()
        self._open_names[opened.name] -= 1
        return opened
