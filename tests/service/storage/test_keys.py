"""API keys in every kind of database: what is kept, what is counted, and who wins a race."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from service.access.api_keys import (
    ApiKey,
    KeyInvalid,
    KeyRefused,
    Quota,
    QuotaSpent,
    Scope,
    ScopeMissing,
    Used,
    draw_key,
)
from service.storage import key_rows
from service.storage.database import Database
from service.storage.errors import KeyUnknown, StorageUnavailable
from service.storage.key_book import KeyBook

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
TRANSLATE = frozenset({Scope.TRANSLATE})


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(database: Database, clock: Clock) -> KeyBook:
    return KeyBook(database, clock)


async def made(book: KeyBook, quota: Quota = Quota()) -> tuple[ApiKey, str]:  # noqa: B008 - frozen
    return await book.make("case system", TRANSLATE, None, quota)


async def used(book: KeyBook) -> Used:
    ((_, used),) = await book.every()
    return used


async def test_key_comes_back_as_it_was_kept(book: KeyBook) -> None:
    expires = NOON + timedelta(days=30)
    quota = Quota(characters=10**11)
    scopes = frozenset({Scope.TRANSLATE, Scope.ADMIN})
    key, presented = await book.make("case system", scopes, expires, quota)
    assert await book.open(presented, Scope.ADMIN) == key
    assert await book.every() == [(key, Used())]


async def test_secret_is_nowhere_in_the_database(book: KeyBook, database: Database) -> None:
    _, presented = await made(book)
    everything = text("SELECT * FROM api_keys")
    rows = str(await database.read(lambda connection: connection.execute(everything).all()))
    assert presented.rpartition("_")[2] not in rows


async def test_key_that_cannot_be_is_not_kept(book: KeyBook) -> None:
    with pytest.raises(KeyInvalid):
        await book.make(" ", TRANSLATE, None, Quota())
    assert await book.every() == []


async def test_unknown_key_opens_nothing(book: KeyBook) -> None:
    _, stranger = draw_key("stranger", TRANSLATE, NOON)
    for presented in (stranger, "anything", "", "\ud800"):
        with pytest.raises(KeyRefused):
            await book.open(presented, Scope.TRANSLATE)


async def test_key_without_the_scope_opens_nothing(book: KeyBook) -> None:
    _, presented = await made(book)
    with pytest.raises(ScopeMissing):
        await book.open(presented, Scope.ADMIN)


async def test_revoked_key_ends_at_once_and_keeps_its_first_time(
    book: KeyBook, clock: Clock
) -> None:
    key, presented = await made(book)
    await book.revoke(key.id)
    with pytest.raises(KeyRefused):
        await book.open(presented, Scope.TRANSLATE)
    clock.now += timedelta(days=1)
    await book.revoke(key.id)
    assert await book.every() == [(replace(key, revoked=NOON), Used())]


async def test_unknown_key_cannot_be_revoked(book: KeyBook) -> None:
    with pytest.raises(KeyUnknown):
        await book.revoke("0123abcd")


async def test_key_whose_id_is_taken_is_drawn_again(database: Database) -> None:
    first, second = (draw_key(name, TRANSLATE, NOON) for name in ("first", "second"))
    same = (replace(first[0], name="same"), first[1])
    draws: Iterator[tuple[ApiKey, str]] = iter([first, same, second])
    make = partial(key_rows.make, draw=lambda: next(draws))
    assert await database.write(make) == first
    assert await database.write(make) == second


async def test_use_is_counted_by_month(book: KeyBook, clock: Clock) -> None:
    key, _ = await made(book)
    for _ in range(2):
        async with book.spending(key, Used(characters=5)):
            pass
    assert await used(book) == Used(characters=10)
    clock.now += timedelta(days=1)
    assert await used(book) == Used()


async def test_quota_is_never_exceeded_and_begins_anew(book: KeyBook, clock: Clock) -> None:
    key, _ = await made(book, Quota(characters=10))
    async with book.spending(key, Used(characters=10)):
        pass
    with pytest.raises(QuotaSpent) as refused:
        async with book.spending(key, Used(characters=1)):
            raise AssertionError("let in")
    assert await used(book) == Used(characters=10)
    clock.now += timedelta(seconds=refused.value.retry_after_s)
    async with book.spending(key, Used(characters=1)):
        pass


async def test_of_many_at_one_time_as_many_come_in_as_the_quota_holds(book: KeyBook) -> None:
    key, _ = await made(book, Quota(characters=30))

    async def spend() -> bool:
        try:
            async with book.spending(key, Used(characters=10)):
                return True
        except QuotaSpent:
            return False

    assert sum(await asyncio.gather(*(spend() for _ in range(12)))) == 3
    assert await used(book) == Used(characters=30)


async def test_request_that_fails_costs_nothing(book: KeyBook) -> None:
    key, _ = await made(book)
    with pytest.raises(ZeroDivisionError):
        async with book.spending(key, Used(characters=5)):
            raise ZeroDivisionError
    assert await used(book) == Used()


async def test_no_key_opens_while_the_database_is_away(
    book: KeyBook, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, presented = await made(book)
    await book.open(presented, Scope.TRANSLATE)

    async def away(work: object) -> object:
        raise StorageUnavailable("away")

    monkeypatch.setattr(database, "read", away)
    monkeypatch.setattr(database, "write", away)
    with pytest.raises(StorageUnavailable):
        await book.open(presented, Scope.TRANSLATE)
    with pytest.raises(StorageUnavailable):
        async with book.spending(key, Used(characters=1)):
            raise AssertionError("let in")
