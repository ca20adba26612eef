"""Glossaries are made, changed and kept for desks, in every kind of database."""

from __future__ import annotations

from functools import partial

import anyio
import pytest

from service.glossary.concepts import ANY_LANGUAGE, Concept, Glossary
from service.glossary.editing import with_concept, with_first, without_concept
from service.glossary.errors import GlossaryError
from service.storage import desk_rows
from service.storage.database import Database
from service.storage.desk import MOST_GLOSSARIES, Desk, Experiment
from service.storage.errors import (
    DeskUnknown,
    GlossaryExists,
    GlossaryInUse,
    GlossaryShipped,
    GlossaryUnknown,
)
from service.storage.glossary_book import GlossaryBook

CARD = Concept(terms={"fi": "matkakortti", "en": "travel card"}, listen=True, note="n")
KELA = Concept(terms={ANY_LANGUAGE: "Kela"}, case_sensitive=True)
OURS = Glossary(name="ours", concepts=(CARD, KELA), reviewed=True, note="Ours")
SHIPPED = Glossary(name="identity-papers", concepts=(KELA,))


@pytest.fixture
def book(database: Database) -> GlossaryBook:
    return GlossaryBook(database, [SHIPPED])


async def desk_of(database: Database, slug: str) -> Desk:
    desk = await database.read(partial(desk_rows.find, slug=slug))
    assert desk is not None
    return desk


async def test_glossary_of_a_new_name_takes_nobodys_place(book: GlossaryBook) -> None:
    await book.add(OURS)
    for taken in (OURS, SHIPPED):
        with pytest.raises(GlossaryExists):
            await book.add(Glossary(name=taken.name, concepts=()))
    assert await book.find("ours") == OURS


async def test_glossary_is_changed_as_a_whole_or_not_at_all(book: GlossaryBook) -> None:
    await book.add(OURS)
    other = Concept(terms={"fi": "matkakortti", "en": "transport card"})
    changed = await book.change("ours", partial(with_concept, entry=CARD.id, concept=other))
    assert await book.find("ours") == changed
    assert changed.concepts == (other, KELA)
    with pytest.raises(GlossaryError):
        await book.change("ours", partial(without_concept, entry=CARD.id))
    assert await book.find("ours") == changed
    with pytest.raises(GlossaryUnknown):
        await book.change("nowhere", partial(with_first, concept=CARD))


async def test_glossary_begins_empty_where_there_is_none(book: GlossaryBook) -> None:
    made = await book.make("new", partial(with_first, concept=CARD))
    assert made == Glossary(name="new", concepts=(CARD,))
    assert await book.find("new") == made


async def test_glossary_that_comes_along_is_not_changed(book: GlossaryBook) -> None:
    for change in (
        book.put(SHIPPED),
        book.change(SHIPPED.name, lambda glossary: glossary),
        book.make(SHIPPED.name, lambda glossary: glossary),
        book.remove(SHIPPED.name),
        book.keep_at(SHIPPED.name, CARD),
    ):
        with pytest.raises(GlossaryShipped):
            await change


async def test_glossary_that_a_desk_uses_is_not_removed(
    database: Database, book: GlossaryBook
) -> None:
    await book.add(OURS)
    using = Desk(slug="cards", name="Cards", glossaries=("ours",))
    comparing = Desk(
        slug="jobs", name="Jobs", experiment=Experiment(name="e", glossaries=("ours",))
    )
    for desk in (using, comparing):
        await database.write(partial(desk_rows.add, desk=desk))
    with pytest.raises(GlossaryInUse, match="Used by Cards, Jobs"):
        await book.remove("ours")
    for desk in (using, comparing):
        await database.write(partial(desk_rows.remove, slug=desk.slug))
    await book.remove("ours")
    with pytest.raises(GlossaryUnknown):
        await book.remove("ours")


async def test_kept_term_comes_first_in_the_glossary_of_the_desk_which_counts_first(
    database: Database, book: GlossaryBook
) -> None:
    desk = Desk(slug="cards", name="Cards", glossaries=(SHIPPED.name,))
    await database.write(partial(desk_rows.add, desk=desk))
    for concept in (CARD, KELA):
        await book.keep_at("cards", concept)
    assert (await book.find("cards")).concepts == (KELA, CARD)
    assert (await desk_of(database, "cards")).glossaries == ("cards", SHIPPED.name)


async def test_kept_term_takes_the_place_of_the_one_that_it_changes(book: GlossaryBook) -> None:
    for concept in (CARD, KELA):
        await book.keep_at("desk", concept)
    other = Concept(terms={"fi": "matkakortti", "en": "transport card"})
    await book.keep_at("desk", other, entry=CARD.id)
    assert (await book.find("desk")).concepts == (KELA, other)
    elsewhere = Concept(terms={"fi": "passi", "en": "passport"})
    await book.keep_at("desk", elsewhere, entry=SHIPPED.concepts[0].id + "x")
    assert (await book.find("desk")).concepts == (elsewhere, KELA, other)


async def test_nothing_is_kept_where_the_desk_has_no_room(
    database: Database, book: GlossaryBook
) -> None:
    full = Desk(
        slug="full",
        name="Full",
        glossaries=tuple(f"g{number}" for number in range(MOST_GLOSSARIES)),
    )
    await database.write(partial(desk_rows.add, desk=full))
    with pytest.raises(GlossaryError) as refused:
        await book.keep_at("full", CARD)
    assert refused.value.code == "too_many_glossaries"
    with pytest.raises(DeskUnknown):
        await book.keep_at("gone", CARD)
    for name in ("full", "gone"):
        with pytest.raises(GlossaryUnknown):
            await book.find(name)


async def test_changes_at_one_time_lose_nothing(book: GlossaryBook) -> None:
    await book.add(Glossary(name="ours", concepts=()))
    words = [f"sana{number}" for number in range(12)]
    async with anyio.create_task_group() as group:
        for word in words:
            edit = partial(with_first, concept=Concept(terms={"fi": word, "en": f"{word}x"}))
            group.start_soon(book.change, "ours", edit)
    kept = (await book.find("ours")).concepts
    assert sorted(one.terms["fi"] for one in kept) == sorted(words)
