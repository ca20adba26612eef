"""What the server sends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.wire.messages.shared import Language, Message, Role


class Limits(Message):
    """What a client must keep to."""

    max_message_bytes: int
    max_audio_bytes: int = Field(description="Largest binary frame, header included.")
    max_text_chars: int
    max_unacknowledged_s: float = Field(description="Audio that a client keeps to send again.")


class TrackState(Message):
    """Where the audio of this participant goes on."""

    next_sample: int = Field(description="Everything before has arrived; send from here.")


class Ready(Message):
    """The socket is open.

    ``recovered`` false and a ``last`` in the hello: a snapshot follows and something may be
    missing.
    """

    type: Literal["ready"] = "ready"
    conversation: str
    participant: str
    role: Role
    pair: tuple[Language, Language] = Field(description="Languages of staff and client.")
    practice: bool = Field(
        default=False,
        description="Staff practise: nothing is counted or kept, and every screen says so.",
    )
    epoch: str
    seq: int = Field(
        description="Live finals have seq + 1, seq + 2 ...; a snapshot has numbers up to seq."
    )
    recovered: bool
    track: TrackState | None = Field(
        default=None, description="Absent for a viewer, who never has one."
    )
    limits: Limits


class SpokenWord(Message):
    """One word of a final caption, without the white space around it.

    Its text is that of ``committed`` from ``start`` to ``end``.
    """

    start: int = Field(
        ge=0,
        description="Where it begins in committed, in UTF-16 code units, as JavaScript slices.",
    )
    end: int = Field(ge=0, description="Where it ends, in the same units.")
    start_s: float | None = Field(
        default=None,
        description=(
            "Begin in the track, seconds; absent for a word that was on screen and that the"
            " decoding of the whole utterance did not hear."
        ),
    )
    end_s: float | None = None
    probability: float | None = Field(
        default=None, ge=0, le=1, description="How sure the recognizer is of it."
    )


class Mark(Message):
    """A place in ``committed`` that is worth a second look, or is read back to be sure."""

    start: int = Field(
        ge=0, description="Its begin in committed, in UTF-16 code units: as JavaScript slices."
    )
    end: int = Field(ge=0, description="Where it ends, in the same units.")
    kind: Literal["number", "date", "negation", "uncertain"] = Field(
        description=(
            "number: digits or number words, with what belongs to them. date: the name of a month"
            " or of a day. negation: a word that negates. uncertain: a word of a caption whose"
            " probability is below 0.5, or that the decoding of the whole utterance did not hear."
        )
    )


class Version(Message):
    """One of the texts of a caption that a person has corrected."""

    text: str
    participant: str = Field(description="Who said or wrote it.")
    role: Role
    at_s: float | None = Field(
        default=None, description="When it was final, seconds since the conversation began."
    )
    ai_generated: bool = Field(description="True for recognized speech.")


class Caption(Message):
    """What is seen of one utterance in the language it was spoken or typed in."""

    type: Literal["caption"] = "caption"
    seq: int | None = Field(
        default=None, description="Number of a final message; absent while tentative."
    )
    id: str
    revision: int = Field(
        description="Rises by one; of two messages with one id the higher revision holds."
    )
    participant: str
    role: Role
    lang: Language
    committed: str = Field(
        description="Never shrinks or changes, except where corrected or redone."
    )
    tentative: str = Field(
        description="May still change. Follows committed directly, its space included."
    )
    final: bool
    corrected: bool = False
    redone: bool = Field(
        default=False,
        description=(
            "It was taken for another language before: lang and the whole text were replaced."
        ),
    )
    corrections: int = Field(default=0, description="How often a person rewrote it.")
    history: tuple[Version, ...] | None = Field(
        default=None,
        description=(
            "Of a corrected caption: all that it said, oldest first, and last what it says now."
            " Of many corrections the first text and the newest. Absent without one, and for"
            " all but staff."
        ),
    )
    typed: bool = Field(default=False, description="Typed or chosen, not spoken.")
    at_s: float | None = Field(
        default=None, description="When it was first shown, seconds since the conversation began."
    )
    start_s: float | None = Field(
        default=None, description="Begin of the utterance in its track, seconds."
    )
    end_s: float | None = None
    words: tuple[SpokenWord, ...] | None = Field(
        default=None,
        description=(
            "In order, of a final caption that was recognized; absent until then, and where a"
            " person typed or corrected the text."
        ),
    )
    marks: tuple[Mark, ...] | None = Field(
        default=None,
        description="Of a final text, in order; those of one kind do not overlap. Absent for none.",
    )
    phrase: str | None = Field(
        default=None, description="Of a ready phrase or a card that was shown: which one."
    )
    ai_generated: bool = Field(
        description=(
            "True for recognized speech, false for what a person typed or corrected and for a ready"
            " phrase."
        )
    )
    model: str | None = None


class MissingTerm(Message):
    """A term that a translation should have, and has not."""

    source: str = Field(description="As it stands in the glossary.")
    target: str


class Translation(Message):
    """What is seen of one caption in another language."""

    type: Literal["translation"] = "translation"
    seq: int | None = None
    caption: str
    lang: Language
    revision: int
    source_revision: int
    committed: str
    tentative: str
    final: bool
    corrected: bool = Field(default=False, description="Made from a text that a person corrected.")
    redone: bool = Field(
        default=False,
        description=(
            "Made from a caption that is redone; empty where that caption is now in this language."
        ),
    )
    phrase: str | None = Field(
        default=None, description="Of a ready phrase or a card that was shown: which one."
    )
    ai_generated: bool = Field(
        default=True,
        description=(
            "False for the words that people wrote for a ready phrase in this language, true for a"
            " translation."
        ),
    )
    model: str = Field(
        description=(
            "Its catalog key; joined by + where several had a part in it, empty where none had."
        )
    )
    route: str = Field(
        default="direct",
        description=(
            "Which way it was made: direct, or for example pivot:en, by way of English; speech:en,"
            " by the recognizer from the audio, and speech:en+text, from that English."
        ),
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Of its least certain sentence; absent where the engine gives no scores.",
    )
    marks: tuple[Mark, ...] | None = Field(
        default=None, description="As those of a caption; none of them is uncertain."
    )
    terms_missing: tuple[MissingTerm, ...] | None = Field(
        default=None,
        description=(
            "Terms in the source of committed that are not translated as the glossary wants; absent"
            " for none."
        ),
    )


class ParticipantState(Message):
    """One who takes part."""

    id: str
    role: Role
    reads: tuple[Language, ...]
    speaks: Language | Literal["pair"] | None = Field(
        default=None, description="What the track of this participant speaks; absent without one."
    )
    may_speak: bool = Field(
        default=False, description="Staff, and clients while staff allow their microphone."
    )
    listening: bool = Field(
        default=False, description="The microphone of this participant is open."
    )
    consented: bool = Field(
        default=False,
        description=(
            "A client has understood that a computer translates; staff have told the client so."
        ),
    )
    wants_interpreter: bool = Field(default=False, description="Until staff have answered.")


class Participants(Message):
    """Who is here, whenever that changes."""

    type: Literal["participants"] = "participants"
    participants: tuple[ParticipantState, ...]


class AudioAck(Message):
    """All audio before ``samples`` has arrived and need not be kept."""

    type: Literal["audio_ack"] = "audio_ack"
    samples: int


class Lag(Message):
    """How far the screen is behind the voice."""

    type: Literal["lag"] = "lag"
    participant: str
    seconds: float


class Notice(Message):
    """Something that readers should know, by code.

    ``audio_gap``, ``recognition_failed``, ``translation_failed``; ``translation_unavailable``: only
    speech of this language is translated into ``lang``, and a person wrote the caption;
    ``repeat_wanted``, ``interpreter_wanted``, ``interpreter_withdrawn``, ``interpreter_coming`` and
    ``interpreter_answered``, by ``participant``.
    """

    type: Literal["notice"] = "notice"
    seq: int | None = None
    code: str
    participant: str | None = None
    caption: str | None = None
    lang: Language | None = None
    seconds: float | None = None


class CheckResult(Message):
    """A translation translated back: a check, not a proof."""

    type: Literal["check_result"] = "check_result"
    caption: str
    lang: Language = Field(description="Of the translation.")
    revision: int = Field(description="Of the translation: another one has not been checked.")
    text: str = Field(description="In the language of the caption.")
    model: str
    route: str


class Error(Message):
    """A message of this client was refused; nothing is lost and the socket stays open, unless a
    close follows.
    """

    type: Literal["error"] = "error"
    code: str
    message: str
    retry_after_s: int | None = Field(
        default=None,
        ge=0,
        description="Seconds to wait before the same is asked for again, with `busy`.",
    )


class Bye(Message):
    """Last message before the server closes:

    ``ended`` (wipe the page), ``removed``, ``left``, ``shutdown``, ``too_slow``, ``idle``.
    """

    type: Literal["bye"] = "bye"
    code: str


ServerMessage = Annotated[
    Ready
    | Caption
    | Translation
    | Participants
    | AudioAck
    | Lag
    | Notice
    | CheckResult
    | Error
    | Bye,
    Field(discriminator="type"),
]
