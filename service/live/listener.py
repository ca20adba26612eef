"""What a participant sends, as events of the conversation; never waits for a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.types import Message

from models.types import SAMPLE_RATE
from service.conversation import events
from service.conversation.events import Participant, Role
from service.feed.log import Subscription
from service.live.admission import Busy
from service.live.closing import CloseCode, Closed
from service.live.entrance import no_room
from service.live.host import ConversationHost
from service.live.pace import AUDIO_BURST_S, AUDIO_SPEED, MESSAGE_BURST, MESSAGES_PER_S, Allowance
from service.wire import messages
from service.wire.codec import decode_audio, decode_message
from service.wire.errors import WireError
from service.wire.messages import ClientMessage, ServerMessage

_MOST_BAD_MESSAGES: Final = 20
"""A client that sends more of them is broken or hostile."""
_PCM16_BYTES: Final = 2
_Signal = messages.Check | messages.Repeat | messages.Interpreter | messages.Consent


class Listener:
    """Takes the frames of one socket.

    Args:
        participant: who sends.
        host: of the conversation.
        subscription: what the participant follows; its languages change with ``reads``.
        let_speak: makes room for the microphone of another participant, or raises ``Busy``.
        refuse: tells the participant that a message was not understood.
        clock: seconds.
    """

    def __init__(
        self,
        participant: Participant,
        host: ConversationHost,
        subscription: Subscription[ServerMessage],
        *,
        let_speak: Callable[[str], None],
        refuse: Callable[[messages.Error], None],
        clock: Callable[[], float],
    ) -> None:
        self._participant = participant
        self._host = host
        self._subscription = subscription
        self._let_speak = let_speak
        self._refuse = refuse
        self._clock = clock
        self._audio = Allowance(burst=AUDIO_BURST_S, rate=AUDIO_SPEED, now_s=clock())
        self._texts = Allowance(burst=MESSAGE_BURST, rate=MESSAGES_PER_S, now_s=clock())
        self._bad_messages = 0

    def take(self, frame: Message) -> float:
        """Work off one frame; gives the seconds to wait before the next, where it came too soon.

        Raises:
            Closed: the participant leaves, or sends nothing but nonsense.
        """
        data, text = frame.get("bytes"), frame.get("text")
        try:
            if data is not None:
                owed_s = self._audio.spend(len(data) / (_PCM16_BYTES * SAMPLE_RATE), self._clock())
                self._hear(data)
            else:
                owed_s = self._texts.spend(1, self._clock())
                self._obey(decode_message(text or ""))
        except WireError as error:
            self._bad_messages += 1
            if self._bad_messages > _MOST_BAD_MESSAGES:
                raise Closed(code=CloseCode.POLICY) from None
            self._refuse(messages.Error(code=error.code, message=error.message))
        return owed_s

    def _hear(self, data: bytes) -> None:
        if self._participant.role is Role.VIEWER:
            raise WireError("not_allowed", "A reader may not send audio.")
        frame = decode_audio(data)
        self._host.submit(
            events.AudioReceived(
                participant=self._participant.id,
                start_sample=frame.start_sample,
                samples=frame.samples,
            )
        )

    def _obey(self, message: ClientMessage) -> None:
        match message:
            case messages.ClientBye():
                raise Closed("left")
            case messages.Hello():
                raise WireError("bad_message", "hello was said already")
            case messages.Reads():
                self._subscription.languages = frozenset(message.reads)
                self._host.submit(
                    events.ReadsChanged(participant=self._participant.id, reads=message.reads)
                )
            case messages.Allow():
                self._allow(message)
            case messages.Pause() | messages.Resume() | messages.Speaks():
                self._host.submit(_track_event(message, self._participant.id))
            case messages.Check() | messages.Repeat() | messages.Interpreter() | messages.Consent():
                self._host.submit(_signal(message, self._participant.id))
            case _:
                self._host.submit(_words_event(message, self._participant.id))

    def _allow(self, message: messages.Allow) -> None:
        """Another microphone is more work for this machine, so there must be room for it."""
        phone, is_staff = message.participant, self._participant.role is Role.STAFF
        if message.microphone and is_staff and self._host.has_phone(phone):
            try:
                self._let_speak(phone)
            except Busy as busy:
                self._refuse(no_room(busy))
                return
        self._host.submit(
            events.MicrophoneAllowed(
                participant=self._participant.id, speaker=phone, allowed=message.microphone
            )
        )


def _track_event(
    message: messages.Pause | messages.Resume | messages.Speaks, participant: str
) -> events.TrackEvent:
    match message:
        case messages.Pause():
            return events.Paused(participant=participant)
        case messages.Resume():
            return events.Resumed(participant=participant)
        case messages.Speaks():
            return events.SpeaksChanged(participant=participant, speaks=message.speaks)


def _words_event(
    message: messages.Say | messages.Show | messages.Correct | messages.Flip, participant: str
) -> events.WordsEvent:
    match message:
        case messages.Say():
            return events.Said(participant=participant, text=message.text, language=message.lang)
        case messages.Show():
            return events.Shown(participant=participant, phrase=message.phrase)
        case messages.Correct():
            return events.Corrected(
                participant=participant, caption=message.caption, text=message.text
            )
        case messages.Flip():
            return events.Flipped(participant=participant, caption=message.caption)


def _signal(message: _Signal, participant: str) -> events.Event:
    match message:
        case messages.Check():
            return events.CheckAsked(
                participant=participant, caption=message.caption, language=message.lang
            )
        case messages.Repeat():
            return events.RepeatAsked(participant=participant, caption=message.caption)
        case messages.Interpreter():
            return _interpreter(message, participant)
        case messages.Consent():
            return events.Consented(participant=participant)


def _interpreter(message: messages.Interpreter, participant: str) -> events.InterpreterEvent:
    match message.status:
        case "wanted":
            return events.InterpreterAsked(participant=participant)
        case "withdrawn":
            return events.InterpreterWithdrawn(participant=participant)
        case "coming" | "answered":
            return events.InterpreterAnswered(
                participant=participant, coming=message.status == "coming"
            )
