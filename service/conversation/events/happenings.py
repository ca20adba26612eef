"""What happens in a conversation: events enter the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.types import Hypothesis, LanguagePair, Samples, TermList, TranslatedText, VoiceScores
from service.conversation.events.words import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantJoined:
    """A participant is here (again). A second join of the same id replaces the first."""

    participant: Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLeft:
    """A participant is gone.

    An open utterance of its track is finished with the audio that came.
    """

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsChanged:
    """A participant wants to read other languages from now on."""

    participant: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneAllowed:
    """Staff let a client's phone speak, in the language that it reads, or mute it.

    It stays so until staff decide otherwise, also where the phone goes and comes back. Muting
    finishes an open utterance with the audio that came.
    """

    participant: str
    """Who decides."""
    speaker: str
    """Whose microphone it is."""
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeaksChanged:
    """A participant's track speaks another language from now on.

    What is being said is finished first, in the language so far.
    """

    participant: str
    speaks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioReceived:
    """A frame of a participant's microphone. May repeat, overlap or leave a gap: offsets decide."""

    participant: str
    start_sample: int
    samples: Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The microphone was stopped: finish the open utterance with all audio received so far."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The microphone was started again; its offsets go on where they stopped."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A typed turn."""

    participant: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Staff show a prepared text."""

    participant: str
    phrase: str
    """Its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A person rewrote a final caption."""

    participant: str
    caption: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAsked:
    """Staff want a translation translated back."""

    participant: str
    caption: str
    language: str
    """Of the translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatAsked:
    """Somebody did not understand and asks to say it again."""

    participant: str
    caption: str | None
    """What was not understood; None for what was said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterAsked:
    """Somebody wants a human interpreter."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterWithdrawn:
    """Somebody who wanted an interpreter does not want one after all."""

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpreterAnswered:
    """Staff have seen to it that those who wanted an interpreter get one, or an answer."""

    participant: str
    coming: bool
    """A human interpreter is on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """A client has understood that a computer translates, or staff have told the client so.

    It stays so, also where the participant goes and comes back.
    """

    participant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryChanged:
    """From now on these terms are used, and no others; what was translated stays as it is."""

    terms: Mapping[LanguagePair, TermList]
    """How they are translated, for each pair that has any."""
    kept: TermList
    """The terms of every other pair."""
    hotwords: Mapping[str, tuple[str, ...]]
    """Those to listen for, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flipped:
    """An utterance was taken for the wrong language of the pair: it is the other one."""

    participant: str
    """Who says so."""
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceScored:
    """The answer to ``ScoreVoice``."""

    request: int
    scores: VoiceScores
    queue_wait_s: float = 0.0
    """As in ``WindowRecognized``: scores come all the time, windows at times far apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRecognized:
    """The answer to ``Recognize``."""

    request: int
    hypothesis: Hypothesis
    queue_wait_s: float = 0.0
    """How long windows of all conversations wait for a free worker at present, 0 where one is free:
    the load of the machine, by which the next decodes are paced.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslated:
    """The answer to ``Translate``."""

    request: int
    translation: TranslatedText


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFailed:
    """A ``ScoreVoice``, ``Recognize`` or ``Translate`` got no result, and waiting will not help.

    What must not be lost is asked for again a few times, at once: there is no clock in here. An
    outside that is only busy for the moment should try again by itself before it says so.
    """

    request: int
    code: str
    """Stable error code, for example ``inference_failed`` or ``busy``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The conversation is over; nothing follows."""


PeopleEvent = ParticipantJoined | ParticipantLeft | ReadsChanged | MicrophoneAllowed
TrackEvent = AudioReceived | Paused | Resumed | SpeaksChanged
InterpreterEvent = InterpreterAsked | InterpreterWithdrawn | InterpreterAnswered
SignalEvent = RepeatAsked | InterpreterEvent | Consented
Answer = VoiceScored | WindowRecognized | TextTranslated | RequestFailed
WordsEvent = Said | Shown | Corrected | Flipped | CheckAsked | GlossaryChanged
Event = PeopleEvent | TrackEvent | WordsEvent | SignalEvent | Answer | Ended
