"""Which piece of a track is scored for voice next.

A voice activity detector reads a track from its beginning, a whole number of frames at a time, and
hands back what it must remember. So at most one piece is under way, and the next one begins where
it ended, with the state that it returned.

A *boundary* is a place where continuous audio ends: the microphone was stopped, the connection lost
some audio, the language changes. Audio up to it is scored to the last sample (the last frame filled
up with silence), what was said is finished, and scoring begins anew after it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from models.types import VoiceScores, VoiceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """Continuous audio ends here."""

    at_sample: int
    resume_sample: int
    """Where audio goes on; the same place unless some is missing."""
    speaks: str | None = None
    """What the track speaks from here on; None for the same as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Audio to be scored."""

    start_sample: int
    end_sample: int
    frames: int
    """Number of frames, the last one perhaps not full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredFrame:
    """One frame of a piece."""

    end_sample: int
    probability: float


class VoiceCursor:
    """How far a track has been scored."""

    def __init__(self, *, frame_samples: int, initial: VoiceState, longest_samples: int) -> None:
        self.frame_samples = frame_samples
        self._initial = initial
        self._most_frames = max(1, longest_samples // frame_samples)
        self._state = initial
        self._position = 0
        self._boundaries: deque[Boundary] = deque()

    @property
    def position(self) -> int:
        """Everything before has been scored."""
        return self._position

    @property
    def state(self) -> VoiceState:
        """What the next piece must be scored with."""
        return self._state

    @property
    def boundary_ahead(self) -> bool:
        """True where audio before a boundary is not scored yet."""
        return bool(self._boundaries)

    def mark(self, boundary: Boundary) -> None:
        """Audio received so far ends at a boundary. Two at the same place are one."""
        if self._boundaries and self._boundaries[-1].at_sample == boundary.at_sample:
            earlier = self._boundaries.pop()
            boundary = replace(boundary, speaks=boundary.speaks or earlier.speaks)
        self._boundaries.append(boundary)

    def next_piece(self, received: int) -> Piece | None:
        """What to score next of the audio up to ``received``; None where no frame is complete."""
        limit = self._boundaries[0].at_sample if self._boundaries else received
        frames, rest = divmod(limit - self._position, self.frame_samples)
        if rest and self._boundaries:
            frames += 1
        frames = min(frames, self._most_frames)
        if not frames:
            return None
        end = min(limit, self._position + frames * self.frame_samples)
        return Piece(start_sample=self._position, end_sample=end, frames=frames)

    def scored(self, piece: Piece, scores: VoiceScores) -> list[ScoredFrame]:
        """The frames of a piece; moves on to its end."""
        self._position = piece.end_sample
        self._state = scores.state
        ends = (
            piece.start_sample + number * self.frame_samples for number in range(1, piece.frames)
        )
        return [
            ScoredFrame(end_sample=end, probability=probability)
            for end, probability in zip(
                (*ends, piece.end_sample), scores.probabilities, strict=True
            )
        ]

    def cross(self) -> Boundary | None:
        """The next boundary, once everything before it is scored; moves on to what follows it."""
        if not self._boundaries or self._position < self._boundaries[0].at_sample:
            return None
        boundary = self._boundaries.popleft()
        self._position = boundary.resume_sample
        self._state = self._initial
        return boundary
