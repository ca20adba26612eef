"""Who speaks when. Pure: a plan of turns is made before anybody speaks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.pieces import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One conversation: what it says, and from when on."""

    piece: Piece
    start_s: float
    """After the beginning of the plan."""

    @property
    def end_s(self) -> float:
        """When all has been said."""
        return self.start_s + self.piece.recording.duration_s


def together(said: Sequence[Piece], *, within_s: float, seed: int) -> tuple[Turn, ...]:
    """All begin within some time, each at a moment of its own: so windows do not march in step."""
    chance = random.Random(seed)  # noqa: S311 - a plan, and the same one every time
    return tuple(Turn(piece=piece, start_s=chance.uniform(0, within_s)) for piece in said)


def one_after_another(said: Sequence[Piece], *, every_s: float) -> tuple[Turn, ...]:
    """One more begins every ``every_s``."""
    return tuple(Turn(piece=piece, start_s=every_s * n) for n, piece in enumerate(said))


def after(turns: Sequence[Turn], delay_s: float) -> tuple[Turn, ...]:
    """The same, later."""
    return tuple(Turn(piece=turn.piece, start_s=turn.start_s + delay_s) for turn in turns)
