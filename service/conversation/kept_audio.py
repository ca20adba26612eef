"""The audio of the newest utterances of a track, for as long as one may be heard again.

The ring of a track gives audio up as soon as a caption is final. What was taken for the wrong
language is noticed after that, so the newest utterances stay for a while, each as the window that
its final decode had. How much that may be is bounded; the oldest go first.
"""

from __future__ import annotations

from models.types import AudioWindow


class KeptAudio:
    """Windows of final captions, the oldest first."""

    def __init__(self, *, capacity_samples: int) -> None:
        """Nothing is kept yet.

        Args:
            capacity_samples: most audio that is left by ``forget``.
        """
        self._capacity_samples = capacity_samples
        self._windows: dict[str, AudioWindow] = {}

    def keep(self, caption: str, window: AudioWindow) -> None:
        """Keep the audio of a caption that has just become final, or was just heard again."""
        self._windows.pop(caption, None)
        self._windows[caption] = window

    def find(self, caption: str) -> AudioWindow | None:
        """The audio of a caption; None where there is none, or none any more."""
        return self._windows.get(caption)

    def forget(self) -> None:
        """Drop the oldest beyond the bound."""
        kept_samples = sum(window.samples.size for window in self._windows.values())
        while kept_samples > self._capacity_samples:
            oldest = next(iter(self._windows))
            kept_samples -= self._windows.pop(oldest).samples.size
