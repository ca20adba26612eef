"""What is set at a desk reaches the recognizer, at that desk and at no other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from engine_rig import EN_PT, Rig, answer
from visit import tone

from models.loading import load_sentence_splitter
from models.types import Vocabulary
from service.access.grants import Grants
from service.conversation.config import ConversationConfig
from service.conversation.events import AudioReceived, Participant, ParticipantJoined, Paused, Role
from service.feed.memory import MemoryCaptionLog
from service.glossary.concepts import Concept
from service.glossary.in_use import terms_of
from service.inference.load import Load
from service.live.admission import Admission
from service.live.registry import Books, ConversationLimits, Conversations
from service.storage.desk import Desk
from service.usage.visit import Visit
from service.wire.messages import Caption, ServerMessage

PATIENCE_S = 60.0
SERVERS = {"en": Vocabulary(hotwords=("Kela",), prompt="At the city hall.")}
POOL = Desk(slug="pool", name="Pool", prompts={"en": "At the pool.", "pt": "Na piscina."})
CARD = Concept(terms={"en": "pool card", "pt": "cartão da piscina"}, listen=True)


class NoBook:
    """Counts are not looked at."""

    async def keep(self, visit: Visit) -> None:
        del visit


def idle(over_s: float) -> Load:
    return Load(busy_share=0.0, wait_s=over_s * 0, run_s=0.1, request_s=None)


@pytest.fixture
def rig() -> Rig:
    return Rig(answer)


@asynccontextmanager
async def conversations_of(rig: Rig) -> AsyncIterator[Conversations]:
    async with rig.running() as engine:
        made = Conversations(
            engine=engine,
            grants=Grants(clock=time.monotonic),
            admission=Admission(idle, clock=time.monotonic, config=None),
            limits=ConversationLimits(
                conversations=2,
                idle_s=60,
                longest_s=60,
                each=ConversationConfig(vocabulary=SERVERS),
            ),
            books=Books(new_log=MemoryCaptionLog[ServerMessage], visits=NoBook()),
            split_sentences=load_sentence_splitter(),
        )
        async with made.running():
            yield made


async def told_at(rig: Rig, desk: Desk) -> list[Mapping[str, Vocabulary]]:
    """What the recognizer is told while somebody speaks at a desk."""
    async with conversations_of(rig) as conversations:
        host = conversations.open(EN_PT, desk, terms=terms_of([CARD]))
        rig.recognizer.windows.clear()
        await asyncio.sleep(0)  # the conversation begins to live
        staff = Participant(id="staff", role=Role.STAFF, reads=("en",), speaks="en")
        async with asyncio.timeout(PATIENCE_S), host.log.follow(None) as following:
            host.submit(ParticipantJoined(participant=staff))
            host.submit(AudioReceived(participant="staff", start_sample=0, samples=tone(2.0)))
            host.submit(Paused(participant="staff"))
            async for delivery in following:
                message = delivery.entry.payload
                if isinstance(message, Caption) and message.final:
                    break
        return [one.vocabulary for windows in rig.recognizer.windows for one in windows]


async def test_prompt_and_hotwords_of_the_desk_reach_the_recognizer(rig: Rig) -> None:
    told = await told_at(rig, POOL)
    assert told
    for vocabulary in told:
        assert vocabulary == {
            "en": Vocabulary(hotwords=("Kela", "pool card"), prompt="At the pool."),
            "pt": Vocabulary(hotwords=("cartão da piscina",), prompt="Na piscina."),
        }


async def test_prompt_of_the_server_holds_where_the_desk_has_none(rig: Rig) -> None:
    told = await told_at(rig, Desk(slug="desk", name="Desk"))
    assert {vocabulary["en"].prompt for vocabulary in told} == {"At the city hall."}
