"""What is still open on a screen: a replay ends when its last word is final, not at a guess."""

from __future__ import annotations

import asyncio
from typing import Final

from service.wire.messages import Caption, Lag, Notice, ServerMessage, Translation

CAUGHT_UP_S: Final = 0.5
"""A screen that is told to be further behind has words to come, though none is open."""


class Unsettled:
    """The captions and translations of which a final message is still to come, and the lag."""

    def __init__(self, *, reads: str) -> None:
        self._reads = reads
        self._open_captions: set[str] = set()
        self._open_translations: set[str] = set()
        self._done_translations: set[str] = set()
        self._behind: set[str] = set()
        """Participants of whom there is more to come."""
        self._changed = asyncio.Event()

    def note(self, message: ServerMessage) -> None:
        """Take in one message of the server."""
        match message:
            case Caption(id=caption, final=final):
                _put(self._open_captions, caption, wanted=not final)
                wanted = final and message.lang != self._reads and message.committed != ""
                if wanted and caption not in self._done_translations:
                    self._open_translations.add(caption)
            case Translation(lang=lang, caption=caption, final=True) if lang == self._reads:
                self._done_translations.add(caption)
                self._open_translations.discard(caption)
            case Notice(
                code="translation_failed" | "translation_unavailable", caption=str(caption)
            ):
                self._done_translations.add(caption)
                self._open_translations.discard(caption)
            case Lag(participant=participant, seconds=seconds):
                _put(self._behind, participant, wanted=seconds >= CAUGHT_UP_S)
            case Translation():
                pass
            case _:
                return
        self._changed.set()

    async def wait_until_settled(self, *, quiet_s: float) -> None:
        """Return when nothing is open and no caption or translation has changed for ``quiet_s``."""
        while True:
            try:
                async with asyncio.timeout(quiet_s):
                    await self._changed.wait()
            except TimeoutError:
                if not (self._open_captions or self._open_translations or self._behind):
                    return
            self._changed.clear()


def _put(names: set[str], name: str, *, wanted: bool) -> None:
    if wanted:
        names.add(name)
    else:
        names.discard(name)
