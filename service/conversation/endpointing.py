"""Where speech begins and ends in a track, decided from the probability of voice in each frame.

All times are seconds of audio, never of a clock, so the same audio is cut the same way however late
or lumpy it arrives. Two thresholds (hysteresis, as Silero's own scripts use them) keep a wavering
probability from cutting a word: voice begins above the upper and goes on while above the lower one.

- An utterance *opens* after ``min_speech_s`` of unbroken voice, so that clicks open nothing. It
  begins ``pre_roll_s`` before the voice, because detectors are late and unvoiced consonants score
  low, but never before the end of the utterance before it.
- It *ends* after ``end_silence_s`` without voice. Its audio ends ``tail_s`` after the voice: enough
  for a faint last syllable. Once it is longer than ``long_utterance_s``, a short pause of
  ``long_silence_s`` is enough: a window costs more the longer it is, and a cut in a pause harms
  less than one that is forced.
- Where its decodings allow it, a long one is parted behind a sentence (``seams``) and counts from
  there. At ``max_utterance_s`` it is *cut*, in the middle of the quietest frame of the last
  ``cut_search_s``; the next one begins at that very sample, so nothing is lost or said twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from service.conversation.duration import samples

LONGEST_WINDOW_S = 30.0
"""What a recognizer takes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointingConfig:
    """When speech begins and ends."""

    start_threshold: float = 0.5
    end_threshold: float = 0.35
    """0.15 below the start, the distance that Silero's streaming iterator uses."""
    min_speech_s: float = 0.1
    """Three to four frames: a click is shorter, the shortest "no" is longer."""
    pre_roll_s: float = 0.4
    end_silence_s: float = 0.6
    """Gaps between two speakers are mostly 0.2 s; pauses in which one goes on, mostly shorter."""
    tail_s: float = 0.3
    long_utterance_s: float = 12.0
    long_silence_s: float = 0.3
    max_utterance_s: float = 20.0
    cut_search_s: float = 4.0

    def __post_init__(self) -> None:
        if not 0 < self.end_threshold <= self.start_threshold <= 1:
            raise ValueError("0 < end_threshold <= start_threshold <= 1 must hold")
        if self.min_speech_s < 0 or self.pre_roll_s < 0:
            raise ValueError("min_speech_s and pre_roll_s must not be negative")
        if not 0 < self.tail_s <= self.long_silence_s <= self.end_silence_s:
            raise ValueError("0 < tail_s <= long_silence_s <= end_silence_s must hold")
        if not 0 < self.cut_search_s < self.max_utterance_s <= LONGEST_WINDOW_S:
            raise ValueError(f"0 < cut_search_s < max_utterance_s <= {LONGEST_WINDOW_S} must hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted:
    """An utterance has opened."""

    start_sample: int
    """Where its audio begins, pre-roll included."""
    onset_sample: int
    """Where its voice begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEnded:
    """The open utterance is over."""

    end_sample: int
    """Where its audio ends."""
    voice_end: int
    """Where its voice ends."""
    cut: bool = False
    """The voice goes on: ``SpeechStarted`` follows, at the same sample."""


Endpoint = SpeechStarted | SpeechEnded


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Unbroken voice that is still too short to be speech."""

    onset: int


@dataclass(slots=True)
class _Speech:
    """An open utterance."""

    start: int
    voice_end: int
    recent: deque[_Frame]
    """Frames within reach of a cut."""


class Endpointer:
    """Finds the utterances of one track, frame by frame."""

    def __init__(self, config: EndpointingConfig) -> None:
        self._config = config
        self._position = 0
        self._floor = 0
        self._state: _Candidate | _Speech | None = None

    @property
    def voice_end(self) -> int:
        """End of the last frame with voice in the open utterance; the position while none is."""
        return self._state.voice_end if isinstance(self._state, _Speech) else self._position

    @property
    def settled_end(self) -> int:
        """Where the audio of the open utterance ends if no voice follows."""
        return self.voice_end + samples(self._config.tail_s)

    @property
    def needed_from(self) -> int:
        """Audio before this position belongs to no utterance that is open or still to come."""
        match self._state:
            case _Speech(start=start):
                return start
            case _Candidate(onset=onset):
                return self._with_pre_roll(onset)
        return self._with_pre_roll(self._position)

    def feed(self, end_sample: int, probability: float) -> tuple[Endpoint, ...]:
        """Take the next frame, which ends at ``end_sample``."""
        frame = _Frame(self._position, end_sample, probability)
        self._position = end_sample
        match self._state:
            case _Speech() as speech:
                return self._go_on(speech, frame)
            case _Candidate(onset=onset) if probability >= self._config.end_threshold:
                return self._consider(onset)
            case None if probability >= self._config.start_threshold:
                return self._consider(frame.start)
            case _:
                self._state = None
                return ()

    def flush(self) -> tuple[Endpoint, ...]:
        """No audio follows: end what is open, and what would have opened."""
        match self._state:
            case _Speech() as speech:
                return (self._end(speech),)
            case _Candidate(onset=onset):
                speech, started = self._open(onset)
                return started, self._end(speech)
        return ()

    def restart(self, at_sample: int) -> None:
        """Audio goes on at another place, with nothing before it."""
        self._position = self._floor = at_sample
        self._state = None

    def part(self, at_sample: int) -> None:
        """The open utterance begins anew at this position; what was before is closed."""
        if isinstance(self._state, _Speech):
            self._state.start = at_sample

    def _with_pre_roll(self, onset: int) -> int:
        return max(self._floor, onset - samples(self._config.pre_roll_s))

    def _consider(self, onset: int) -> tuple[Endpoint, ...]:
        if self._position - onset < samples(self._config.min_speech_s):
            self._state = _Candidate(onset)
            return ()
        _, started = self._open(onset)
        return (started,)

    def _open(self, onset: int) -> tuple[_Speech, SpeechStarted]:
        start = self._with_pre_roll(onset)
        self._state = _Speech(start, self._position, deque())
        return self._state, SpeechStarted(start_sample=start, onset_sample=onset)

    def _go_on(self, speech: _Speech, frame: _Frame) -> tuple[Endpoint, ...]:
        speech.recent.append(frame)
        while frame.end - speech.recent[0].start > samples(self._config.cut_search_s):
            speech.recent.popleft()
        if frame.probability >= self._config.end_threshold:
            speech.voice_end = frame.end
        if frame.end - speech.voice_end >= self._silence_that_ends(speech):
            return (self._end(speech),)
        if frame.end - speech.start >= samples(self._config.max_utterance_s):
            return self._cut(speech)
        return ()

    def _silence_that_ends(self, speech: _Speech) -> int:
        long = self._position - speech.start >= samples(self._config.long_utterance_s)
        return samples(self._config.long_silence_s if long else self._config.end_silence_s)

    def _end(self, speech: _Speech) -> SpeechEnded:
        end = min(self._position, self.settled_end)
        self._floor = end
        self._state = None
        return SpeechEnded(end_sample=end, voice_end=speech.voice_end)

    def _cut(self, speech: _Speech) -> tuple[Endpoint, ...]:
        frames = list(speech.recent)
        at = _quietest([frame.probability for frame in frames])
        cut = (frames[at].start + frames[at].end) // 2
        rest = frames[at:]
        voiced = [frame.end for frame in rest if frame.probability >= self._config.end_threshold]
        if not voiced:  # a pause has just begun: nothing goes on that could be lost
            return (self._end(speech),)
        self._state = _Speech(cut, voiced[-1], deque(rest))
        return (
            SpeechEnded(end_sample=cut, voice_end=min(cut, speech.voice_end), cut=True),
            SpeechStarted(start_sample=cut, onset_sample=cut),
        )


def _quietest(probabilities: Sequence[float]) -> int:
    """The latest of the quietest, each judged with its neighbours.

    A single low frame inside a word (the closure of a "p" or "t") is not a pause.
    """

    def loudness(at: int) -> float:
        near = probabilities[max(0, at - 1) : at + 2]
        return sum(near) / len(near)

    return min(reversed(range(len(probabilities))), key=loudness)
