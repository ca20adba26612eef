"""What the core asks the outside to do: of models, for all readers, for one participant."""

from __future__ import annotations

from dataclasses import dataclass

from models.types import (
    DIRECT,
    NO_TERMS,
    AudioWindow,
    LanguagePair,
    Route,
    Term,
    TermList,
    TranslatedText,
    VoiceInput,
)
from service.conversation.events.words import FormerText, Participant, TimedWord
from service.conversation.prepared import PreparedText

# --- requests to models ------------------------------------------------------------------------


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


# --- what readers see --------------------------------------------------------------------------


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
    corrector: str | None = None
    """The participant who did so last."""
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


# --- to one participant ------------------------------------------------------------------------


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
