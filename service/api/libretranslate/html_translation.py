"""Translates HTML: every tag and attribute stays, text becomes text of another language.

A sentence with tags inside is the hard part: "I need an <b>appointment</b> today" must be
translated as one sentence, and then nobody says which of the new words were bold. ``placement``
finds them again. Where it cannot, the pieces between the tags are translated one by one: less
fluent, but no tag and no text is ever lost.
"""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass

from service.api.libretranslate import placement
from service.api.libretranslate.concurrency import concurrently
from service.api.libretranslate.html_sentences import (
    Sentence,
    Split,
    escape,
    is_sentence,
    may_be_marked,
    one_line,
    parts,
    sentences,
    split_spaces,
    visible,
    with_marks,
)
from service.api.libretranslate.markup import Element, Node, Other, Text, parse, write
from service.api.libretranslate.style import has_letters

Translate = Callable[[str], Awaitable[str]]
"""From plain text to plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlTranslator:
    """Translates into one language."""

    translate: Translate
    target: str
    split_sentences: Split

    async def __call__(self, source: str) -> str:
        return await self._flow(parse(source), preformatted=False)

    async def _flow(self, nodes: Iterable[Node], *, preformatted: bool) -> str:
        """Nodes that follow each other: sentences, and the markup between them."""
        jobs: list[Coroutine[None, None, str]] = []
        for part in parts(nodes):
            if not isinstance(part, list):
                jobs.append(self._apart(part, preformatted=preformatted))
            elif is_sentence(part):
                split = sentences(part, self.split_sentences)
                jobs.extend(self._sentence(each, preformatted=preformatted) for each in split)
            else:
                jobs.append(self._piecewise(part, preformatted=preformatted))
        return "".join(await concurrently(jobs))

    async def _apart(self, node: Other | Element, *, preformatted: bool) -> str:
        """Markup that stands for itself."""
        if isinstance(node, Other) or node.opaque:
            return write([node])
        inside = await self._flow(node.children, preformatted=preformatted or node.name == "pre")
        return f"{node.start}{inside}{node.end}"

    async def _sentence(self, nodes: Sentence, *, preformatted: bool) -> str:
        if not is_sentence(nodes):
            return await self._piecewise(nodes, preformatted=preformatted)
        begin, core, end = split_spaces(visible(nodes))
        translated = await self.translate(core if preformatted else one_line(core))
        placed = await self._place(nodes, translated)
        if placed is None:
            return await self._piecewise(nodes, preformatted=preformatted)
        return f"{escape(begin)}{placed}{escape(end)}"

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
        begin, core, end = split_spaces(text.raw)
        plain = html.unescape(core)
        if not has_letters(plain):
            return text.raw
        translated = await self.translate(plain if preformatted else one_line(plain))
        return f"{begin}{escape(translated)}{end}"

    async def _place(self, nodes: Sentence, translated: str) -> str | None:
        """``translated`` with the elements around their words; None where one is not found."""
        spans = await self._locate(nodes, translated)
        if spans is None:
            return None
        pieces: list[str] = []
        at = 0
        for (begin, end), element in spans:
            pieces.append(escape(translated[at:begin]))
            pieces.append(await self._wrap(element, translated[begin:end]))
            at = end
        return "".join([*pieces, escape(translated[at:])])

    async def _locate(
        self, nodes: Sentence, translated: str
    ) -> list[tuple[placement.Span, Element]] | None:
        """The elements and where they belong in ``translated``, in its order."""
        elements = [node for node in nodes if isinstance(node, Element)]
        context = nodes if may_be_marked(nodes) else None
        spans = await concurrently(self._span(element, translated, context) for element in elements)
        known = [span for span in spans if span is not None]
        if len(known) < len(elements) or placement.overlap(known):
            return None
        return sorted(zip(known, elements, strict=True), key=lambda placed: placed[0])

    async def _span(
        self, element: Element, translated: str, context: Sentence | None
    ) -> placement.Span | None:
        """Where an element belongs; ``context`` is its sentence, if that may be marked."""
        phrase = one_line(visible([element])).strip()
        alone = phrase if element.opaque else await self.translate(phrase)
        span = placement.find(alone, translated, language=self.target)
        if span is not None or context is None:
            return span
        marked = await self.translate(one_line(with_marks(context, element)).strip())
        span = placement.find_marked(marked, translated, language=self.target)
        if span is None or not element.opaque:
            return span
        # It goes in as it was, so it must stand for nothing but itself.
        replaced = translated[slice(*span)]
        return span if replaced.casefold() == phrase.casefold() else None

    async def _wrap(self, element: Element, translated: str) -> str:
        """An element around its translated text; inner elements are placed in it the same way."""
        if element.opaque:
            return write([element])
        inner = [node for node in element.children if isinstance(node, Text | Element)]
        placed = await self._place(inner, translated)
        if placed is None:
            return await self._apart(element, preformatted=False)
        return f"{element.start}{placed}{element.end}"
