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
IN_FLIGHT: Final = 16
"""Texts of one request in the engine at one time: enough to fill its batches, too few to fill its
queue."""

DOCUMENTS_IN_FLIGHT: Final = 4
"""HTML texts of one request in work at one time: each becomes a task for every piece of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslator:
    """Translates plain text of one pair.

    A text without letters stays as it is: emoji, numbers, white space.
    """

    engine: Engine
    pair: LanguagePair
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_FLIGHT))

    async def __call__(self, text: str) -> str:
        if not has_letters(text):
            return text
        async with self.slots:
            translated = await self.engine.translate(text, self.pair, patience_s=PATIENCE_S)
        return follow_source(text, translated.text, self.pair)


async def translate_texts(
    engine: Engine, texts: Sequence[str], pair: LanguagePair, *, html: bool
) -> list[str]:
    """The translations in the order of the texts.

    Raises:
        EngineBusy: the engine's queue is full.
        models.errors.ModelError: a text could not be translated; the others are dropped.
    """
    if pair.source == pair.target:
        return list(texts)
    translate = TextTranslator(engine=engine, pair=pair)
    if html:
        translate_html = HtmlTranslator(
            translate=translate,
            target=pair.target,
            split_sentences=partial(SentencexSplitter(), language=pair.source),
        )
        documents = asyncio.Semaphore(DOCUMENTS_IN_FLIGHT)

        async def translate_document(text: str) -> str:
            async with documents:
                return await translate_html(text)

        return await concurrently(translate_document(text) for text in texts)
    return await concurrently(translate(text) for text in texts)
