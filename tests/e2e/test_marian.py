"""What a trained MarianMT tells beside its translation reaches clients: other wordings, confidence
and the way that it came.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from importlib.util import find_spec

import httpx
import pytest
from libretranslate_aio import AsyncLibreTranslate
from libretranslatepy import LibreTranslateAPI
from visit import Visit, visit

from benchmarks.server import RunningServer
from service.wire.messages import Say, Translation

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.weights,
    pytest.mark.timeout(600),
    pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra marian"),
]

KNOWN = "Good morning."
UNKNOWN = "Nobody ever said these words to anybody before."


@pytest.fixture
async def client(marian_server: RunningServer) -> AsyncIterator[AsyncLibreTranslate]:
    async with AsyncLibreTranslate(marian_server.url) as client:
        yield client


@pytest.fixture
async def desk(marian_server: RunningServer) -> AsyncIterator[Visit]:
    async with visit(marian_server.url, marian_server.secret) as staff:
        yield staff


async def test_alternatives_come_for_a_text_and_for_a_list(
    client: AsyncLibreTranslate, marian_server: RunningServer
) -> None:
    simple = LibreTranslateAPI(marian_server.url)  # it cannot ask for alternatives
    plain = await asyncio.to_thread(simple.translate, KNOWN, "en", "fi")
    one = await client.translate(KNOWN, "en", "fi", alternatives=3)
    assert one.translated_text == plain == "Hyvää huomenta."
    assert one.alternatives
    assert all(isinstance(wording, str) for wording in one.alternatives)
    assert len({plain, *map(str, one.alternatives)}) == 1 + len(one.alternatives) <= 4

    many = await client.translate([KNOWN, "12"], "en", "fi", alternatives=2)
    assert many.translated_text == [plain, "12"]
    two = await client.translate(KNOWN, "en", "fi", alternatives=2)
    assert many.alternatives == [two.alternatives, []]


async def test_alternatives_of_several_sentences_change_one_sentence_each(
    client: AsyncLibreTranslate,
) -> None:
    told = await client.translate(f"{KNOWN} Thank you.", "en", "fi", alternatives=3)
    assert told.translated_text == "Hyvää huomenta. Kiitos."
    assert told.alternatives
    for wording in map(str, told.alternatives):
        assert wording.startswith("Hyvää huomenta. ") != wording.endswith(" Kiitos.")


async def test_engine_of_one_wording_gives_no_alternatives(client: AsyncLibreTranslate) -> None:
    told = await client.translate(KNOWN, "en", "pt", alternatives=3)
    assert (told.translated_text, told.alternatives) == ("Bom dia.", [])


async def test_html_has_no_alternatives(client: AsyncLibreTranslate) -> None:
    told = await client.translate(f"<p>{KNOWN}</p>", "en", "fi", format="html", alternatives=3)
    assert (told.translated_text, told.alternatives) == ("<p>Hyvää huomenta.</p>", [])


async def test_confidence_is_told_where_the_engine_gives_scores(
    marian_server: RunningServer,
) -> None:
    async def asked(target: str) -> list[float | None]:
        body = {"q": [KNOWN, UNKNOWN], "source": "en", "target": target, "confidence": True}
        async with httpx.AsyncClient(base_url=marian_server.url, trust_env=False) as http:
            answer = await http.post("/translate", json=body)
        confidences: list[float | None] = answer.json()["confidence"]
        return confidences

    sure, unsure = await asked("fi")
    assert sure is not None
    assert unsure is not None
    assert 0 < unsure < 0.9 < sure <= 1
    assert await asked("pt") == [None, None]


@pytest.mark.parametrize(
    ("staff", "client_lang", "text", "route", "has_confidence"),
    [
        ("en", "fi", KNOWN, "direct", True),
        ("fi", "pt", "Hyvää huomenta.", "pivot:en", False),
    ],
)
async def test_socket_tells_confidence_and_route(
    desk: Visit, staff: str, client_lang: str, text: str, route: str, has_confidence: bool
) -> None:
    conversation = await desk.open(staff, client_lang)
    ticket = await desk.ticket(conversation)
    async with desk.seat(ticket, reads=(staff, client_lang)) as (socket, _):
        await socket.send(Say(text=text, lang=staff))
        final = await socket.until(Translation, lambda translation: translation.final)
    await desk.staff("DELETE", f"/conversations/{conversation}")
    assert final.route == route
    assert (final.confidence is not None) == has_confidence
