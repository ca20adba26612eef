"""One audio stream of one speaking participant: audio and answers in, effects out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.types import AudioWindow, Samples, Task
from service.conversation.audio_ring import AudioTooFarAhead
from service.conversation.context import Context
from service.conversation.decoding import Decoding
from service.conversation.duration import samples as samples_in
from service.conversation.duration import seconds
from service.conversation.events import (
    AcknowledgeAudio,
    Answer,
    CaptionChanged,
    Effect,
    Noticed,
    Refused,
    RequestFailed,
    VoiceScored,
    WindowRecognized,
)
from service.conversation.flipping import Flipping
from service.conversation.hearing import Hearing
from service.conversation.kept_audio import KeptAudio
from service.conversation.lag import LagMeter

_UNSCORED_S: Final = 0.5
"""While nobody speaks, less audio than this waiting for its voice scores is no lag."""


class Track:
    """Turns one participant's audio into captions.

    A track stays for as long as its conversation: a participant who leaves and comes back goes on
    at ``next_sample``. At rest it holds a second of audio, that of its newest captions
    (``kept_audio``), and a few numbers.
    """

    def __init__(self, *, participant: str, speaks: str, context: Context) -> None:
        self._participant = participant
        self._context = context
        self._speaks = speaks
        self._listening = False
        self._acknowledged = 0
        self._hearing = Hearing(context.config, context.abilities)
        self._decoding = Decoding(participant=participant, speaks=speaks, context=context)
        self._kept = KeptAudio(capacity_samples=samples_in(context.config.audio.kept_for_flip_s))
        self._flipping = Flipping(context, self._kept)
        self._lag = LagMeter(participant, step_s=context.config.lag_step_s)

    @property
    def speaks(self) -> str:
        """What newest audio is spoken in."""
        return self._speaks

    @property
    def listening(self) -> bool:
        """True while the microphone is open."""
        return self._listening

    @property
    def next_sample(self) -> int:
        """Where audio goes on."""
        return self._hearing.received

    def resume(self) -> list[Effect]:
        """The microphone is open."""
        self._listening = True
        return self._advance()

    def hear(self, start_sample: int, frame: Samples) -> list[Effect]:
        """Take a frame. New audio is proof of an open microphone."""
        try:
            appended = self._hearing.append(start_sample, frame)
        except AudioTooFarAhead:
            return [Refused(participant=self._participant, code="audio_too_far_ahead")]
        effects: list[Effect] = []
        if appended.stored_samples:
            self._listening = True
        if appended.gap_samples:
            missing_s = seconds(appended.gap_samples)
            effects.append(
                Noticed(code="audio_gap", participant=self._participant, seconds=missing_s)
            )
        step = samples_in(self._context.config.audio.acknowledge_every_s)
        return [*effects, *self._acknowledge(step), *self._advance()]

    def pause(self) -> list[Effect]:
        """The microphone is closed: every word received so far ends in a final caption."""
        self._listening = False
        self._hearing.finish()
        return [*self._acknowledge(1), *self._advance()]

    def turn_to(self, speaks: str) -> list[Effect]:
        """Audio from here on is spoken in this language."""
        if speaks == self._speaks:
            return []
        self._speaks = speaks
        self._hearing.finish(speaks=speaks)
        return self._advance()

    def flip(self, caption: CaptionChanged, *, language: str, asker: str) -> list[Effect]:
        """An utterance of this track is in another language than was thought.

        Args:
            caption: its newest revision.
            language: that it is in.
            asker: the participant who says so.
        """
        if not caption.final:
            return self._advance(self._decoding.flip(caption.caption, language))
        window = self._kept.find(caption.caption)
        if window is None:
            return [Refused(participant=asker, code="audio_gone")]
        return [*self._flipping.begin(caption, window, language=language, asker=asker)]

    def to_translate(self, caption: CaptionChanged) -> AudioWindow | None:
        """The audio of a final caption, to be translated; None where it is not kept any more."""
        window, languages = self._kept.find(caption.caption), (caption.language,)
        return window and replace(window, languages=languages, task=Task.TRANSLATE, vocabulary={})

    def forget(self) -> None:
        """Drop the audio that nobody needs any more; called after each step."""
        self._hearing.forget(self._decoding.needed_from(self._hearing.received))
        self._kept.forget()

    def awaits(self, request: int) -> bool:
        """True where the answer to this request matters."""
        return request in (self._hearing.asked, self._decoding.asked, self._flipping.asked)

    def answered(self, answer: Answer) -> list[Effect]:
        """Take the answer to a request of this track."""
        if answer.request == self._flipping.asked:
            return [*self._flipping.answered(answer)]
        match answer:
            case VoiceScored():
                self._hearing.answered(answer.scores)
                self._decoding.pace(answer.queue_wait_s)
                return self._advance()
            case WindowRecognized():
                return self._advance(self._decoding.answered(answer))
            case RequestFailed() if answer.request == self._hearing.asked:
                self._hearing.failed()
                return self._advance()
            case _:
                return self._advance(self._decoding.failed(self._hearing.received))

    def _advance(self, first: Sequence[Effect] = ()) -> list[Effect]:
        """Do everything that has become possible."""
        effects = list(first)
        if (parted_at := self._decoding.take_parted()) is not None:
            self._hearing.part(parted_at)
        for heard in self._hearing.take():
            self._decoding.follow(heard)
        effects += self._decoding.settle()
        if voice := self._hearing.ask(self._context.new_request):
            effects.append(voice)
        if window := self._decoding.ask(self._hearing, resting=not self._listening):
            effects.append(window)
        self._keep_audio(effects)
        return [*effects, *self._lag.measure(self._lag_s())]

    def _keep_audio(self, effects: Sequence[Effect]) -> None:
        """Of captions that have become final: the ring is about to drop it."""
        for effect in effects:
            if not isinstance(effect, CaptionChanged) or effect.end_sample is None:
                continue
            start, end = effect.start_sample or 0, effect.end_sample
            window = AudioWindow(
                samples=self._hearing.read(start, end),
                start_sample=start,
                languages=(effect.language,),
                final=True,
                voiced_share=self._hearing.voiced_share(start, end),
            )
            self._kept.keep(effect.caption, window)

    def _acknowledge(self, step: int) -> list[Effect]:
        if self._hearing.received - self._acknowledged < step:
            return []
        self._acknowledged = self._hearing.received
        return [AcknowledgeAudio(participant=self._participant, samples=self._acknowledged)]

    def _lag_s(self) -> float:
        """Received audio minus the audio whose words are on the screen; 0 where all words are."""
        received = self._hearing.received
        shown = self._decoding.shown_until(self._hearing.voice_end)
        if shown is not None:
            return seconds(received - shown)
        unscored_s = seconds(received - self._hearing.scored)
        return unscored_s if unscored_s >= _UNSCORED_S else 0.0
