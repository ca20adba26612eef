"""After a conversation no object of the service leads to a word that was said in it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from peer import Peer, Told
from reachable import texts_with
from served import Served, served

from service.access.grants import Grant
from service.conversation.events import Role
from service.live.connection import Connection, SocketLimits
from service.wire.messages import Check, ClientMessage, Correct, Hello, Say

PATIENCE_S = 60.0
LIMITS = SocketLimits(authenticate_s=PATIENCE_S, stalled_s=PATIENCE_S)


@asynccontextmanager
async def seat(service: Served, grant: Grant, *reads: str) -> AsyncIterator[Peer]:
    """A socket in a conversation, until its end."""
    peer = Peer()
    await peer.connect()
    connection = Connection(
        peer.socket,
        conversations=service.services.conversations,
        grants=service.services.grants,
        limits=LIMITS,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(connection.serve())
        peer.say(Hello(ticket=service.services.grants.issue_ticket(grant), reads=reads))
        await peer.until(lambda told: told["type"] == "ready")
        yield peer
        await peer.closed


async def say(peer: Peer, word: str, message: ClientMessage) -> Told:
    """Send something with the word, and wait for its translation."""
    since = len(peer.taken)
    peer.say(message)
    return await peer.until(
        lambda told: told["type"] == "translation" and word in str(told["committed"]), since=since
    )


async def visit(service: Served, word: str) -> None:
    """A conversation in which everything that can carry a word carries this one."""
    opened = await service.staff.post(
        "/conversations", json={"staff_lang": "en", "client_lang": "pt"}
    )
    conversation = opened.json()["conversation"]
    grants = service.services.grants
    staff = Grant(conversation=conversation, participant="staff", role=Role.STAFF)
    client = grants.invite(conversation, Role.CLIENT).grant
    grants.admit(client)
    async with seat(service, staff, "en", "pt") as desk, seat(service, client, "pt") as phone:
        told = await say(desk, word, Say(text=f"first {word}", lang="en"))
        await say(phone, word, Say(text=f"second {word}", lang="pt"))
        await say(desk, word, Correct(caption=str(told["caption"]), text=f"third {word}"))
        desk.say(Check(caption=str(told["caption"]), lang="pt"))
        await desk.until(lambda told: told["type"] == "check_result")
        term = {"terms": {"en": word, "pt": f"o {word}"}}
        added = await service.staff.post(f"/conversations/{conversation}/terms", json=term)
        assert added.status_code < 300, added.text
        await say(desk, word, Say(text=f"fourth {word}", lang="en"))
        for file_format in ("txt", "srt", "vtt", "json", "docx"):
            exported = await service.staff.get(
                f"/conversations/{conversation}/export", params={"format": file_format}
            )
            assert exported.status_code == 200, exported.text
        assert len(texts_with(word)) > 10, "nothing is found where there is something"
        ended = await service.staff.delete(f"/conversations/{conversation}")
        assert ended.status_code == 204


@pytest.mark.timeout(300)  # every object of the process is looked at
async def test_no_object_leads_to_a_word_of_a_conversation_that_has_ended(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    word = secrets.token_hex(12)
    async with served() as service:
        await visit(service, word)
        await service.services.conversations.ended()
        assert texts_with(word) == []


@pytest.mark.timeout(300)  # every object of the process is looked at
def test_objects_are_looked_at_without_being_asked() -> None:
    class Touchy:
        def __init__(self, word: str) -> None:
            self.word = word

        def __getattribute__(self, name: str) -> object:
            raise AssertionError(name)

    word = secrets.token_hex(12)
    touchy = Touchy(f"kept {word}")
    assert texts_with(word) == [f"kept {word}"]
    del touchy
    assert texts_with(word) == []
