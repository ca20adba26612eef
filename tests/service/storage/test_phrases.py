"""Phrases of administrators in every kind of database."""

from __future__ import annotations

import logging
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from service.conversation.prepared import PreparedText
from service.phrases.book import PhraseBook, PhraseGroup
from service.phrases.errors import PhraseError
from service.phrases.own import MOST_GROUPS, new_group, with_phrase
from service.storage import desk_rows, phrase_rows
from service.storage.database import Database, Work
from service.storage.desk import Desk, Experiment
from service.storage.errors import StorageUnavailable
from service.storage.phrase_shelf import PhraseShelf

T = TypeVar("T")
SIGN = PreparedText(id="form.sign", texts={"en": "Sign here.", "fi": "Allekirjoita."})
SHIPPED = PhraseBook(
    groups={
        "opening": PhraseGroup(id="opening", phrases=()),
        "form": PhraseGroup(id="form", phrases=(SIGN,)),
        "card": PhraseGroup(id="card", phrases=()),
    },
    sets={"general": ("form",)},
)
HELLO = {"fi": "Hei!", "en": "Hello!", "ar": "مرحبا"}


@pytest.fixture
def shelf(database: Database) -> PhraseShelf:
    return PhraseShelf(database, SHIPPED)


async def away(work: Work[T]) -> T:
    del work
    raise StorageUnavailable("away")


async def refusal(shelf: PhraseShelf, *, change: str, slug: str, groups: list[str]) -> str:
    with pytest.raises(PhraseError) as refused:
        await getattr(shelf, f"{change}_set")(slug, groups)
    return refused.value.code


async def test_group_comes_back_as_it_was_kept(database: Database) -> None:
    group = new_group("Uimahalli", [HELLO, {"sv": "Adjö!"}])
    await database.write(partial(phrase_rows.put_group, group=group))
    await database.write(partial(phrase_rows.put_group, group=new_group("Asema")))
    assert await database.read(partial(phrase_rows.find_group, group=group.id)) == group
    assert [one.title for one in await database.read(phrase_rows.groups)] == ["Asema", "Uimahalli"]


async def test_group_begins_as_a_copy_that_is_changed_by_itself(shelf: PhraseShelf) -> None:
    copy = await shelf.add_group("Our forms", "form")
    assert [one.texts for one in copy.phrases] == [SIGN.texts]
    changed = await shelf.change_group(copy.id, lambda group: with_phrase(group, HELLO))
    book = await shelf.book()
    assert book.groups[copy.id] == changed
    assert book.groups["form"] == SHIPPED.groups["form"]


@pytest.mark.parametrize("group", ["opening", "card", "gone"])
async def test_opening_words_and_cards_are_not_copied(shelf: PhraseShelf, group: str) -> None:
    with pytest.raises(PhraseError) as refused:
        await shelf.add_group("Ours", group)
    assert refused.value.code == "phrase_group_not_found"


async def test_failed_change_keeps_the_group_as_it_was(shelf: PhraseShelf) -> None:
    group = await shelf.add_group("Ours", "form")
    with pytest.raises(PhraseError):
        await shelf.change_group(group.id, lambda one: with_phrase(one, {}))
    assert (await shelf.book()).groups[group.id] == group


async def test_what_comes_along_is_not_changed(shelf: PhraseShelf) -> None:
    for change in (
        shelf.change_group("form", lambda group: group),
        shelf.remove_group("form"),
        shelf.change_set("general", ["form"]),
        shelf.remove_set("general"),
    ):
        with pytest.raises(PhraseError) as refused:
            await change
        assert refused.value.code == "phrases_shipped"


async def test_sets_lose_a_group_that_is_removed(shelf: PhraseShelf) -> None:
    group = await shelf.add_group("Ours")
    await shelf.add_set("pool", [group.id, "form"])
    await shelf.remove_group(group.id)
    book = await shelf.book()
    assert book.sets["pool"] == ("form",)
    assert group.id not in book.groups
    with pytest.raises(PhraseError) as refused:
        await shelf.remove_group(group.id)
    assert refused.value.code == "phrase_group_not_found"


async def test_set_is_made_changed_and_removed(shelf: PhraseShelf) -> None:
    group = await shelf.add_group("Ours")
    await shelf.add_set("pool", ["form"])
    await shelf.change_set("pool", [group.id, "form"])
    assert [one.id for one in (await shelf.book()).of_set("pool")] == [
        "opening",
        group.id,
        "form",
        "card",
    ]
    assert await refusal(shelf, change="add", slug="pool", groups=["form"]) == "phrase_set_exists"
    assert await refusal(shelf, change="add", slug="general", groups=["form"]) == (
        "phrase_set_exists"
    )
    assert await refusal(shelf, change="change", slug="none", groups=["form"]) == (
        "phrase_set_not_found"
    )
    assert await refusal(shelf, change="change", slug="pool", groups=["gone"]) == (
        "unknown_phrase_group"
    )
    await shelf.remove_set("pool")
    assert set((await shelf.book()).sets) == {"general"}


async def test_set_that_a_desk_offers_is_not_removed(
    database: Database, shelf: PhraseShelf
) -> None:
    await shelf.add_set("pool", ["form"])
    await shelf.add_set("other", ["form"])
    desk = Desk(
        slug="hall",
        name="Uimahalli",
        phrase_set="pool",
        experiment=Experiment(name="e", phrase_set="other"),
    )
    await database.write(partial(desk_rows.add, desk=desk))
    for slug in ("pool", "other"):
        with pytest.raises(PhraseError, match="Uimahalli") as refused:
            await shelf.remove_set(slug)
        assert refused.value.code == "phrase_set_in_use"
    by_set = partial(phrase_rows.desks_by_set, slugs=["general", "pool"])
    assert await database.read(by_set) == {"general": ["Desk"], "pool": ["Uimahalli"]}


async def test_server_takes_only_so_many_groups(database: Database, shelf: PhraseShelf) -> None:
    def fill(connection: Connection) -> None:
        for number in range(MOST_GROUPS):
            phrase_rows.put_group(connection, new_group(f"Group {number}"))

    await database.write(fill)
    with pytest.raises(PhraseError) as refused:
        await shelf.add_group("One more")
    assert refused.value.code == "too_many_phrases"


async def test_phrases_are_as_they_were_last_seen_while_the_database_is_away(
    database: Database, shelf: PhraseShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await shelf.last_seen() == SHIPPED
    await shelf.add_set("pool", ["form"])
    before = await shelf.last_seen()
    monkeypatch.setattr(database, "read", away)
    assert await shelf.last_seen() == before
    with pytest.raises(StorageUnavailable):
        await shelf.book()


async def test_group_that_no_version_has_any_more_is_left_out_and_told(
    database: Database, shelf: PhraseShelf, caplog: pytest.LogCaptureFixture
) -> None:
    kept = partial(phrase_rows.put_set, slug="pool", chosen=["form", "of_before"])
    await database.write(kept)
    with caplog.at_level(logging.WARNING):
        assert (await shelf.book()).sets["pool"] == ("form",)
    assert "of_before" in caplog.text
