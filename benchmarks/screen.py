"""What a reader sees, update by update, whatever the protocol that carried it.

A screen is a column of blocks, one per caption, in the order in which they appeared. Scorers know
only this. The messages of this service become screens here; adapters of other programs write
screens into their logs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.event_log import EventLog, MessageReceived, ScreenShown
from service.wire.messages import Caption, Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenUpdate:
    """One block is shown anew."""

    at_s: float
    """Receipt, seconds since the start of the recording."""
    block: str
    """The caption that the block belongs to."""
    revision: int
    """Of the block; in a translation, the one of the translation."""
    source_revision: int
    """The revision of the caption that this text was made from; in a source block, its own."""
    committed: str
    tentative: str
    final: bool

    @property
    def text(self) -> str:
        return self.committed + self.tentative


Updates = tuple[ScreenUpdate, ...]
"""In the order of receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything that one reader saw."""

    source: Updates
    translations: tuple[tuple[str, Updates], ...]
    """(language, updates), one for each language that a caption was translated into, sorted."""


def by_block(updates: Iterable[ScreenUpdate]) -> dict[str, list[ScreenUpdate]]:
    """The updates of each block, blocks in the order in which they appeared."""
    blocks: dict[str, list[ScreenUpdate]] = {}
    for update in updates:
        blocks.setdefault(update.block, []).append(update)
    return blocks


def screen_of(log: EventLog) -> Screen:
    """What the reader of a replay saw."""
    return _of_screens(log.screens) if log.screens else _of_messages(log.received)


def _of_screens(screens: Iterable[ScreenShown]) -> Screen:
    """One block holds the whole text: where other programs divide it moves with every screen."""
    source = tuple(
        ScreenUpdate(
            at_s=shown.at_s,
            block="screen",
            revision=revision,
            source_revision=revision,
            committed=shown.committed,
            tentative=shown.tentative,
            final=shown.final,
        )
        for revision, shown in enumerate(screens)
    )
    return Screen(source=source, translations=())


def _of_messages(received: Iterable[MessageReceived]) -> Screen:
    """What a ``tulkki.v1`` client shows: of two messages with one id the higher revision holds."""
    source: list[ScreenUpdate] = []
    translations: dict[str, list[ScreenUpdate]] = {}
    newest: dict[tuple[str, str], int] = {}
    for event in received:
        match event.message:
            case Caption() as caption:
                update = _source_update(event.at_s, caption)
                column, key = source, (update.block, "")
            case Translation() as translation:
                update = _translation_update(event.at_s, translation)
                column = translations.setdefault(translation.lang, [])
                key = (update.block, translation.lang)
            case _:
                continue
        if update.revision > newest.get(key, -1):
            newest[key] = update.revision
            column.append(update)
    return Screen(
        source=tuple(source),
        translations=tuple((lang, tuple(column)) for lang, column in sorted(translations.items())),
    )


def _source_update(at_s: float, caption: Caption) -> ScreenUpdate:
    return ScreenUpdate(
        at_s=at_s,
        block=caption.id,
        revision=caption.revision,
        source_revision=caption.revision,
        committed=caption.committed,
        tentative=caption.tentative,
        final=caption.final,
    )


def _translation_update(at_s: float, translation: Translation) -> ScreenUpdate:
    return ScreenUpdate(
        at_s=at_s,
        block=translation.caption,
        revision=translation.revision,
        source_revision=translation.source_revision,
        committed=translation.committed,
        tentative=translation.tentative,
        final=translation.final,
    )
