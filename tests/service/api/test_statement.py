"""The accessibility statement says whom to tell, and runs nothing."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from service.api.statement import AT_THE_DESK, build_router
from service.settings import CHECKOUT

WEB = CHECKOUT / "clients" / "web"


async def read(contact: str) -> str:
    app = FastAPI()
    app.include_router(await asyncio.to_thread(build_router, WEB, contact))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://tulkki.test") as client:
        return (await client.get("/accessibility")).text


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("access@city.example", "access@city.example"),
        ("<b>Anna</b> & $x", "&lt;b&gt;Anna&lt;/b&gt; &amp; $x"),
    ],
)
async def test_contact_is_named_in_each_language_as_plain_text(contact: str, shown: str) -> None:
    assert (await read(contact)).count(shown) == len(AT_THE_DESK)


async def test_people_are_sent_to_the_desk_where_nobody_is_named() -> None:
    page = await read("")
    assert all(page.count(told) == 1 for told in AT_THE_DESK.values())
    assert "$contact" not in page
    assert "<script" not in page
