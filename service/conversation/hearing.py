"""From the frames of a microphone to the beginnings and ends of speech, for one track."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from models.types import Samples, VoiceInput, VoiceScores
from service.conversation.abilities import Abilities
from service.conversation.audio_ring import Appended, AudioRing
from service.conversation.config import ConversationConfig
from service.conversation.duration import samples as samples_in
from service.conversation.endpointing import Endpoint, Endpointer
from service.conversation.events import ScoreVoice
from service.conversation.voiced import VoicedStretches
from service.conversation.voicing import Boundary, Piece, VoiceCursor

Heard = Endpoint | Boundary

_VOICE: Final = 1.0
"""What a frame counts as that could not be scored: the recognizer may judge, nothing is lost."""


class Hearing:
    """The audio of a track, and what is speech in it."""

    def __init__(self, config: ConversationConfig, abilities: Abilities) -> None:
        self._retry = config.retry
        self._hole_that_ends_speech = samples_in(config.endpointing.end_silence_s)
        self._initial_state = abilities.initial_voice_state
        self._ring = AudioRing(
            capacity_s=config.audio.capacity_s, too_far_ahead_s=config.audio.too_far_ahead_s
        )
        self._cursor = VoiceCursor(
            frame_samples=abilities.voice_frame_samples,
            initial=abilities.initial_voice_state,
            longest_samples=samples_in(config.audio.longest_voice_piece_s),
        )
        self._endpointer = Endpointer(config.endpointing)
        self._voiced = VoicedStretches(config.endpointing.end_threshold)
        self._in_flight: tuple[int, Piece] | None = None
        """Request and what it is about."""
        self._failures = 0
        self._retry_at = 0
        self._heard: list[Heard] = []

    @property
    def asked(self) -> int | None:
        """The request that is under way."""
        return None if self._in_flight is None else self._in_flight[0]

    @property
    def received(self) -> int:
        """Everything before has arrived, or is known to be missing."""
        return self._ring.end

    @property
    def scored(self) -> int:
        """Everything before is known to be voice or silence."""
        return self._cursor.position

    @property
    def voice_end(self) -> int:
        """End of the newest voice in the open utterance."""
        return self._endpointer.voice_end

    @property
    def settled_end(self) -> int:
        """Where the open utterance's audio ends if no voice follows."""
        return self._endpointer.settled_end

    def read(self, start: int, end: int) -> Samples:
        """A copy of a stretch of audio."""
        return self._ring.read(start, end)

    def voiced_share(self, start: int, end: int) -> float:
        """How much of a stretch of audio is voice."""
        return self._voiced.share(start, end)

    def append(self, start_sample: int, frame: Samples) -> Appended:
        """Take a frame; a hole as long as the silence that ends speech ends speech.

        Raises:
            AudioTooFarAhead: the frame's offset is absurd. Nothing was added.
        """
        end_before = self._ring.end
        appended = self._ring.append(start_sample, frame)
        if appended.gap_samples >= self._hole_that_ends_speech:
            resume = end_before + appended.gap_samples
            self._cursor.mark(Boundary(at_sample=end_before, resume_sample=resume))
        return appended

    def finish(self, *, speaks: str | None = None) -> None:
        """End what is being said with the audio received so far."""
        end = self._ring.end
        self._cursor.mark(Boundary(at_sample=end, resume_sample=end, speaks=speaks))

    def take(self) -> list[Heard]:
        """What was heard since the last time, in order."""
        while boundary := self._cursor.cross():
            self._heard += self._endpointer.flush()
            self._heard.append(boundary)
            self._endpointer.restart(boundary.resume_sample)
        heard, self._heard = self._heard, []
        return heard

    def part(self, at_sample: int) -> None:
        """What was said before this position has its caption; the voice goes on."""
        self._endpointer.part(at_sample)

    def forget(self, before: int) -> None:
        """Audio before this position is needed by nobody else."""
        needed_from = min(before, self._endpointer.needed_from)
        self._ring.forget(needed_from)
        self._voiced.forget(needed_from)

    def ask(self, new_request: Callable[[], int]) -> ScoreVoice | None:
        """The next piece to score, if there is one and none is under way."""
        waiting = self._failures and not self._cursor.boundary_ahead
        if self._in_flight is not None or (waiting and self._ring.end < self._retry_at):
            return None
        piece = self._cursor.next_piece(self._ring.end)
        if piece is None:
            return None
        request = new_request()
        self._in_flight = (request, piece)
        return ScoreVoice(
            request=request,
            voice=VoiceInput(samples=self._whole_frames(piece), state=self._cursor.state),
        )

    def answered(self, scores: VoiceScores) -> None:
        """Take the scores that were asked for."""
        self._failures = 0
        self._accept(self._land(), scores)

    def failed(self) -> None:
        """The piece was not scored: try again, in the end let it pass for voice."""
        piece = self._land()
        self._failures += 1
        self._retry_at = self._ring.end + samples_in(self._retry.wait_s)
        if self._failures >= self._retry.attempts:
            self._failures = 0
            unknown = (_VOICE,) * piece.frames
            self._accept(piece, VoiceScores(probabilities=unknown, state=self._initial_state))

    def _land(self) -> Piece:
        if self._in_flight is None:
            raise RuntimeError("no voice scores were asked for")
        _, piece = self._in_flight
        self._in_flight = None
        return piece

    def _accept(self, piece: Piece, scores: VoiceScores) -> None:
        start = piece.start_sample
        for frame in self._cursor.scored(piece, scores):
            self._voiced.add(start, frame.end_sample, frame.probability)
            start = frame.end_sample
            self._heard += self._endpointer.feed(frame.end_sample, frame.probability)

    def _whole_frames(self, piece: Piece) -> Samples:
        audio = self._ring.read(piece.start_sample, piece.end_sample)
        missing = piece.frames * self._cursor.frame_samples - audio.size
        return np.pad(audio, (0, missing)) if missing else audio
