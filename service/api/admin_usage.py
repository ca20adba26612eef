"""Administrators see what was counted: added up, compared, and as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response
from pydantic import AwareDatetime, BaseModel
from sqlalchemy import Connection

from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import check_admin
from service.api.slugs import Slug
from service.api.state import Services, ServicesDep
from service.storage import usage_rows
from service.storage.desk import MAX_LINE
from service.storage.usage_rows import Period
from service.usage.comparison import Compared, Metric, Side, Verdict, arm_of, compare
from service.usage.csv_tables import feedback_csv, visits_csv
from service.usage.report import Counted, Report, report
from service.usage.visit import Feedback, Setting, Visit

router = APIRouter(
    prefix="/admin/api",
    tags=["admin"],
    dependencies=[Depends(check_admin)],
    responses={401: {"model": ErrorAnswer}, 503: {"model": ErrorAnswer}},
)
Belongs = Callable[[Setting], bool]


class CountedOut(BaseModel):
    """What there was under one heading."""

    key: str
    visits: int
    minutes: float
    spoken_turns: int
    typed_turns: int
    corrections: int
    handover_visits: int
    readers: int
    lag_p50_s: float | None
    lag_p95_s: float | None
    good: int
    partly: int
    bad: int

    @classmethod
    def of(cls, counted: Counted) -> CountedOut:
        """One line of a table."""
        return cls(**asdict(counted))


class UsageOut(BaseModel):
    """What was counted in a time; days and months are in UTC."""

    total: CountedOut
    times: list[CountedOut]
    desks: list[CountedOut]
    pairs: list[CountedOut]
    experiments: list[str]
    """Names of the experiments that visits of this time belong to."""


class IntervalOut(BaseModel):
    """A value and its 95 % confidence interval."""

    value: float
    low: float
    high: float


class SideOut(BaseModel):
    """One metric on one side; no interval where there are fewer than ten."""

    of: int
    interval: IntervalOut | None


class ComparedOut(BaseModel):
    """One metric on both sides."""

    metric: Metric
    first: SideOut
    second: SideOut
    difference: IntervalOut | None
    """First minus second."""
    verdict: Verdict
    """``no_difference``: none is shown, which does not mean that there is none."""


class ComparisonOut(BaseModel):
    """Two settings, side by side."""

    first: str
    second: str
    metrics: list[ComparedOut]


async def _period(
    since: AwareDatetime | None = None,
    before: AwareDatetime | None = None,
    desk: Slug | None = None,
) -> Period:
    """Visits that began in a time, at one desk or at all."""
    return Period(since=_utc(since), before=_utc(before), desk=desk)


def _utc(moment: datetime | None) -> datetime | None:
    try:
        return moment.astimezone(UTC) if moment else None
    except OverflowError:
        raise ApiError(422, "invalid_request", "This time is out of range.") from None


PeriodDep = Annotated[Period, Depends(_period)]


@router.get("/usage")
async def read_usage(period: PeriodDep, services: ServicesDep) -> UsageOut:
    """Counters, added up."""
    visits, feedback = await _counted(services, period)
    added: Report = await to_thread.run_sync(report, visits, feedback)
    return UsageOut(
        total=CountedOut.of(added.total),
        times=[CountedOut.of(one) for one in added.times],
        desks=[CountedOut.of(one) for one in added.desks],
        pairs=[CountedOut.of(one) for one in added.pairs],
        experiments=sorted({v.setting.experiment for v in visits if v.setting.experiment}),
    )


@router.get("/usage/{table}.csv", response_class=Response)
async def export_usage(
    table: Literal["visits", "feedback"], period: PeriodDep, services: ServicesDep
) -> Response:
    """Counters or answers as a table, one line each; no cell is a formula."""
    visits, feedback = await _counted(services, period)
    if table == "visits":
        written = await to_thread.run_sync(visits_csv, visits)
    else:
        written = await to_thread.run_sync(feedback_csv, feedback)
    return Response(
        written,
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="tulkki-{table}.csv"'},
    )


@router.get("/comparison", responses={422: {"model": ErrorAnswer}})
async def read_comparison(
    period: PeriodDep,
    services: ServicesDep,
    experiment: Annotated[str | None, Query(min_length=1, max_length=MAX_LINE)] = None,
    first: Slug | None = None,
    second: Slug | None = None,
) -> ComparisonOut:
    """Compare variants a and b of an experiment, or two desks, with confidence intervals."""
    sides = _sides(experiment, first, second)
    visits, feedback = await _counted(services, period)
    metrics = await to_thread.run_sync(_compare, visits, feedback, sides)
    return ComparisonOut(
        first=sides[0][0], second=sides[1][0], metrics=[_compared(one) for one in metrics]
    )


def _sides(
    experiment: str | None, first: str | None, second: str | None
) -> tuple[tuple[str, Belongs], tuple[str, Belongs]]:
    """Names of two sides, and what belongs to each."""
    if experiment is not None and first is None and second is None:
        a, b = (partial(_has_variant, experiment, variant) for variant in ("a", "b"))
        return ("a", a), ("b", b)
    if experiment is None and first is not None and second is not None and first != second:
        return (first, partial(_is_at, first)), (second, partial(_is_at, second))
    raise ApiError(422, "invalid_request", "Name an experiment, or two different desks.")


def _compare(
    visits: Sequence[Visit],
    feedback: Sequence[Feedback],
    sides: tuple[tuple[str, Belongs], tuple[str, Belongs]],
) -> list[Compared]:
    first, second = (arm_of(visits, feedback, belongs) for _, belongs in sides)
    return compare(first, second)


def _has_variant(experiment: str, variant: str, setting: Setting) -> bool:
    return setting.experiment == experiment and setting.variant == variant


def _is_at(desk: str, setting: Setting) -> bool:
    return setting.desk == desk


async def _counted(services: Services, period: Period) -> tuple[list[Visit], list[Feedback]]:
    return await services.database.read(partial(_read_both, period=period))


def _read_both(connection: Connection, period: Period) -> tuple[list[Visit], list[Feedback]]:
    visits = usage_rows.visits_of(connection, period)
    return visits, usage_rows.feedback_of(connection, period)


def _compared(one: Compared) -> ComparedOut:
    return ComparedOut(
        metric=one.metric,
        first=_side(one.first),
        second=_side(one.second),
        difference=IntervalOut(**asdict(one.difference)) if one.difference else None,
        verdict=one.verdict,
    )


def _side(side: Side) -> SideOut:
    return SideOut(
        of=side.of, interval=IntervalOut(**asdict(side.interval)) if side.interval else None
    )
