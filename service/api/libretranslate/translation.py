"""Translates the texts of one request through the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from models.sentences import SentencexSplitter
from models.types import LanguagePair
from service.api.libretranslate.concurrency import concurrently
from service.api.libretranslate.html_translation import HtmlTranslator
from service.api.libretranslate.style import follow_source, has_letters
from service.inference.engine import Engine

PATIENCE_S: Final = 5.0
"""Deadline of a text in the engine's queue. Live captions ask for less and so go first."""
IN_FLIGHT: Final = 32
"""Texts of one request in the engine at one time: enough for large batches, too few to fill its
queue."""

DOCUMENTS_IN_FLIGHT: Final = 4
"""HTML texts of one request in work at one time: each becomes a task for every piece of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a client is told of one text."""

    text: str
    alternatives: tuple[str, ...] = ()
    """Other wordings, best first, each once and none of them ``text``."""
    confidence: float | None = None
    """0..1; None where the engine gives no scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslator:
    """Translates plain text of one pair.

    A text without letters stays as it is: emoji, numbers, white space.
    """

    engine: Engine
    pair: LanguagePair
    alternatives: int = 0
    """Other wordings wanted of each text."""
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))

    async def __call__(self, text: str) -> Told:
        if not has_letters(text):
            return Told(text=text)
        async with self.slots:
            made = await self.engine.translate(
                text, self.pair, patience_s=PATIENCE_S, alternatives=self.alternatives
            )
        best, *others = [
            follow_source(text, wording, self.pair) for wording in (made.text, *made.alternatives)
        ]
        # Wordings that differed in their last mark or their first letter may now be one.
        different = [wording for wording in dict.fromkeys(others) if wording != best]
        return Told(text=best, alternatives=tuple(different), confidence=made.confidence)


async def translate_texts(
    engine: Engine, texts: Sequence[str], pair: LanguagePair, alternatives: int
) -> list[Told]:
    """The translations in the order of the texts.

    Raises:
        EngineBusy: the engine's queue is full.
        models.errors.ModelError: a text could not be translated; the others are dropped.
    """
    if pair.source == pair.target:
        return [Told(text=text) for text in texts]
    translate = TextTranslator(engine=engine, pair=pair, alternatives=alternatives)
    return await concurrently(translate(text) for text in texts)


async def translate_html(engine: Engine, texts: Sequence[str], pair: LanguagePair) -> list[str]:
    """The translations of HTML; raises what ``translate_texts`` does.

    There are no other wordings: their tags would have to be placed anew.
    """
    if pair.source == pair.target:
        return list(texts)
    translate = TextTranslator(engine=engine, pair=pair)

    async def translate_text(text: str) -> str:
        return (await translate(text)).text

    translate_markup = HtmlTranslator(
        translate=translate_text,
        target=pair.target,
        split_sentences=partial(SentencexSplitter(), language=pair.source),
    )
    documents = asyncio.Semaphore(DOCUMENTS_IN_FLIGHT)

    async def translate_document(text: str) -> str:
        async with documents:
            return await translate_markup(text)

    return await concurrently(translate_document(text) for text in texts)
