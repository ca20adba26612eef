"""A connection whose other end misbehaves: it is cut, and nobody else notices."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from manual_clock import ManualClock
from peer import Peer

from models.loading import load_sentence_splitter
from models.types import LanguagePair
from service.access.grants import Grant, Grants
from service.cli.loading import scripted_models
from service.conversation.events import Role
from service.feed.log import Entry
from service.feed.memory import MemoryCaptionLog
from service.inference.load import Load
from service.inference.local import LocalEngine
from service.live.admission import Admission, AdmissionConfig, Busy
from service.live.connection import Connection, SocketLimits
from service.live.host import ConversationHost
from service.live.registry import Books, ConversationLimits, Conversations
from service.storage.desk import Desk
from service.usage.visit import Visit
from service.wire.messages import Allow, Hello, Say, ServerMessage, TrackOffer

SOON_S = 0.2


EN_PT = LanguagePair("en", "pt")
DESK = Desk(slug="desk", name="Desk")


class Room:
    """A running conversation and what sockets need to enter it."""

    def __init__(self, conversations: Conversations, grants: Grants) -> None:
        self.conversations = conversations
        self.grants = grants
        self.host: ConversationHost = conversations.open(EN_PT, DESK)

    def ticket(self, participant: str, role: Role) -> str:
        grant = Grant(conversation=self.host.conversation, participant=participant, role=role)
        return self.grants.issue_ticket(grant)

    def connection(self, peer: Peer) -> Connection:
        limits = SocketLimits(authenticate_s=SOON_S, stalled_s=SOON_S)
        return Connection(
            peer.socket, conversations=self.conversations, grants=self.grants, limits=limits
        )


def idle(over_s: float) -> Load:
    assert over_s > 0
    return Load(busy_share=0.0, wait_s=0.0, run_s=0.1, request_s=None)


@asynccontextmanager
async def open_room(
    *,
    idle_s: float = 60.0,
    admission: Admission | None = None,
    new_log: Callable[[], MemoryCaptionLog[ServerMessage]] = MemoryCaptionLog[ServerMessage],
) -> AsyncIterator[Room]:
    engine = LocalEngine(scripted_models)
    await engine.start()
    grants = Grants(clock=time.monotonic)
    conversations = Conversations(
        engine=engine,
        grants=grants,
        admission=admission or Admission(idle, clock=time.monotonic, config=AdmissionConfig()),
        limits=ConversationLimits(conversations=2, idle_s=idle_s, longest_s=60),
        books=Books(new_log=new_log, visits=NoBook()),
        split_sentences=load_sentence_splitter(),
    )
    async with conversations.running():
        yield Room(conversations, grants)
    await engine.close()


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with open_room() as room:
        yield room


class NoBook:
    """Counts are not looked at."""

    async def keep(self, visit: Visit) -> None:
        del visit


class FailingLog(MemoryCaptionLog[ServerMessage]):
    """A log that cannot keep what is final."""

    async def append(self, entry: Entry[ServerMessage]) -> int | None:
        if entry.final:
            raise OSError("no room left")
        return await super().append(entry)


async def test_reader_that_takes_nothing_is_cut_and_others_go_on(room: Room) -> None:
    stalled, staff = Peer(), Peer()
    for peer in (stalled, staff):
        await peer.connect()
    serving = [asyncio.ensure_future(room.connection(peer).serve()) for peer in (stalled, staff)]
    stalled.say(Hello(ticket=room.ticket("v1", Role.VIEWER), reads=("pt",)))
    staff.say(Hello(ticket=room.ticket("staff", Role.STAFF), reads=("en",)))
    await asyncio.sleep(0)
    stalled.takes.clear()
    staff.say(Say(text="Hello", lang="en"))
    await serving[0]
    assert room.host.readers == 0
    assert not serving[1].done()
    assert not [t for t in staff.texts() if t["type"] == "bye"]
    staff.go()
    await serving[1]


async def test_socket_that_never_says_hello_is_closed(room: Room) -> None:
    peer = Peer()
    await peer.connect()
    await room.connection(peer).serve()
    assert await peer.closed == 4401


async def test_socket_that_goes_away_gives_its_seat_back(room: Room) -> None:
    peer = Peer()
    await peer.connect()
    serving = asyncio.ensure_future(room.connection(peer).serve())
    peer.say(Hello(ticket=room.ticket("v1", Role.VIEWER), reads=("pt",)))
    peer.go()
    await serving
    assert room.host.readers == 0


async def test_conversation_that_breaks_ends_and_tells_its_sockets() -> None:
    async with open_room(new_log=FailingLog) as room:
        peer = Peer()
        await peer.connect()
        peer.say(Hello(ticket=room.ticket("staff", Role.STAFF), reads=("en",)))
        peer.say(Say(text="Hello", lang="en"))
        await room.connection(peer).serve()
        assert await peer.closed == 4500
        assert peer.texts()[-1] == {"type": "bye", "code": "failed"}
        assert room.conversations.find(room.host.conversation) is None
        other = room.conversations.open(EN_PT, DESK)
        assert not other.ended


async def test_too_many_conversations_are_refused(room: Room) -> None:
    room.conversations.open(EN_PT, DESK)
    with pytest.raises(Busy):
        room.conversations.open(EN_PT, DESK)


async def test_microphone_is_refused_when_the_machine_became_busy_since_the_opening() -> None:
    clock = ManualClock()
    load = Load(busy_share=0.0, wait_s=0.0, run_s=0.1, request_s=0.1)
    admission = Admission(lambda _over_s: load, clock=clock, config=AdmissionConfig())
    async with open_room(admission=admission) as room:
        clock.now_s += 60.0
        load = Load(busy_share=1.0, wait_s=0.5, run_s=0.1, request_s=0.1)
        speaker, typist = Peer(), Peer()
        await speaker.connect()
        track = TrackOffer(speaks="en", sample_rate=16_000)
        speaker.say(Hello(ticket=room.ticket("s", Role.STAFF), reads=("en",), track=track))
        await room.connection(speaker).serve()
        assert await speaker.closed == 4429
        assert [(told["code"], told["retry_after_s"]) for told in speaker.texts()] == [("busy", 10)]
        await typist.connect()
        typist.say(Hello(ticket=room.ticket("t", Role.STAFF), reads=("en",)))
        typist.go()
        await room.connection(typist).serve()
        assert typist.texts()[0]["type"] == "ready"


async def test_phone_that_there_is_no_room_for_is_refused_with_a_time_to_ask_again() -> None:
    load = Load(busy_share=0.0, wait_s=0.0, run_s=0.1, request_s=0.1)
    admission = Admission(lambda _over_s: load, clock=ManualClock(), config=AdmissionConfig())
    async with open_room(admission=admission) as room:
        admission.let_speak(room.host.conversation, "s")  # the place that was kept is taken
        load = Load(busy_share=1.0, wait_s=0.5, run_s=0.1, request_s=0.1)
        staff, phone = Peer(), Peer()
        async with asyncio.TaskGroup() as serving:
            for peer, name, role in ((staff, "s", Role.STAFF), (phone, "p", Role.CLIENT)):
                await peer.connect()
                peer.say(Hello(ticket=room.ticket(name, role), reads=("en",)))
                serving.create_task(room.connection(peer).serve())
                await peer.until(lambda told: told["type"] == "ready")
            staff.say(Allow(participant="p", microphone=True))
            told = await staff.until(lambda told: told["type"] == "error")
            assert (told["code"], told["retry_after_s"]) == ("busy", 10)
            staff.go()
            phone.go()


async def test_quiet_conversation_ends_as_idle() -> None:
    async with open_room(idle_s=SOON_S) as room:
        peer = Peer()
        await peer.connect()
        peer.say(Hello(ticket=room.ticket("staff", Role.STAFF), reads=("en",)))
        await room.connection(peer).serve()
        assert await peer.closed == 4408
        assert peer.texts()[-1] == {"type": "bye", "code": "idle"}
        await room.conversations.ended()
        assert len(room.conversations) == 0
