"""What a client sends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from service.wire.messages.shared import MAX_READS, MAX_TEXT, CaptionId, Language, Message, Seq


class LastSeen(Message):
    """The position of a reader that comes back."""

    epoch: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    seq: Seq


class TrackOffer(Message):
    """The audio that a participant is going to send."""

    speaks: Language | Literal["pair"]
    sample_rate: int = Field(description="Samples per second. This server takes 16000.")


class Hello(Message):
    """First message on a socket."""

    type: Literal["hello"] = "hello"
    ticket: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    reads: Annotated[tuple[Language, ...], Field(min_length=1, max_length=MAX_READS)]
    last: LastSeen | None = None
    track: TrackOffer | None = None


class Pause(Message):
    """The microphone was stopped; the server finishes the open utterance."""

    type: Literal["pause"] = "pause"


class Resume(Message):
    """The microphone was started again; audio offsets go on where they stopped."""

    type: Literal["resume"] = "resume"


class Speaks(Message):
    """The microphone hears another language from now on."""

    type: Literal["speaks"] = "speaks"
    speaks: Language | Literal["pair"]


class Say(Message):
    """A typed turn."""

    type: Literal["say"] = "say"
    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
    lang: Language


class Show(Message):
    """Staff show a ready phrase or a card, in the words that people wrote for it."""

    type: Literal["show"] = "show"
    phrase: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}\.[a-z_]{1,32}$")]


class Correct(Message):
    """A person's better text of a final caption."""

    type: Literal["correct"] = "correct"
    caption: CaptionId
    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]


class Flip(Message):
    """Staff: an utterance was taken for the wrong language of the pair. It is recognized again as
    the other one, while it is spoken or as long as its audio is kept; ``audio_gone`` afterwards.
    """

    type: Literal["flip"] = "flip"
    caption: Annotated[str, StringConstraints(min_length=1, max_length=32)]


class Reads(Message):
    """The languages that this participant reads from now on."""

    type: Literal["reads"] = "reads"
    reads: Annotated[tuple[Language, ...], Field(min_length=1, max_length=MAX_READS)]


class Allow(Message):
    """Staff let the phone of a client speak, or mute it. A phone that comes back keeps what was
    decided.
    """

    type: Literal["allow"] = "allow"
    participant: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    microphone: bool


class Check(Message):
    """Staff want the translation of a caption translated back; ``check_result`` answers, to the
    asker alone.
    """

    type: Literal["check"] = "check"
    caption: CaptionId
    lang: Language = Field(description="Of the translation.")


class Repeat(Message):
    """Please say it again: everybody is told by ``notice {code: "repeat_wanted"}``."""

    type: Literal["repeat"] = "repeat"
    caption: CaptionId | None = Field(
        default=None, description="What was not understood; without it, what was said last."
    )


class Interpreter(Message):
    """I want a human interpreter: everybody is told by ``notice {code: "interpreter_wanted"}``, and
    what became of it by notices of the other states.
    """

    type: Literal["interpreter"] = "interpreter"
    status: Literal["wanted", "withdrawn", "coming", "answered"] = Field(
        default="wanted",
        description=(
            "withdrawn: the sender does not want one after all. Staff, to all who want one: coming,"
            " or answered in another way."
        ),
    )


class Consent(Message):
    """The client has understood that a computer translates; from staff: the client was told."""

    type: Literal["consent"] = "consent"


class ClientBye(Message):
    """The participant leaves; the server closes the socket."""

    type: Literal["bye"] = "bye"


ClientMessage = Annotated[
    Hello
    | Pause
    | Resume
    | Speaks
    | Say
    | Show
    | Correct
    | Flip
    | Reads
    | Allow
    | Check
    | Repeat
    | Interpreter
    | Consent
    | ClientBye,
    Field(discriminator="type"),
]
