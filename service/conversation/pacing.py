"""When an utterance is decoded next, and up to where.

The track keeps at most one decode in flight. When one comes back, the next window reaches up to the
newest audio at that moment, so a slow model makes windows rarer and never makes a queue. Everything
is counted in audio:

- A *tentative* decode is due after a tick of new audio, if there was voice in it. On an idle
  machine the tick is ``min_new_audio_s``. Where windows wait longer than ``tolerated_wait_s`` for
  a free worker, it is stretched by ``stretch_per_wait`` times the rest: it is better to ask later
  with newer audio than to let old audio stand in the queue. All conversations are told the same
  wait, so all ticks stretch alike.
  ``tulkki bench ablation`` prints what a shorter and a longer tick cost.
- Once the voice has paused for ``settle_silence_s``, no tentative decode starts any more: it would
  be in the way of
- the *early final*: as soon as the tail after the voice is complete, the utterance is decoded as if
  it were over. If the pause turns out to be the end of the turn, this is the final decode and its
  words are already on screen; if the voice goes on, it was the tentative decode that was due.
- Where a long utterance may be parted (``seams``), a tentative decode is made in final quality: the
  caption that ends there is final.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.conversation.duration import samples


@dataclass(frozen=True, slots=True, kw_only=True)
class PacingConfig:
    """How often an utterance is decoded."""

    tentative: bool = True
    """False: each utterance is decoded once, at its end. For files, where nobody waits."""
    min_new_audio_s: float = 0.3
    tolerated_wait_s: float = 0.2
    """Windows that wait for a moment share a batch, which is cheaper than one by one."""
    stretch_per_wait: float = 4.0
    """So that a crowd waits for new audio rather than in the queue."""
    max_new_audio_s: float = 2.0
    """The longest tick; the screen should move while somebody speaks."""
    settle_silence_s: float = 0.1
    """Longer than the closure of a consonant, shorter than a pause."""
    tentative_patience_s: float = 0.6
    """Words should be seen within 1 s; the audio is up to 0.3 s old when it is sent."""
    final_patience_s: float = 1.2
    """Words should be there for good within 2 s; 0.6 s of them are the pause that ends a turn."""

    def __post_init__(self) -> None:
        if self.min_new_audio_s <= 0 or self.settle_silence_s < 0 or self.stretch_per_wait < 0:
            raise ValueError(
                "min_new_audio_s must be positive, settle_silence_s and stretch_per_wait not "
                "negative"
            )
        if self.tolerated_wait_s < 0:
            raise ValueError("tolerated_wait_s must not be negative")
        if self.max_new_audio_s < self.min_new_audio_s:
            raise ValueError("max_new_audio_s must not be less than min_new_audio_s")
        if self.tentative_patience_s <= 0 or self.final_patience_s <= 0:
            raise ValueError("patience must be positive")


def tick_s(config: PacingConfig, *, queue_wait_s: float) -> float:
    """New audio that makes a tentative decode due, where windows wait so long for a worker."""
    excess_s = max(0.0, queue_wait_s - config.tolerated_wait_s)
    stretched_s = config.min_new_audio_s + config.stretch_per_wait * excess_s
    return min(stretched_s, config.max_new_audio_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an open utterance is. Samples."""

    scored: int
    """End of the audio that is known to be voice or silence; no window goes beyond."""
    voice_end: int
    """End of the newest voice."""
    settled_end: int
    """Where the utterance's audio ends if no voice follows."""
    asked: int
    """End of the last window that was asked for; at first, where the voice begins."""
    asked_settled: int | None
    """``settled_end`` of the last early final that was asked for."""
    seam_ahead: bool = False
    """The utterance is long, and there is a place where it may be parted."""
    queue_wait_s: float = 0.0
    """How long windows wait for a free worker at present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWindow:
    """A decode that is due."""

    end_sample: int
    final: bool
    """In the quality of a final caption, with the times of words."""
    paused: bool
    """The voice has ended before."""


def next_window(progress: Progress, config: PacingConfig) -> NextWindow | None:
    """The decode of an open utterance that is due now, if one is."""
    if not config.tentative:
        return None
    if progress.scored >= progress.settled_end:
        if progress.asked_settled == progress.settled_end:
            return None
        return NextWindow(end_sample=progress.settled_end, final=True, paused=True)
    paused = progress.scored - progress.voice_end > samples(config.settle_silence_s)
    heard_nothing_new = progress.voice_end <= progress.asked
    tick = tick_s(config, queue_wait_s=progress.queue_wait_s)
    too_soon = progress.scored - progress.asked < samples(tick)
    if paused or heard_nothing_new or too_soon:
        return None
    return NextWindow(end_sample=progress.scored, final=progress.seam_ahead, paused=False)
