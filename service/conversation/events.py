"""Everything that enters and leaves the core of a conversation.

``Conversation.handle(event) -> list[effect]``. Events tell what happened; effects ask the outside
to do something and carry ids by which the answer comes back as an event. An answer to an id that no
longer matters is ignored.

Positions are samples at ``models.types.SAMPLE_RATE`` from the start of a track.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.types import (
    DIRECT,
    NO_TERMS,
    AudioWindow,
    Hypothesis,
    LanguagePair,
    Route,
    Samples,
    Term,
    TermList,
    TranslatedText,
    VoiceInput,
    VoiceScores,
)
from service.conversation.prepared import PreparedText

# --- words ------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a participant is: staff, a client with a phone, or a screen that is only read."""

    STAFF = "staff"
    CLIENT = "client"
    VIEWER = "viewer"


PAIR = "pair"
"""What a track speaks when it speaks either language of the conversation's pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part: reads some languages, and may speak one."""

    id: str
    role: Role
    reads: tuple[str, ...]
    speaks: str | None = None
    """A language code, ``PAIR``, or None for one who has no track."""
    may_speak: bool = False
    """Staff may; a client may while staff allow it. The conversation decides, whoever joins."""
    listening: bool = False
    """True while the participant's track is open and not paused."""
    consented: bool = False
    """A client has understood that a computer translates; staff have told the client so."""
    wants_interpreter: bool = False
    """Until staff have answered."""


# --- events -----------------------------------------------------------------------------------


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


# --- effects: requests ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreVoice:
    """Score this piece of a track for voice."""

    request: int
    voice: VoiceInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognize:
    """Recognize this window."""

    request: int
    window: AudioWindow
    patience_s: float
    """How long the answer is worth something, in seconds from now: the deadline for scheduling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translate:
    """Translate this text."""

    request: int
    text: str
    pair: LanguagePair
    patience_s: float
    terms: TermList = NO_TERMS
    """How some words must be translated."""


# --- effects: what readers see ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """One word of a final caption: where it stands in ``committed``, and when it was spoken."""

    start: int
    """Characters of ``committed`` before it; white space belongs to no word."""
    end: int
    start_sample: int | None
    """None where the decoding of the whole utterance did not hear this word."""
    end_sample: int | None
    probability: float | None
    """0..1, how sure the recognizer is of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerText:
    """What a caption said before a person corrected it."""

    text: str
    model: str | None
    """Catalog key of the recognizer; None for what a person wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionChanged:
    """What a reader now sees of one utterance."""

    caption: str
    """Identity of the utterance, unique in the conversation; rises in the order in which captions
    opened ("c1", "c2").
    """
    revision: int
    """1, 2, 3 ... without a hole."""
    participant: str
    """Who spoke."""
    language: str
    committed: str
    """Never shrinks or changes from one revision to the next, except where ``corrected`` or
    ``redone``.
    """
    tentative: str
    """What may still change; starts with its own space where it follows ``committed``.

    Empty when final.
    """
    final: bool
    """After True only corrections and flips follow.

    A final caption with an empty text means: nothing was said after all.
    """
    corrected: bool = False
    """A person wrote this text."""
    redone: bool = False
    """The utterance was taken for another language before; text and ``language`` were replaced."""
    typed: bool = False
    """The turn was typed or chosen, not spoken."""
    prepared: PreparedText | None = None
    """What was shown, where it was not written for this conversation."""
    start_sample: int | None = None
    """Where the utterance begins in its track; None for typed turns."""
    end_sample: int | None = None
    """Where it ends; None until final."""
    words: tuple[TimedWord, ...] = ()
    """Of a final caption that was recognized, in order; empty until then, where no decoding gave
    times, and where ``corrected``.
    """
    model: str | None = None
    """Catalog key of the recognizer; None for what people wrote."""
    corrections: int = 0
    """How often a person rewrote it."""
    history: tuple[FormerText, ...] = ()
    """What it said before, oldest first: of many corrections the first text and the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationChanged:
    """What a reader now sees of one caption in another language."""

    caption: str
    language: str
    revision: int
    """1, 2, 3 ... without a hole, for each caption and language."""
    source_revision: int
    """The revision of the caption that was translated."""
    committed: str
    tentative: str
    final: bool
    corrected: bool = False
    """Made from a corrected caption."""
    redone: bool = False
    """Made from a caption that was redone. Empty where that one is now in this very language."""
    model: str = ""
    route: Route = DIRECT
    """Which way it was made."""
    confidence: float | None = None
    """0..1, of its least certain sentence, as one wrong sentence misleads a reader however good the
    others are; None where no sentence has a score.
    """
    phrase: str | None = None
    """Id of the prepared text that the caption shows."""
    written: bool = False
    """In the words that people wrote for that text: nothing was translated."""
    terms_missing: tuple[Term, ...] = ()
    """Of ``committed``: terms of the source that are not translated as the glossary wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsChanged:
    """Who is here."""

    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Something that every reader should know, by a stable code.

    ``audio_gap``: audio of ``participant`` is missing for ``seconds``. ``recognition_failed`` and
    ``translation_failed``: the text of ``caption`` is missing or incomplete.
    ``translation_unavailable``: only speech of its language is translated into ``language``, and a
    person wrote ``caption``; what was shown of it in that language before is taken back.
    ``repeat_wanted``: ``participant`` did not understand ``caption``, or what was said last.
    ``interpreter_wanted``: ``participant`` wants a human interpreter; ``interpreter_withdrawn``:
    and does not after all. ``interpreter_coming``, ``interpreter_answered``: what ``participant``,
    of the staff, says to all who want one.
    """

    code: str
    participant: str | None = None
    caption: str | None = None
    language: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LagChanged:
    """How far the screen is behind the voice of a participant, in seconds of audio."""

    participant: str
    seconds: float


# --- effects: to one participant --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAudio:
    """All audio of this participant before ``samples`` has arrived and need not be sent again."""

    participant: str
    samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMade:
    """A translation, translated back for the one who asked."""

    participant: str
    caption: str
    language: str
    """Of the translation."""
    revision: int
    """Of the translation."""
    translation: TranslatedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What a participant asked for cannot be done; nothing changed."""

    participant: str
    code: str
    """``unknown_caption``, ``caption_not_final``, ``not_allowed``, ``text_empty``,
    ``unsupported_language``, ``no_track``, ``audio_too_far_ahead``, ``microphone_not_allowed``,
    ``unknown_phrase``, ``unknown_participant``: there is no such client here.
    Of a flip, too: ``audio_gone``, the audio is not kept any more, or never was; ``flip_failed``,
    nothing was understood.
    Of a check: ``no_translation``, there is nothing to check; ``check_unavailable``, no model
    translates back; ``check_failed``; ``too_many_checks``.
    """


ModelRequest = ScoreVoice | Recognize | Translate
Published = CaptionChanged | TranslationChanged | ParticipantsChanged | Noticed | LagChanged
ToOne = AcknowledgeAudio | CheckMade | Refused
"""What one participant alone is told."""
Effect = ModelRequest | Published | ToOne
