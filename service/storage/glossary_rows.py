"""Glossaries in the database: plain functions inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select

from service.glossary.concepts import Concept, Glossary
from service.storage.tables import concepts, glossaries


def every(connection: Connection) -> list[Glossary]:
    """All glossaries, by name."""
    rows = connection.execute(select(glossaries).order_by(glossaries.c.slug)).mappings().all()
    return [_glossary(row, _concepts_of(connection, row["slug"])) for row in rows]


def find(connection: Connection, name: str) -> Glossary | None:
    """The glossary of this name."""
    row = connection.execute(select(glossaries).where(glossaries.c.slug == name)).mappings().first()
    return None if row is None else _glossary(row, _concepts_of(connection, name))


def put(connection: Connection, glossary: Glossary) -> None:
    """Keep a glossary, in the place of the one that had its name."""
    remove(connection, glossary.name)
    connection.execute(
        insert(glossaries).values(
            slug=glossary.name, note=glossary.note, reviewed=glossary.reviewed
        )
    )
    rows = [
        _columns(glossary.name, position, concept)
        for position, concept in enumerate(glossary.concepts)
    ]
    if rows:
        connection.execute(insert(concepts), rows)


def remove(connection: Connection, name: str) -> bool:
    """Forget a glossary. False where there is none of this name."""
    connection.execute(delete(concepts).where(concepts.c.glossary == name))
    return connection.execute(delete(glossaries).where(glossaries.c.slug == name)).rowcount > 0


def _concepts_of(connection: Connection, name: str) -> Sequence[RowMapping]:
    wanted = select(concepts).where(concepts.c.glossary == name).order_by(concepts.c.position)
    return connection.execute(wanted).mappings().all()


def _columns(name: str, position: int, concept: Concept) -> dict[str, object]:
    return {
        "glossary": name,
        "position": position,
        "terms": dict(concept.terms),
        "case_sensitive": concept.case_sensitive,
        "listen": concept.listen,
        "note": concept.note,
    }


def _glossary(row: RowMapping, rows: Sequence[RowMapping]) -> Glossary:
    return Glossary(
        name=row["slug"],
        note=row["note"],
        reviewed=row["reviewed"],
        concepts=tuple(_concept(one) for one in rows),
    )


def _concept(row: RowMapping) -> Concept:
    terms: Mapping[str, str] = row["terms"]
    return Concept(
        terms=terms,
        case_sensitive=row["case_sensitive"],
        listen=row["listen"],
        note=row["note"],
    )
