"""Desks in the database: plain functions inside a transaction."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from models.types import LanguagePair
from service.storage.desk import Desk, Experiment
from service.storage.tables import desks


def every(connection: Connection) -> list[Desk]:
    """All desks, by name."""
    rows = connection.execute(select(desks).order_by(desks.c.name, desks.c.slug)).mappings()
    return [_desk(row) for row in rows]


def find(connection: Connection, slug: str) -> Desk | None:
    """The desk of this slug."""
    row = connection.execute(select(desks).where(desks.c.slug == slug)).mappings().first()
    return None if row is None else _desk(row)


def add(connection: Connection, desk: Desk) -> bool:
    """Keep a new desk. False where the slug is taken."""
    if find(connection, desk.slug) is not None:
        return False
    connection.execute(insert(desks).values(**_columns(desk)))
    return True


def change(connection: Connection, desk: Desk) -> bool:
    """Set a desk up anew. False where there is none of this slug."""
    changed = connection.execute(
        update(desks).where(desks.c.slug == desk.slug).values(**_columns(desk))
    )
    return changed.rowcount > 0


def remove(connection: Connection, slug: str) -> bool:
    """Forget a desk. False where there is none of this slug."""
    return connection.execute(delete(desks).where(desks.c.slug == slug)).rowcount > 0


def _columns(desk: Desk) -> dict[str, str | int | list[str] | dict[str, str] | None]:
    experiment = desk.experiment
    return {
        "slug": desk.slug,
        "name": desk.name,
        "staff_lang": desk.pair.source if desk.pair else None,
        "client_lang": desk.pair.target if desk.pair else None,
        "handover_contact": desk.handover_contact,
        "handover_phone": desk.handover_phone,
        "handover_reasons": list(desk.handover_reasons),
        "retention_h": desk.retention_h,
        "glossaries": list(desk.glossaries),
        "phrase_set": desk.phrase_set,
        "prompts": dict(desk.prompts),
        "experiment": experiment.name if experiment else None,
        "experiment_glossaries": list(experiment.glossaries) if experiment else [],
        "experiment_phrase_set": experiment.phrase_set if experiment else "",
    }


def _desk(row: RowMapping) -> Desk:
    staff_lang, client_lang = row["staff_lang"], row["client_lang"]
    experiment = None
    if row["experiment"] is not None:
        experiment = Experiment(
            name=row["experiment"],
            glossaries=tuple(row["experiment_glossaries"]),
            phrase_set=row["experiment_phrase_set"],
        )
    return Desk(
        slug=row["slug"],
        name=row["name"],
        pair=LanguagePair(staff_lang, client_lang) if staff_lang and client_lang else None,
        handover_contact=row["handover_contact"],
        handover_phone=row["handover_phone"],
        handover_reasons=tuple(row["handover_reasons"]),
        retention_h=row["retention_h"],
        glossaries=tuple(row["glossaries"]),
        phrase_set=row["phrase_set"],
        prompts=row["prompts"],
        experiment=experiment,
    )
