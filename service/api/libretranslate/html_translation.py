"""Translates HTML: every tag and attribute stays, text becomes text of another language.

A sentence with tags inside is the hard part: "I need an <b>appointment</b> today" must be
translated as one sentence, and then nobody says which of the new words were bold. So each tagged
phrase is also translated by itself and looked up in the translated sentence. Where every phrase
stands there exactly once, the tags go around what was found. Where one does not, the pieces
between the tags are translated one by one: less fluent, but no tag and no text is ever lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.api.libretranslate.concurrency import concurrently
from service.api.libretranslate.markup import Element, Node, Other, Text, parse, plain_text, write
from service.api.libretranslate.style import has_letters

Translate = Callable[[str], Awaitable[str]]
"""From plain text to plain text."""
Sentence = Sequence[Text | Element]
"""Text with inline elements in it."""

_UNSPACED: Final = frozenset({"zh", "zt", "ja", "th", "lo", "km", "my"})
"""Languages written without spaces: a phrase may begin and end anywhere."""
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_NBSP: Final = "&nbsp;"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlTranslator:
    """Translates into one language."""

    translate: Translate
    target: str

    async def __call__(self, source: str) -> str:
        return await self._flow(parse(source), preformatted=False)

    async def _flow(self, nodes: Iterable[Node], *, preformatted: bool) -> str:
        """Nodes that follow each other: sentences, and the markup between them."""
        return "".join(
            await concurrently(
                self._sentence(part, preformatted=preformatted)
                if isinstance(part, list)
                else self._apart(part, preformatted=preformatted)
                for part in _parts(nodes)
            )
        )

    async def _apart(self, node: Other | Element, *, preformatted: bool) -> str:
        """Markup that stands for itself."""
        if isinstance(node, Other) or node.opaque:
            return write([node])
        inside = await self._flow(node.children, preformatted=preformatted or node.name == "pre")
        return f"{node.start}{inside}{node.end}"

    async def _sentence(self, nodes: Sentence, *, preformatted: bool) -> str:
        if not _is_sentence(nodes):
            return await self._piecewise(nodes, preformatted=preformatted)
        begin, core, end = _split_spaces(_visible(nodes))
        translated = await self.translate(core if preformatted else _SPACES.sub(" ", core))
        placed = await self._place(nodes, translated)
        if placed is None:
            return await self._piecewise(nodes, preformatted=preformatted)
        return f"{_escape(begin)}{placed}{_escape(end)}"

    async def _piecewise(self, nodes: Sentence, *, preformatted: bool) -> str:
        return "".join(
            await concurrently(
                self._text(node, preformatted=preformatted)
                if isinstance(node, Text)
                else self._apart(node, preformatted=preformatted)
                for node in nodes
            )
        )

    async def _text(self, text: Text, *, preformatted: bool) -> str:
        begin, core, end = _split_spaces(text.raw)
        plain = html.unescape(core)
        if not has_letters(plain):
            return text.raw
        translated = await self.translate(plain if preformatted else _SPACES.sub(" ", plain))
        return f"{begin}{_escape(translated)}{end}"

    async def _place(self, nodes: Sentence, translated: str) -> str | None:
        """``translated`` with the elements around their phrases; None where one is not found
        exactly once."""
        elements = [node for node in nodes if isinstance(node, Element)]
        phrases = await concurrently(self._phrase(element) for element in elements)
        spans = [self._find(phrase, translated) for phrase in phrases]
        placed = sorted((span, index) for index, span in enumerate(spans) if span is not None)
        if len(placed) < len(elements):
            return None
        pieces: list[str] = []
        at = 0
        for (begin, end), index in placed:
            if begin < at:
                return None
            pieces.append(_escape(translated[at:begin]))
            pieces.append(await self._wrap(elements[index], translated[begin:end]))
            at = end
        return "".join([*pieces, _escape(translated[at:])])

    async def _phrase(self, element: Element) -> str:
        """What an element's text is called in the other language."""
        phrase = _SPACES.sub(" ", _visible([element])).strip()
        return phrase if element.opaque else await self.translate(phrase)

    def _find(self, phrase: str, sentence: str) -> tuple[int, int] | None:
        pattern = re.escape(phrase)
        if self.target not in _UNSPACED:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        matches = [match.span() for match in re.finditer(pattern, sentence, re.IGNORECASE)]
        return matches[0] if len(matches) == 1 else None

    async def _wrap(self, element: Element, translated: str) -> str:
        """An element around its translated text; inner elements are placed in it the same way."""
        if element.opaque:
            return write([element])
        inner = [node for node in element.children if isinstance(node, Text | Element)]
        placed = await self._place(inner, translated)
        if placed is None:
            return await self._apart(element, preformatted=False)
        return f"{element.start}{placed}{element.end}"


def _parts(nodes: Iterable[Node]) -> Iterator[list[Text | Element] | Other | Element]:
    """Runs of what may be one sentence, and between them what certainly ends one."""
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


def _is_sentence(nodes: Sentence) -> bool:
    """Several nodes, with words between the elements: a row of links is none."""
    return len(nodes) > 1 and any(
        isinstance(node, Text) and has_letters(html.unescape(node.raw)) for node in nodes
    )


def _visible(nodes: Sentence) -> str:
    return plain_text(nodes, opaque=True)


def _split_spaces(text: str) -> tuple[str, str, str]:
    """White space at the begin, what is between, white space at the end."""
    rest = text
    while (shorter := rest.lstrip().removeprefix(_NBSP)) != rest:
        rest = shorter
    core = rest
    while (shorter := core.rstrip().removesuffix(_NBSP)) != core:
        core = shorter
    return text[: len(text) - len(rest)], core, rest[len(core) :]


def _escape(text: str) -> str:
    return html.escape(text, quote=False).replace("\xa0", _NBSP)
