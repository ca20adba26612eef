"""From beginnings and ends of speech to captions, for one track.

Utterances are finished strictly in the order in which they were spoken, and only one decode is in
flight: the final decode of an utterance that is over comes before anything of the next one, so
captions open and close in order and a slow model makes captions late, never wrong.

The final decode covers a window that the audio alone decides, from the pre-roll to the tail after
the voice. When the early final (``pacing``) has covered the very same window, it is the final one.
Speech that goes on for long without a pause is parted meanwhile (``seams``).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from models.types import AudioWindow, Hypothesis
from service.conversation.captions import SpokenCaption
from service.conversation.context import Context
from service.conversation.duration import samples, seconds
from service.conversation.endpointing import SpeechEnded, SpeechStarted
from service.conversation.events import CaptionChanged, Noticed, Recognize, WindowRecognized
from service.conversation.hearing import Heard, Hearing
from service.conversation.pacing import NextWindow, Progress, next_window
from service.conversation.transcript import Transcript
from service.conversation.utterance import Finished, Utterance
from service.conversation.voicing import Boundary


@dataclass(frozen=True, slots=True, kw_only=True)
class _InFlight:
    request: int
    utterance: Utterance
    window: NextWindow
    voice_samples: int
    """From where the voice begins to the newest voice in the window."""
    overtaken: bool = False
    """The utterance was flipped meanwhile: what is heard in the language before does not count."""


Changes = list[CaptionChanged | Noticed]


class Decoding:
    """The utterances of one track that are not final yet."""

    def __init__(self, *, participant: str, speaks: str, context: Context) -> None:
        self._participant = participant
        self._context = context
        self._languages = context.spoken(speaks)
        self._finished: deque[Finished] = deque()
        self._open: Utterance | None = None
        self._in_flight: _InFlight | None = None
        self._parted_at: int | None = None
        self._queue_wait_s = 0.0

    @property
    def asked(self) -> int | None:
        """The request that is in flight."""
        return None if self._in_flight is None else self._in_flight.request

    def needed_from(self, received: int) -> int:
        """Audio before this position is not needed; ``received`` where none is."""
        if self._finished:
            return self._finished[0].utterance.start
        return received if self._open is None else self._open.start

    def shown_until(self, voice_end: int) -> int | None:
        """End of the audio whose words are on the screen; None where all words are.

        Args:
            voice_end: end of the newest voice of the open utterance.
        """
        for finished in self._finished:
            if finished.utterance.shown < finished.ended.voice_end:
                return finished.utterance.shown
        if self._open is not None and self._open.shown < voice_end:
            return self._open.shown
        return None

    def follow(self, heard: Heard) -> None:
        """Speech began or ended, or the language changed."""
        match heard:
            case SpeechStarted():
                self._begin(heard)
            case SpeechEnded() if self._open is not None:
                self._finished.append(Finished(utterance=self._open, ended=heard))
                self._open = None
            case Boundary(speaks=str() as speaks):
                self._languages = self._context.spoken(speaks)

    def ask(self, hearing: Hearing, *, resting: bool) -> Recognize | None:
        """The next decode, if one is due and none is in flight.

        Args:
            hearing: the audio.
            resting: no audio is coming in, so there is nothing to wait for.
        """
        if self._in_flight is not None:
            return None
        if self._finished:
            first = self._finished[0]
            if hearing.received < first.retry_at and not resting:
                return None
            window = NextWindow(end_sample=first.ended.end_sample, final=True, paused=True)
            patience_s = self._context.config.pacing.final_patience_s
            return self._request(first.utterance, window, hearing, patience_s)
        if self._open is None:
            return None
        progress = self._progress(self._open, hearing)
        due = next_window(progress, self._context.config.pacing)
        if due is None:
            return None
        return self._request(
            self._open, due, hearing, self._context.config.pacing.tentative_patience_s
        )

    def pace(self, queue_wait_s: float) -> None:
        """Windows of all conversations wait so long at present."""
        self._queue_wait_s = queue_wait_s

    def answered(self, answer: WindowRecognized) -> Changes:
        """Take the decoding that was asked for."""
        self.pace(answer.queue_wait_s)
        hypothesis, answered = answer.hypothesis, self._land()
        if answered.overtaken:
            return []
        utterance, window = answered.utterance, answered.window
        if window.final:
            utterance.settled = (window.end_sample, hypothesis)
        finished = self._if_finished(utterance)
        if finished is not None and finished.hypothesis is not None:
            return self.settle()
        if finished is not None and finished.was_cut_before(window):
            return []  # it heard words that belong to the next utterance
        utterance.transcript.hear_language(hypothesis, voice_samples=answered.voice_samples)
        if finished is None and window.final and not window.paused:
            parted = self._part(utterance, window, hypothesis)
            if parted:
                return parted
        changes = utterance.transcript.observe(hypothesis, paused=window.paused)
        if len(utterance.transcript.languages) == 1:
            utterance.shown = max(utterance.shown, window.end_sample)
        return [*changes]

    def failed(self, received: int) -> Changes:
        """A decode gave nothing. One that was not final is made up for by the next one."""
        answered = self._land()
        finished = self._if_finished(answered.utterance)
        if finished is None or not answered.window.final or answered.overtaken:
            return []
        retry = self._context.config.retry
        finished.failures += 1
        finished.retry_at = received + samples(retry.wait_s)
        return [] if finished.failures < retry.attempts else self._give_up(finished)

    def flip(self, caption: str, language: str) -> Changes:
        """An utterance that is not final is in another language than was thought."""
        unfinished = [*(finished.utterance for finished in self._finished), self._open]
        (utterance,) = (one for one in unfinished if one and one.transcript.caption == caption)
        if self._in_flight is not None and self._in_flight.utterance is utterance:
            self._in_flight = replace(self._in_flight, overtaken=True)
        return [*utterance.redo(language)]

    def settle(self) -> Changes:
        """Close the captions of utterances whose whole audio is decoded."""
        changes: Changes = []
        while self._finished and (hypothesis := self._finished[0].hypothesis) is not None:
            first = self._finished.popleft()
            changes += first.utterance.transcript.finish(
                hypothesis, end_sample=first.ended.end_sample
            )
            first.hand_over()
        return changes

    def take_parted(self) -> int | None:
        """Where the open utterance begins, if that has moved since the last time."""
        at, self._parted_at = self._parted_at, None
        return at

    def _part(self, utterance: Utterance, window: NextWindow, hypothesis: Hypothesis) -> Changes:
        """Close the caption of an open utterance that is long, where that may be done."""
        seam = utterance.transcript.find_seam(
            hypothesis,
            length_s=seconds(window.end_sample - utterance.start),
            config=self._context.config.seams,
        )
        if seam is None:
            return []
        rest = Utterance(
            transcript=self._transcript(seam.end_sample),
            start=seam.resume_sample,
            onset=seam.end_sample,
            asked=window.end_sample,
            shown=window.end_sample,
        )
        self._open, self._parted_at = rest, seam.resume_sample
        return [*utterance.transcript.part(hypothesis, seam, rest.transcript)]

    def _transcript(self, start_sample: int) -> Transcript:
        return Transcript(
            languages=self._languages,
            caption=SpokenCaption(
                self._context.captions,
                participant=self._participant,
                start_sample=start_sample,
                model=self._context.abilities.recognizer,
            ),
            config=self._context.config.recognition,
        )

    def _begin(self, started: SpeechStarted) -> None:
        self._open = Utterance(
            transcript=self._transcript(started.start_sample),
            start=started.start_sample,
            onset=started.onset_sample,
            asked=started.onset_sample,
            shown=started.onset_sample,
        )
        if self._finished and self._finished[-1].continues_at(started):
            self._finished[-1].successor = self._open

    def _request(
        self, utterance: Utterance, window: NextWindow, hearing: Hearing, patience_s: float
    ) -> Recognize:
        utterance.asked = window.end_sample
        if window.final:
            utterance.asked_settled = window.end_sample
        request = self._context.new_request()
        self._in_flight = _InFlight(
            request=request,
            utterance=utterance,
            window=window,
            voice_samples=min(hearing.voice_end, window.end_sample) - utterance.onset,
        )
        return Recognize(
            request=request,
            window=AudioWindow(
                samples=hearing.read(utterance.start, window.end_sample),
                start_sample=utterance.start,
                languages=utterance.transcript.languages,
                final=window.final,
                prefix=utterance.transcript.prefix,
                vocabulary=self._context.terms.vocabulary(self._context.config.vocabulary),
                voiced_share=hearing.voiced_share(utterance.start, window.end_sample),
            ),
            patience_s=patience_s,
        )

    def _progress(self, utterance: Utterance, hearing: Hearing) -> Progress:
        length_s = seconds(hearing.scored - utterance.start)
        return Progress(
            scored=hearing.scored,
            voice_end=hearing.voice_end,
            settled_end=hearing.settled_end,
            asked=utterance.asked,
            asked_settled=utterance.asked_settled,
            seam_ahead=utterance.transcript.seam_ahead(length_s, self._context.config.seams),
            queue_wait_s=self._queue_wait_s,
        )

    def _land(self) -> _InFlight:
        if self._in_flight is None:
            raise RuntimeError("no decode was asked for")
        in_flight, self._in_flight = self._in_flight, None
        return in_flight

    def _if_finished(self, utterance: Utterance) -> Finished | None:
        """An utterance is finished in its turn, so only the first one may be meant."""
        if self._finished and self._finished[0].utterance is utterance:
            return self._finished[0]
        return None

    def _give_up(self, finished: Finished) -> Changes:
        self._finished.popleft()
        transcript = finished.utterance.transcript
        changes = transcript.give_up(end_sample=finished.ended.end_sample)
        finished.hand_over()
        notice = Noticed(
            code="recognition_failed", participant=self._participant, caption=transcript.caption
        )
        return [*changes, notice, *self.settle()]
