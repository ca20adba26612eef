"""Glossaries in every kind of database."""

from __future__ import annotations

from functools import partial

from service.glossary.concepts import ANY_LANGUAGE, Concept, Glossary
from service.storage import glossary_rows
from service.storage.database import Database

CARD = Concept(terms={"fi": "matkakortti", "en": "travel card"}, listen=True, note="n")
KELA = Concept(terms={ANY_LANGUAGE: "Kela"}, case_sensitive=True)
FULL = Glossary(name="ours", concepts=(CARD, KELA), reviewed=True, note="Ours")


async def test_glossary_comes_back_as_it_was_kept(database: Database) -> None:
    await database.write(partial(glossary_rows.put, glossary=FULL))
    await database.write(partial(glossary_rows.put, glossary=Glossary(name="a", concepts=())))

    assert await database.read(partial(glossary_rows.find, name="ours")) == FULL
    assert [one.name for one in await database.read(glossary_rows.every)] == ["a", "ours"]


async def test_glossary_is_replaced_when_it_is_kept_again(database: Database) -> None:
    less = Glossary(name="ours", concepts=(KELA,))
    for one in (FULL, less):
        await database.write(partial(glossary_rows.put, glossary=one))

    assert await database.read(partial(glossary_rows.find, name="ours")) == less


async def test_unknown_glossary_is_told_when_it_is_removed(database: Database) -> None:
    await database.write(partial(glossary_rows.put, glossary=FULL))

    assert await database.write(partial(glossary_rows.remove, name="ours"))
    assert not await database.write(partial(glossary_rows.remove, name="ours"))
    assert await database.read(partial(glossary_rows.find, name="ours")) is None
