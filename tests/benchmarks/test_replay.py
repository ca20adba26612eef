from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import httpx
import pytest

from benchmarks.audio import Recording
from benchmarks.errors import ReplayFailed, ServiceBusy
from benchmarks.replay import ReplayPlan, replay
from benchmarks.scoring import score
from benchmarks.words import SpokenWord, SpokenWords

pytestmark = pytest.mark.e2e

FakeService = Callable[[str], AbstractContextManager[str]]
RECORDING = Recording(pcm=bytes(2 * 4_000 * 6 + 100))
"""Six words of a quarter of a second for the fake service, and a frame that is not whole."""


def plan_for(url: str, secret: str = "s3cret-_") -> ReplayPlan:  # noqa: S107 - the fake's
    return ReplayPlan(
        url=url,
        secret=secret,
        recording=RECORDING,
        speaks="en",
        reads="pt",
        quiet_s=0.3,
        settle_timeout_s=0.8,
    )


def spoken_words() -> SpokenWords:
    heard = enumerate(["good", "morning", "how", "can", "i", "help"], start=1)
    return SpokenWords(
        language="en",
        audio_sha256=RECORDING.sha256,
        aligner="the fake's",
        words=tuple(
            SpokenWord(word=word, start_s=0.25 * index - 0.2, end_s=0.25 * index)
            for index, word in heard
        ),
    )


async def ended_conversations(url: str) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"{url}/ended")).text


async def test_a_recording_is_spoken_in_real_time_and_everything_is_noted(
    fake_service: FakeService,
) -> None:
    with fake_service("sound") as url:
        log = await replay(plan_for(url))
        ended = await ended_conversations(url)
    assert len(log.sent) == 76
    assert all(sent.slip_s >= 0 for sent in log.sent)
    assert log.ended.settled
    found = score(log, spoken_words())
    assert found.errors.edits.total == 0
    assert found.lag.first_seen is not None
    # Never early: half of the words wait 10 ms, for a quarter of a second is 12.5 frames.
    assert found.lag.first_seen.p50_s >= 0
    assert [found.translations[0].language, found.translations[0].lag.unfinished] == ["pt", 0]
    assert ended == '["c1"]'


async def test_a_service_that_never_finishes_is_left_and_the_run_is_void(
    fake_service: FakeService,
) -> None:
    with fake_service("unfinished") as url:
        log = await replay(plan_for(url))
    assert not log.ended.settled
    assert "captions or translations never became final" in score(log, spoken_words()).void


@pytest.mark.parametrize(
    ("mode", "secret", "reason"),
    [
        ("sound", "wrong", "POST /session: 401"),
        ("refusing", "s3cret-_", "POST /conversations/c1/tickets: 503"),
        ("closing", "s3cret-_", "1012"),
        ("mute", "s3cret-_", "'bye' instead of ready"),
        ("foreign", "s3cret-_", "not a message of tulkki.v1"),
    ],
)
async def test_a_service_that_refuses_is_told(
    fake_service: FakeService, mode: str, secret: str, reason: str
) -> None:
    with fake_service(mode) as url:
        with pytest.raises(ReplayFailed, match=reason):
            await replay(plan_for(url, secret))
        ended = await ended_conversations(url)
    opened = secret != "wrong" and mode != "refusing"  # noqa: S105
    assert ended == ('["c1"]' if opened else "[]")


@pytest.mark.parametrize("mode", ["full", "crowded"])
async def test_a_service_without_room_is_told_from_one_that_fails(
    fake_service: FakeService, mode: str
) -> None:
    with fake_service(mode) as url, pytest.raises(ServiceBusy):
        await replay(plan_for(url))


async def test_a_recording_begins_when_it_is_told_to(fake_service: FakeService) -> None:
    with fake_service("sound") as url:
        start_at_s = time.monotonic() + 0.7
        log = await replay(replace(plan_for(url), start_at_s=start_at_s))
        ended_s = time.monotonic()
    assert ended_s - start_at_s >= log.ended.at_s
    assert log.ended.at_s > RECORDING.duration_s


async def test_a_service_that_is_not_there_is_told(free_port: int) -> None:
    with pytest.raises(ReplayFailed, match="POST /session"):
        await replay(plan_for(f"http://127.0.0.1:{free_port}"))
