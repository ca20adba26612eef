"""Two conversations on one server never see each other's words, whatever people do in them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from peer import Peer, Told

from models.fakes import EnergyVad, FakeLanguageIdentifier, ScriptedRecognizer, ScriptedTranslator
from models.loading import load_sentence_splitter
from models.routing import RoutedTranslator
from models.types import SAMPLE_RATE, AudioWindow, Hypothesis, LanguagePair, Samples, Word
from service.access.grants import Grant, Grants
from service.conversation.events import Role
from service.feed.memory import MemoryCaptionLog
from service.inference.load import Load
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet
from service.live.admission import Admission
from service.live.closing import CloseCode
from service.live.connection import Connection, SocketLimits
from service.live.host import ConversationHost
from service.live.registry import Books, ConversationLimits, Conversations
from service.storage.desk import Desk
from service.usage.visit import Visit
from service.wire.messages import (
    Allow,
    Check,
    ClientMessage,
    Consent,
    Correct,
    Flip,
    Hello,
    Interpreter,
    Pause,
    Reads,
    Repeat,
    Say,
    ServerMessage,
    Speaks,
    TrackOffer,
)

R = TypeVar("R")

SECRETS = ("alpha", "bravo")
"""A word for each conversation, which is in everything that is said in it, and nowhere else."""
LOUDNESS = {"alpha": 0.25, "bravo": 0.75}
"""How loud the voices of each are, by which the recognizer knows what they say."""
SIDES = st.integers(0, 1)
PLACES = st.integers(0, 5)
LANGUAGES = st.sampled_from(["en", "pt", "fi"])
ASKED = st.sampled_from(["check", "flip", "repeat", "interpreter", "consent"])
FRAME = SAMPLE_RATE // 10
PATIENCE_S = 60.0


def heard(window: AudioWindow) -> Hypothesis:
    """Everybody says the secret of their conversation, again and again."""
    loudest = float(np.abs(window.samples).max(initial=0.0))
    secret = min(SECRETS, key=lambda one: abs(LOUDNESS[one] - loudest))
    return Hypothesis(
        words=tuple(Word(text=f" {secret}") for _ in range(1 + window.samples.size // SAMPLE_RATE)),
        language=window.languages[0],
        language_probability=1.0,
        no_speech_probability=0.0,
        average_log_probability=-0.1,
    )


def models() -> ModelSet:
    return ModelSet(
        recognizer=ScriptedRecognizer(heard),
        translator=RoutedTranslator([ScriptedTranslator()]),
        voice_detector=EnergyVad(),
        language_identifier=FakeLanguageIdentifier(),
    )


def question(asked: str, caption: str, lang: str) -> ClientMessage:
    """What a participant may want of a caption, or of everybody."""
    match asked:
        case "check":
            return Check(caption=caption, lang=lang)
        case "flip":
            return Flip(caption=caption)
        case "repeat":
            return Repeat(caption=caption)
        case "interpreter":
            return Interpreter()
        case _:
            return Consent()


def voice(secret: str) -> Samples:
    return np.full(6 * FRAME, LOUDNESS[secret], np.float32)


class NoBook:
    """Counts are not looked at."""

    async def keep(self, visit: Visit) -> None:
        del visit


def no_load(over_s: float) -> Load:
    return Load(busy_share=0.0, wait_s=0.0, run_s=over_s, request_s=None)


@dataclass(kw_only=True)
class Place:
    """Somebody with a socket."""

    grant: Grant
    token: str | None
    peer: Peer
    sent_samples: int = 0

    def told(self) -> list[Told]:
        return self.peer.texts()


@dataclass(kw_only=True)
class Side:
    """One conversation, and all who ever had a socket in it."""

    secret: str
    host: ConversationHost
    places: list[Place] = field(default_factory=list)

    @property
    def staff(self) -> Place:
        return self.places[0]

    def at(self, number: int) -> Place:
        return self.places[number % len(self.places)]


class Server:
    """Everything between the sockets and the models, as the service has it."""

    def __init__(self) -> None:
        self.grants = Grants(clock=time.monotonic)
        self._engine = LocalEngine(models)
        self.conversations = Conversations(
            engine=self._engine,
            grants=self.grants,
            admission=Admission(no_load, clock=time.monotonic, config=None),
            limits=ConversationLimits(conversations=2, idle_s=60, longest_s=600),
            books=Books(new_log=MemoryCaptionLog[ServerMessage], visits=NoBook()),
            split_sentences=load_sentence_splitter(),
        )
        self._stop = asyncio.Event()
        self._serving: set[asyncio.Task[None]] = set()

    async def live(self, ready: asyncio.Event) -> None:
        async with AsyncExitStack() as exits:
            exits.push_async_callback(self._engine.close)
            await self._engine.start()
            await exits.enter_async_context(self.conversations.running())
            ready.set()
            await self._stop.wait()
        await asyncio.gather(*self._serving)

    def stop(self) -> None:
        self._stop.set()

    async def seat(self, grant: Grant, hello: Hello) -> Peer:
        """A socket that has said hello and was told ready, or was refused."""
        peer = Peer()
        await peer.connect()
        limits = SocketLimits(authenticate_s=PATIENCE_S, stalled_s=PATIENCE_S)
        connection = Connection(
            peer.socket, conversations=self.conversations, grants=self.grants, limits=limits
        )
        serving = asyncio.get_running_loop().create_task(connection.serve())
        self._serving.add(serving)
        peer.say(hello)
        await peer.until(lambda told: told["type"] in {"ready", "error"})
        assert grant.participant
        return peer


class TwoConversations(RuleBasedStateMachine):
    """Two visits at once, in which anything is tried, also with names from the other one."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.server, self.life = self.run(self.start())
        self.sides: list[Side] = []
        self.said = 0

    def run(self, work: Awaitable[R]) -> R:
        async def soon() -> R:
            async with asyncio.timeout(PATIENCE_S):
                return await work

        return self.runner.run(soon())

    async def start(self) -> tuple[Server, asyncio.Task[None]]:
        server, ready = Server(), asyncio.Event()
        life = asyncio.get_running_loop().create_task(server.live(ready))
        await ready.wait()
        return server, life

    # --- coming and going -------------------------------------------------------------------------

    @initialize()
    def two_desks(self) -> None:
        for secret in SECRETS:
            self.run(self.open(secret))

    async def open(self, secret: str) -> None:
        desk = Desk(slug="desk", name="Desk")
        host = self.server.conversations.open(LanguagePair("en", "pt"), desk)
        side = Side(secret=secret, host=host)
        grant = Grant(conversation=host.conversation, participant="staff", role=Role.STAFF)
        await self.sit(side, grant, None, ("en", "pt"), "en")
        self.sides.append(side)

    async def sit(
        self,
        side: Side,
        grant: Grant,
        token: str | None,
        reads: tuple[str, ...],
        speaks: str | None,
    ) -> None:
        offer = TrackOffer(speaks=speaks, sample_rate=SAMPLE_RATE) if speaks else None
        hello = Hello(ticket=self.server.grants.issue_ticket(grant), reads=reads, track=offer)
        peer = await self.server.seat(grant, hello)
        side.places.append(Place(grant=grant, token=token, peer=peer))

    @rule(at=SIDES, way=st.sampled_from(["link", "display", "code"]), reads=LANGUAGES)
    def join(self, at: int, way: str, reads: str) -> None:
        side, grants = self.sides[at], self.server.grants
        if side.host.ended:
            return
        role = Role.VIEWER if way == "display" else Role.CLIENT
        invitation = grants.invite(side.host.conversation, role)
        if way == "code":
            assert invitation.code is not None
            grant = grants.invited_by_code(invitation.code)
        else:
            grant = grants.invited_by_secret(invitation.secret)
        assert grant is not None
        token = grants.admit(grant)
        self.run(self.sit(side, grant, token, (reads,), None))

    @rule(at=SIDES, who=PLACES, reads=LANGUAGES, offers=st.booleans())
    def come_back(self, at: int, who: int, reads: str, *, offers: bool) -> None:
        side = self.sides[at]
        place = side.at(who)
        if place.token is None or side.host.ended:
            return
        grant = self.server.grants.reader(place.token)
        if grant is not None:
            self.run(self.sit(side, grant, place.token, (reads,), reads if offers else None))

    @rule(at=SIDES, who=PLACES)
    def lose_the_network(self, at: int, who: int) -> None:
        place = self.sides[at].at(who)
        if place is not self.sides[at].staff:
            place.peer.go()

    @rule(at=SIDES, who=PLACES, of=SIDES)
    def remove(self, at: int, who: int, of: int) -> None:
        """Also a participant of the other conversation, which must do nothing to it."""
        participant = self.sides[of].at(who).grant.participant
        if participant == "staff":
            return
        here = self.sides[at]
        self.server.grants.remove_participant(here.host.conversation, participant)
        self.run(self.remove_from(here, participant, is_theirs=at == of))

    async def remove_from(self, side: Side, participant: str, *, is_theirs: bool) -> None:
        assert not side.host.remove(participant) or is_theirs

    # --- saying -----------------------------------------------------------------------------------

    def tell(self, place: Place, message: ClientMessage) -> None:
        if not place.peer.closed.done():
            place.peer.say(message)

    def words(self, side: Side) -> str:
        self.said += 1
        return f"{side.secret} {self.said}"

    @rule(at=SIDES, who=PLACES, lang=LANGUAGES)
    def type(self, at: int, who: int, lang: str) -> None:
        side = self.sides[at]
        self.tell(side.at(who), Say(text=self.words(side), lang=lang))
        self.everything_is_told(side)

    @rule(at=SIDES, who=PLACES, number=st.integers(1, 8))
    def correct(self, at: int, who: int, number: int) -> None:
        """Captions have the same names in both conversations."""
        side = self.sides[at]
        self.tell(side.at(who), Correct(caption=f"c{number}", text=self.words(side)))
        self.everything_is_told(side)

    @rule(at=SIDES, who=PLACES, number=st.integers(1, 8), lang=LANGUAGES, asked=ASKED)
    def ask(self, at: int, who: int, number: int, lang: str, asked: str) -> None:
        """Captions have the same names in both conversations."""
        side = self.sides[at]
        self.tell(side.at(who), question(asked, f"c{number}", lang))
        self.everything_is_told(side)

    @rule(at=SIDES, who=PLACES, reads=LANGUAGES)
    def read(self, at: int, who: int, reads: str) -> None:
        self.tell(self.sides[at].at(who), Reads(reads=(reads,)))

    @rule(at=SIDES, who=PLACES, of=SIDES, whom=PLACES, microphone=st.booleans())
    def allow(self, at: int, who: int, of: int, whom: int, *, microphone: bool) -> None:
        participant = self.sides[of].at(whom).grant.participant
        self.tell(self.sides[at].at(who), Allow(participant=participant, microphone=microphone))

    @rule(at=SIDES, who=PLACES, lang=LANGUAGES)
    def speak(self, at: int, who: int, lang: str) -> None:
        side = self.sides[at]
        place = side.at(who)
        self.tell(place, Speaks(speaks=lang))
        for begin in range(0, 6 * FRAME, FRAME):
            if not place.peer.closed.done():
                start = side.host.next_sample(place.grant.participant) + begin
                place.peer.speak(voice(side.secret)[:FRAME], start_sample=start)
        self.tell(place, Pause())
        self.everything_is_told(side)

    def everything_is_told(self, side: Side) -> None:
        """A last word of staff, which comes behind all that was asked for before."""
        if not side.host.ended:
            text = self.words(side)
            side.staff.peer.say(Say(text=text, lang="en"))
            self.run(side.staff.peer.until(lambda told: told.get("committed") == text))

    @precondition(lambda self: any(not side.host.ended for side in self.sides))
    @rule(at=SIDES, odds=st.integers(0, 9))
    def end(self, at: int, odds: int) -> None:
        side = self.sides[at]
        if odds == 0 and not side.host.ended:
            self.everything_is_told(side)
            self.run(self.end_everywhere(side))

    async def end_everywhere(self, side: Side) -> None:
        side.host.end()
        assert await side.staff.peer.closed == CloseCode.ENDED

    # --- what must hold ---------------------------------------------------------------------------

    @invariant()
    def nobody_is_told_of_the_other_conversation(self) -> None:
        for side, other in zip(self.sides, reversed(self.sides), strict=True):
            foreign = {other.secret, other.host.conversation}
            foreign |= {place.grant.participant for place in other.places} - {"staff"}
            for place in side.places:
                told = json.dumps(place.told())
                assert not [word for word in foreign if word in told]

    def teardown(self) -> None:
        try:
            for side in self.sides:
                self.everything_is_told(side)
                assert any(side.secret in str(told) for told in side.staff.told())
            self.nobody_is_told_of_the_other_conversation()
        finally:
            self.server.stop()
            self.run(self.life)
            self.runner.close()


def test_two_conversations_never_see_each_others_words() -> None:
    run_state_machine_as_test(
        TwoConversations, settings=settings(max_examples=25, stateful_step_count=30, deadline=None)
    )
