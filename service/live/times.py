"""When the texts of each caption came. Pure."""

from __future__ import annotations

from service.conversation.events import CaptionChanged


class CaptionTimes:
    """Seconds since the conversation began."""

    def __init__(self) -> None:
        self._first_s: dict[str, float] = {}
        self._final_s: dict[tuple[str, int], float] = {}

    def see(self, changed: CaptionChanged, *, at_s: float) -> None:
        """Note that a text comes now."""
        self._first_s.setdefault(changed.caption, at_s)
        if changed.final:
            self._final_s[changed.caption, changed.revision] = at_s

    def first_s(self, caption: str) -> float | None:
        """When a caption was first shown; None where it never was."""
        return self._first_s.get(caption)

    def final_s(self, caption: str, revision: int) -> float | None:
        """When a revision came that was final; None where it was not."""
        return self._final_s.get((caption, revision))
