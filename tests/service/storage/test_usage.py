"""Counters in every kind of database, and while there is none."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import TypeVar

import pytest

from models.types import LanguagePair
from service.storage import usage_rows
from service.storage.database import Database, Work
from service.storage.errors import StorageUnavailable
from service.storage.usage_book import UsageBook
from service.storage.usage_rows import Period
from service.usage.visit import Feedback, Setting, Visit

T = TypeVar("T")
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
SETTING = Setting(
    desk="desk", pair=LanguagePair("fi", "en"), hour=NINE, experiment="glossary", variant="b"
)
VISIT = Visit(
    setting=SETTING,
    minutes=12.5,
    spoken_turns=31,
    typed_turns=2,
    corrections=3,
    handovers=1,
    readers=2,
    lag_p50_s=0.8,
    lag_p95_s=None,
)
HELSINKI = timezone(timedelta(hours=2))
EVERYTHING = Period()


def at(hours: float, desk: str = "desk") -> Visit:
    setting = replace(SETTING, hour=NINE + timedelta(hours=hours), desk=desk)
    return replace(VISIT, setting=setting)


async def test_visit_comes_back_as_it_was_kept(database: Database) -> None:
    await database.write(partial(usage_rows.add_visits, several=[VISIT]))
    assert await database.read(partial(usage_rows.visits_of, period=EVERYTHING)) == [VISIT]


async def test_answer_comes_back_as_it_was_kept(database: Database) -> None:
    answer = Feedback(setting=SETTING, voter="client", answer="partly")
    await database.write(partial(usage_rows.add_feedback, answer=answer))
    assert await database.read(partial(usage_rows.feedback_of, period=EVERYTHING)) == [answer]


async def test_period_has_its_first_hour_and_not_its_last(database: Database) -> None:
    kept = [at(0), at(1), at(1, "other"), at(2)]
    await database.write(partial(usage_rows.add_visits, several=kept))
    period = Period(
        since=(NINE + timedelta(hours=1)).astimezone(HELSINKI),
        before=NINE + timedelta(hours=2),
    )
    assert await database.read(partial(usage_rows.visits_of, period=period)) == kept[1:3]
    one_desk = replace(period, desk="other")
    assert await database.read(partial(usage_rows.visits_of, period=one_desk)) == kept[2:3]


class Outage:
    """A database that can be taken away."""

    def __init__(self, database: Database) -> None:
        self._write = database.write
        self.out = True

    async def write(self, work: Work[T]) -> T:
        if self.out:
            raise StorageUnavailable("away")
        return await self._write(work)


async def test_visits_wait_while_the_database_is_away_and_none_is_lost_or_doubled(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage(database)
    monkeypatch.setattr(database, "write", outage.write)
    book = UsageBook(database)
    with caplog.at_level(logging.ERROR):
        await book.keep(at(0))
        await book.keep(at(1))
    assert "storage_unavailable: the counters of 2 visits wait" in caplog.text
    outage.out = False
    await book.keep(at(2))
    await book.keep(at(3))
    kept = await database.read(partial(usage_rows.visits_of, period=EVERYTHING))
    assert kept == [at(0), at(1), at(2), at(3)]
