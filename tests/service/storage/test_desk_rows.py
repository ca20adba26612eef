"""Desks in every kind of database."""

from __future__ import annotations

from functools import partial

from models.types import LanguagePair
from service.storage import desk_rows
from service.storage.database import Database
from service.storage.desk import DEFAULT_DESK, Desk, Experiment

FULL = Desk(
    slug="travel-cards",
    name="Matkakortit",
    pair=LanguagePair("fi", "en"),
    handover_contact="Tulkkikeskus, arkisin 8-16",
    handover_phone="+358 9 123 456",
    handover_reasons=("Oikeudet", "Äänenlaatu"),
    retention_h=24,
    glossaries=("travel", "identity"),
    phrase_set="travel",
    prompts={"fi": "Matkakorttien palvelupisteessä.", "en": "At the desk for travel cards."},
    experiment=Experiment(name="with glossary", glossaries=("travel",), phrase_set=""),
)


async def test_default_desk_is_there_when_the_tables_are_new(database: Database) -> None:
    assert await database.read(desk_rows.every) == [Desk(slug=DEFAULT_DESK, name="Desk")]


async def test_desk_comes_back_as_it_was_kept(database: Database) -> None:
    assert await database.write(partial(desk_rows.add, desk=FULL))
    assert await database.read(partial(desk_rows.find, slug=FULL.slug)) == FULL
    plain = Desk(slug=FULL.slug, name="Plain")
    assert await database.write(partial(desk_rows.change, desk=plain))
    assert await database.read(partial(desk_rows.find, slug=FULL.slug)) == plain


async def test_desk_is_not_added_when_its_slug_is_taken(database: Database) -> None:
    again = Desk(slug=DEFAULT_DESK, name="Another")
    assert not await database.write(partial(desk_rows.add, desk=again))
    kept = await database.read(partial(desk_rows.find, slug=DEFAULT_DESK))
    assert kept is not None
    assert kept.name == "Desk"


async def test_unknown_desk_is_told_when_it_is_changed_or_removed(database: Database) -> None:
    assert not await database.write(partial(desk_rows.change, desk=FULL))
    assert not await database.write(partial(desk_rows.remove, slug=FULL.slug))
    assert await database.read(partial(desk_rows.find, slug=FULL.slug)) is None


async def test_removed_desk_is_gone(database: Database) -> None:
    assert await database.write(partial(desk_rows.remove, slug=DEFAULT_DESK))
    assert await database.read(desk_rows.every) == []
