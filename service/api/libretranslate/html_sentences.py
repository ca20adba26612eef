"""Finds the sentences in a tree of markup: text with inline elements in it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from service.api.libretranslate.markup import Element, Node, Other, Text, plain_text
from service.api.libretranslate.placement import QUOTATION_MARKS
from service.api.libretranslate.style import has_letters

Sentence = Sequence[Text | Element]
Split = Callable[[str], list[str]]
"""Cuts text into sentences; joined they are the text."""

MAX_MARKED_CHARS: Final = 1_500
MAX_MARKED_ELEMENTS: Final = 8
"""Longer sentences, or with more elements, would be translated too often."""

_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_AS_SPACE: Final = str.maketrans("\t\n\r\f", "    ")
_NBSP: Final = "&nbsp;"


def parts(nodes: Iterable[Node]) -> Iterator[list[Text | Element] | Other | Element]:
    """Runs of text with inline elements, and between them what ends every sentence."""
    run: list[Text | Element] = []
    for node in nodes:
        if isinstance(node, Text) or (isinstance(node, Element) and node.inline_depth):
            run.append(node)
            continue
        if run:
            yield run
            run = []
        yield node
    if run:
        yield run


def is_sentence(nodes: Sentence) -> bool:
    """Several nodes, with words between the elements: a row of links is none."""
    return len(nodes) > 1 and any(
        isinstance(node, Text) and has_letters(html.unescape(node.raw)) for node in nodes
    )


def sentences(run: Sentence, split: Split) -> list[Sentence]:
    """A run cut where a sentence ends outside of its elements."""
    text = visible(run).translate(_AS_SPACE)  # in HTML a line break ends nothing
    ends = set(accumulate(map(len, split(text))))
    found: list[list[Text | Element]] = [[]]
    position = 0
    for node in run:
        shown = visible([node])
        begin = 0
        for end in range(1, len(shown) + 1):
            if isinstance(node, Text) and position + end in ends:
                found[-1].append(Text(escape(shown[begin:end])))
                found.append([])
                begin = end
        if isinstance(node, Element):
            found[-1].append(node)
        elif begin < len(shown):
            found[-1].append(Text(escape(shown[begin:])))
        position += len(shown)
    return [sentence for sentence in found if sentence]


def may_be_marked(nodes: Sentence) -> bool:
    """True where a phrase can be put in quotation marks, and told from what is in some already."""
    text = visible(nodes)
    elements = sum(isinstance(node, Element) for node in nodes)
    return (
        len(text) <= MAX_MARKED_CHARS
        and elements <= MAX_MARKED_ELEMENTS
        and not any(mark in text for mark in QUOTATION_MARKS)
    )


def with_marks(nodes: Sentence, element: Element) -> str:
    """The sentence with one element's phrase in quotation marks."""
    return "".join(_mark(visible([node])) if node is element else visible([node]) for node in nodes)


def _mark(text: str) -> str:
    begin, phrase, end = split_spaces(text)
    return f'{begin}"{phrase}"{end}'


def visible(nodes: Sentence) -> str:
    """The characters that a reader sees."""
    return plain_text(nodes, opaque=True)


def one_line(text: str) -> str:
    """Any white space is one space, as on a page."""
    return _SPACES.sub(" ", text)


def split_spaces(text: str) -> tuple[str, str, str]:
    """White space at the begin, what is between, white space at the end."""
    rest = text
    while (shorter := rest.lstrip().removeprefix(_NBSP)) != rest:
        rest = shorter
    core = rest
    while (shorter := core.rstrip().removesuffix(_NBSP)) != core:
        core = shorter
    return text[: len(text) - len(rest)], core, rest[len(core) :]


def escape(text: str) -> str:
    """Characters as they are written in HTML."""
    return html.escape(text, quote=False).replace("\xa0", _NBSP)
