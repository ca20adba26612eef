"""Counters and answers in the database: plain functions inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, insert, select, true

from models.types import LanguagePair
from service.storage.tables import feedback, visits
from service.storage.times import stored
from service.usage.visit import Feedback, Setting, Visit

MOST_ROWS: Final = 200_000
"""Visits that one question to the database may give: years of a city's desks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which visits are asked for. Times are in UTC; None for no end."""

    since: datetime | None = None
    before: datetime | None = None
    desk: str | None = None


def add_visits(connection: Connection, several: Sequence[Visit]) -> None:
    """Keep the counters of conversations."""
    connection.execute(insert(visits), [_visit_columns(visit) for visit in several])


def add_feedback(connection: Connection, answer: Feedback) -> None:
    """Keep an answer."""
    row = {**_setting_columns(answer.setting), "voter": answer.voter, "answer": answer.answer}
    connection.execute(insert(feedback), [row])


def visits_of(connection: Connection, period: Period) -> list[Visit]:
    """Visits, the oldest first."""
    rows = connection.execute(
        select(visits)
        .where(_within(visits, period))
        .order_by(visits.c.hour, visits.c.id)
        .limit(MOST_ROWS)
    )
    return [_visit(row) for row in rows.mappings()]


def feedback_of(connection: Connection, period: Period) -> list[Feedback]:
    """Answers, the oldest first."""
    rows = connection.execute(
        select(feedback)
        .where(_within(feedback, period))
        .order_by(feedback.c.hour, feedback.c.id)
        .limit(MOST_ROWS)
    )
    return [
        Feedback(setting=_setting(row), voter=row["voter"], answer=row["answer"])
        for row in rows.mappings()
    ]


def _within(table: Table, period: Period) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if period.since is not None:
        conditions.append(table.c.hour >= stored(period.since))
    if period.before is not None:
        conditions.append(table.c.hour < stored(period.before))
    if period.desk is not None:
        conditions.append(table.c.desk == period.desk)
    return and_(*conditions)


def _setting_columns(setting: Setting) -> dict[str, str | datetime]:
    return {
        "hour": stored(setting.hour),
        "desk": setting.desk,
        "experiment": setting.experiment,
        "variant": setting.variant,
        "staff_lang": setting.pair.source,
        "client_lang": setting.pair.target,
    }


def _visit_columns(visit: Visit) -> dict[str, str | datetime | int | float | None]:
    return {
        **_setting_columns(visit.setting),
        "minutes": round(visit.minutes, 2),
        "spoken_turns": visit.spoken_turns,
        "typed_turns": visit.typed_turns,
        "corrections": visit.corrections,
        "handovers": visit.handovers,
        "readers": visit.readers,
        "lag_p50_s": visit.lag_p50_s,
        "lag_p95_s": visit.lag_p95_s,
    }


def _setting(row: RowMapping) -> Setting:
    return Setting(
        desk=row["desk"],
        pair=LanguagePair(row["staff_lang"], row["client_lang"]),
        hour=row["hour"].replace(tzinfo=UTC),
        experiment=row["experiment"],
        variant=row["variant"],
    )


def _visit(row: RowMapping) -> Visit:
    return Visit(
        setting=_setting(row),
        minutes=row["minutes"],
        spoken_turns=row["spoken_turns"],
        typed_turns=row["typed_turns"],
        corrections=row["corrections"],
        handovers=row["handovers"],
        readers=row["readers"],
        lag_p50_s=row["lag_p50_s"],
        lag_p95_s=row["lag_p95_s"],
    )
