"""Where an utterance lies in its track, and how far it is decoded. Positions are samples."""

from __future__ import annotations

from dataclasses import dataclass

from models.types import Hypothesis
from service.conversation.endpointing import SpeechEnded, SpeechStarted
from service.conversation.events import CaptionChanged
from service.conversation.pacing import NextWindow
from service.conversation.transcript import Transcript


@dataclass(slots=True, kw_only=True, eq=False)
class Utterance:
    """Speech that began and may still go on."""

    transcript: Transcript
    start: int
    """Where its windows begin."""
    onset: int
    """Where the voice begins."""
    asked: int
    """End of the last window that was asked for; at first, where the voice begins."""
    shown: int
    """End of the last window whose text is shown; at first, where the voice begins."""
    asked_settled: int | None = None
    """End of the last early final that was asked for."""
    settled: tuple[int, Hypothesis] | None = None
    """End and result of the newest decode of final quality."""

    def redo(self, language: str) -> list[CaptionChanged]:
        """It is in another language than was thought: all of it is decoded again."""
        self.start = self.transcript.start_sample
        self.asked = self.shown = self.onset
        self.asked_settled = self.settled = None
        return self.transcript.redo(language)


@dataclass(slots=True, kw_only=True, eq=False)
class Finished:
    """An utterance that is over and waits for its final decode."""

    utterance: Utterance
    ended: SpeechEnded
    successor: Utterance | None = None
    """The utterance that begins where this one was cut."""
    failures: int = 0
    retry_at: int = 0
    """Not asked for again before this much audio has arrived."""

    @property
    def hypothesis(self) -> Hypothesis | None:
        """The decoding of the whole utterance, once there is one."""
        settled = self.utterance.settled
        return settled[1] if settled and settled[0] == self.ended.end_sample else None

    def was_cut_before(self, window: NextWindow) -> bool:
        """True where the window reaches into the utterance that follows without a pause."""
        return self.ended.cut and window.end_sample > self.ended.end_sample

    def continues_at(self, started: SpeechStarted) -> bool:
        """True where the utterance that starts is the rest of this one."""
        return self.ended.cut and started.start_sample == self.ended.end_sample

    def hand_over(self) -> None:
        """Tell the utterance that follows without a pause what is known."""
        if self.successor is not None:
            self.successor.transcript.follow(self.utterance.transcript)
