from __future__ import annotations

import asyncio

import pytest
from lag_logs import caption, translation

from benchmarks.settling import Unsettled
from service.wire.messages import AudioAck, Lag, Notice, ServerMessage

QUIET_S = 0.05


async def settled(*messages: ServerMessage) -> bool:
    unsettled = Unsettled(reads="pt")
    for message in messages:
        unsettled.note(message)
    try:
        async with asyncio.timeout(4 * QUIET_S):
            await unsettled.wait_until_settled(quiet_s=QUIET_S)
    except TimeoutError:
        return False
    return True


FAILED = Notice(code="translation_failed", caption="k1", lang="pt")


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ((), True),
        ((AudioAck(samples=320),), True),
        ((Lag(participant="staff", seconds=3.0),), False),
        ((Lag(participant="staff", seconds=3.0), Lag(participant="staff", seconds=0.1)), True),
        ((caption("good", 1),), False),
        ((caption("good", 1, final=True),), False),
        ((caption("", 1, final=True),), True),
        ((caption("good", 1, final=True), translation("bom", 1)), False),
        ((caption("good", 1, final=True), translation("bom", 1, final=True)), True),
        ((translation("bom", 1, final=True), caption("good", 1, final=True)), True),
        ((caption("good", 1, final=True), FAILED), True),
        (
            (
                caption("good", 1, final=True),
                translation("bom", 1, final=True),
                caption("day", 1, key="k2"),
            ),
            False,
        ),
    ],
)
async def test_a_screen_is_settled_when_captions_and_translations_are_final(
    messages: tuple[ServerMessage, ...], expected: bool
) -> None:
    assert await settled(*messages) is expected
