"""Terms on a real server: added while people talk, and kept by real models from then on."""

from __future__ import annotations

import pytest
from visit import Socket, Visit

from service.wire.messages import Say, Translation

pytestmark = [pytest.mark.e2e, pytest.mark.weights, pytest.mark.timeout(300)]

SENTENCE = "I have lost my travel card."


async def translation_of(socket: Socket, text: str, lang: str, into: str) -> Translation:
    await socket.send(Say(text=text, lang=lang))
    return await socket.until(Translation, lambda one: one.final and one.lang == into)


async def test_next_caption_has_the_term_when_it_was_added_while_people_talk(
    real_desk: Visit,
) -> None:
    conversation = await real_desk.open()
    async with real_desk.seat(await real_desk.ticket(conversation), reads=("en", "pt")) as (
        staff,
        _,
    ):
        before = await translation_of(staff, SENTENCE, "en", "pt")
        assert "passe de transporte" not in before.committed

        term = {"terms": {"en": "travel card", "pt": "passe de transporte"}}
        added = await real_desk.staff("POST", f"/conversations/{conversation}/terms", term)
        assert added.status_code == 201, added.text

        after = await translation_of(staff, SENTENCE, "en", "pt")
        assert "passe de transporte" in after.committed
        assert after.terms_missing is None
        back = await translation_of(staff, "Perdi os meus passes de transporte.", "pt", "en")
        assert "travel card" in back.committed
