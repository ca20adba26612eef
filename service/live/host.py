"""One conversation at work: feeds the pure core, asks the models, writes the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from service.conversation.conversation import Conversation
from service.conversation.events import (
    AcknowledgeAudio,
    AudioReceived,
    CaptionChanged,
    CheckMade,
    Effect,
    Ended,
    Event,
    GlossaryChanged,
    ModelRequest,
    Participant,
    ParticipantJoined,
    ParticipantLeft,
    Published,
    Recognize,
    Refused,
    Role,
    ScoreVoice,
    Translate,
    VoiceScored,
)
from service.export.reading import read_transcript
from service.export.transcript import Transcript
from service.feed.log import CaptionLog, Entry
from service.glossary.concepts import hotwords
from service.glossary.in_use import TermsOf
from service.inference.engine import Engine
from service.live import present
from service.live.asking import Asking
from service.live.times import CaptionTimes
from service.phrases.book import PhraseBook
from service.storage.desk import Desk, RetentionHours
from service.usage.tally import Tally
from service.usage.visit import Setting, Visit
from service.wire.messages import ServerMessage

logger = logging.getLogger(__name__)

_MOST_READERS: Final = 8
"""Phones and displays of one conversation, beside its staff."""
_UNWRITTEN: Final = 2_048
"""Entries that may wait for the log.

More means that the log is broken: the conversation ends, loudly.
"""
_GOODBYES_S: Final = 4.0
"""Longest wait for sockets to close at the end; a little more than each of them is given."""


class Seat(Protocol):
    """The socket of a participant, as the host sees it. None of these may wait."""

    def acknowledge(self, samples: int) -> None:
        """All audio before ``samples`` has arrived."""
        ...

    def refuse(self, code: str) -> None:
        """What the participant asked for was not done."""
        ...

    def tell_check(self, made: CheckMade) -> None:
        """A translation that the participant wanted to check is translated back."""
        ...

    def leave(self, code: str) -> None:
        """Close, telling the participant why."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    participant: Participant
    seat: Seat


class ConversationHost:
    """Runs one conversation until it ends.

    Everything here happens on the event loop's thread, so the core needs no lock: ``submit`` hands
    an event to the core and carries out its effects at once. Work that takes time (models, the log)
    runs in tasks of ``run``'s group.
    """

    def __init__(
        self,
        *,
        conversation: str,
        desk: Desk,
        setting: Setting,
        core: Conversation,
        engine: Engine,
        log: CaptionLog[ServerMessage],
    ) -> None:
        self.conversation = conversation
        self.desk = desk
        """As it was set up when the conversation was opened."""
        self.setting = setting
        self.pair = setting.pair
        self.log = log
        self.terms = TermsOf()
        """What words must be called; see ``use_terms``."""
        self.added_terms = 0
        """How many of them were added while people talked."""
        self.practice = False
        """Staff practise: it is not counted, and nothing of it is kept."""
        self.phrases: PhraseBook | None = None
        """What staff may show, as the conversation was opened; None for nothing."""
        self._core = core
        self._asking = Asking(engine, conversation)
        self._seats: dict[str, _Taken] = {}
        self._roles: dict[str, Role] = {}
        self._unwritten: asyncio.Queue[Entry[ServerMessage]] = asyncio.Queue(_UNWRITTEN)
        self._tasks = asyncio.TaskGroup()
        self._ended = asyncio.Event()
        self._over = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._published = 0
        self._end_code = "ended"
        self._born_s = self._last_activity_s = asyncio.get_running_loop().time()
        self._tally = Tally(setting, at_s=self._born_s)
        self._ended_s: float | None = None
        self._times = CaptionTimes()

    @property
    def readers(self) -> int:
        """Sockets of phones and displays."""
        return sum(1 for taken in self._seats.values() if taken.participant.role is not Role.STAFF)

    @property
    def full(self) -> bool:
        """True where no other phone or display may come in."""
        return self.readers >= _MOST_READERS

    def admits(self, participant: str, role: Role) -> bool:
        """True where there is a seat for this participant, who may be here already."""
        return role is Role.STAFF or participant in self._seats or not self.full

    def lets_speak(self, participant: str, role: Role) -> bool:
        """True for those who may have a track."""
        return self._core.lets_speak(participant, role)

    def has_phone(self, participant: str) -> bool:
        """True while this client is here."""
        taken = self._seats.get(participant)
        return taken is not None and taken.participant.role is Role.CLIENT

    @property
    def retention_h(self) -> RetentionHours:
        """Hours for which the text can be had after the end."""
        return self.desk.retention_h

    @property
    def ended(self) -> bool:
        """True once nothing is accepted any more."""
        return self._ended.is_set()

    async def transcript(self) -> Transcript:
        """Everything final so far, in both languages.

        Raises:
            LogClosed: it has ended and is forgotten.
        """
        finals = await self.log.finals()
        return read_transcript(
            (delivery.entry.payload for delivery in finals.deliveries),
            languages=(self.pair.source, self.pair.target),
            whole=finals.whole,
        )

    async def over(self) -> None:
        """Return once it has ended and what was said is kept, where it is kept at all."""
        await self._over.wait()

    async def run(
        self, *, idle_s: float, longest_s: float, keep: Callable[[Transcript], None]
    ) -> None:
        """Live until ``end`` is called, ``idle_s`` without an event, or ``longest_s`` in all.

        Args:
            idle_s: Seconds.
            longest_s: Seconds.
            keep: Is given what was said at the end, where the desk keeps it for a while.
        """
        loop = asyncio.get_running_loop()
        try:
            async with self._tasks:
                writer = self._tasks.create_task(self._write_log(), name="log writer")
                while not self._ended.is_set():
                    ends_s = min(self._last_activity_s + idle_s, self._born_s + longest_s)
                    if loop.time() >= ends_s:
                        self.end("idle")
                        break
                    try:
                        async with asyncio.timeout_at(ends_s):
                            await self._ended.wait()
                    except TimeoutError:
                        continue  # something may have happened meanwhile: look again
                await self._unwritten.join()
                writer.cancel()
                if self.retention_h and self._end_code != "shutdown":
                    keep(await self.transcript())
                raise _Over
        except* _Over:
            pass
        finally:
            code = self._end_code if self.ended else "failed"
            self._ended.set()
            self._over.set()
            for taken in list(self._seats.values()):
                taken.seat.leave(code)
            await self.log.close()
            await self._wait_for_goodbyes()

    async def _wait_for_goodbyes(self) -> None:
        try:
            async with asyncio.timeout(_GOODBYES_S):
                await self._empty.wait()
        except TimeoutError:
            logger.info("conversation %s: a socket did not close in time", self.conversation)

    def end(self, code: str = "ended") -> None:
        """End the conversation: everybody is told ``code``. Idempotent.

        Everything is forgotten, unless the desk keeps it for a while.
        """
        if self._ended.is_set():
            return
        self._end_code = code
        self._ended_s = asyncio.get_running_loop().time()
        self._carry_out(self._core.handle(Ended()))
        self._ended.set()

    def visit(self) -> Visit:
        """What there was, counted: for one that has ended."""
        now_s = asyncio.get_running_loop().time()
        return self._tally.close(at_s=now_s if self._ended_s is None else self._ended_s)

    def take_seat(self, participant: Participant, seat: Seat) -> None:
        """A participant's socket is open.

        An older socket of the same participant is closed: the newest counts.
        """
        before = self._seats.get(participant.id)
        self._seats[participant.id] = _Taken(participant=participant, seat=seat)
        self._empty.clear()
        self._roles[participant.id] = participant.role
        if before is not None:
            before.seat.leave("taken_over")
        self.submit(ParticipantJoined(participant=participant))

    def leave_seat(self, participant: str, seat: Seat) -> None:
        """A socket is gone; nothing happens where another one has taken its place."""
        taken = self._seats.get(participant)
        if taken is not None and taken.seat is seat:
            del self._seats[participant]
            if not self._seats:
                self._empty.set()
            self.submit(ParticipantLeft(participant=participant))

    def remove(self, participant: str) -> bool:
        """Close the socket of a participant whom staff have removed. False where there is none."""
        taken = self._seats.get(participant)
        if taken is not None:
            taken.seat.leave("removed")
        return taken is not None

    def use_terms(self, terms: TermsOf) -> None:
        """Translate by these terms from now on."""
        self.terms = terms
        self.submit(
            GlossaryChanged(
                terms=terms.between,
                kept=terms.kept,
                hotwords=hotwords(terms.concepts, (self.pair.source, self.pair.target)),
            )
        )

    def next_sample(self, participant: str) -> int:
        """Where the audio of a participant goes on."""
        return self._core.next_sample(participant)

    def submit(self, event: Event) -> None:
        """Hand an event to the core and carry out what it asks for."""
        if self._ended.is_set():
            return
        # An open microphone in an empty room is not a visit.
        if not isinstance(event, AudioReceived | VoiceScored):
            self._last_activity_s = asyncio.get_running_loop().time()
        self._carry_out(self._core.handle(event))

    def _carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case ScoreVoice() | Recognize() | Translate():
                    self._tasks.create_task(self._ask(effect))
                case AcknowledgeAudio():
                    if taken := self._seats.get(effect.participant):
                        taken.seat.acknowledge(effect.samples)
                case CheckMade():
                    if taken := self._seats.get(effect.participant):
                        taken.seat.tell_check(effect)
                case Refused():
                    if taken := self._seats.get(effect.participant):
                        taken.seat.refuse(effect.code)
                case _:
                    self._publish(effect)

    def _publish(self, published: Published) -> None:
        now_s = asyncio.get_running_loop().time()
        self._tally.see(published, at_s=now_s)
        self._published += 1
        if isinstance(published, CaptionChanged):
            self._times.see(published, at_s=now_s - self._born_s)
        self._unwritten.put_nowait(
            present.entry(published, roles=self._roles, number=self._published, times=self._times)
        )

    async def _write_log(self) -> None:
        while True:
            entry = await self._unwritten.get()
            await self.log.append(entry)
            self._unwritten.task_done()

    async def _ask(self, request: ModelRequest) -> None:
        self.submit(await self._asking.answer(request))


class _Over(Exception):
    """Ends the task group and every request that is still under way."""
