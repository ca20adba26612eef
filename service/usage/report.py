"""Counters added up: in all, over time, by desk and by pair of languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from service.usage.visit import Feedback, Setting, Visit

_MOST_DAYS: Final = 62
"""A longer time is told by months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What there was under one heading."""

    key: str
    """A day or month (2026-03-01, 2026-03), a desk's slug, a pair (fi-en); empty for all."""
    visits: int
    minutes: float
    spoken_turns: int
    typed_turns: int
    corrections: int
    handover_visits: int
    """Visits in which a human interpreter was asked for."""
    readers: int
    lag_p50_s: float | None
    """Median over visits of what half of the time was not exceeded; None where nobody spoke."""
    lag_p95_s: float | None
    good: int
    partly: int
    bad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All headings of one time."""

    total: Counted
    times: list[Counted]
    """Without a gap, the earliest first."""
    desks: list[Counted]
    pairs: list[Counted]


def report(visits: Sequence[Visit], feedback: Sequence[Feedback]) -> Report:
    """Add up."""
    settings = [*(one.setting for one in visits), *(one.setting for one in feedback)]
    days = [setting.hour.date() for setting in settings]
    by_month = bool(days) and (max(days) - min(days)).days > _MOST_DAYS

    def time_of(setting: Setting) -> str:
        return _time_key(setting.hour.date(), by_month)

    times = {one.key: one for one in _grouped(visits, feedback, time_of)}
    every = _every_time(min(days), max(days), by_month) if days else []
    return Report(
        total=_count("", visits, feedback),
        times=[times.get(key) or _count(key, [], []) for key in every],
        desks=_grouped(visits, feedback, lambda setting: setting.desk),
        pairs=_grouped(visits, feedback, lambda s: f"{s.pair.source}-{s.pair.target}"),
    )


def _time_key(day: date, by_month: bool) -> str:
    return f"{day:%Y-%m}" if by_month else day.isoformat()


def _every_time(first: date, last: date, by_month: bool) -> list[str]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(_time_key(day, by_month) for day in days))


def _grouped(
    visits: Sequence[Visit], feedback: Sequence[Feedback], key_of: Callable[[Setting], str]
) -> list[Counted]:
    groups: defaultdict[str, tuple[list[Visit], list[Feedback]]] = defaultdict(lambda: ([], []))
    for visit in visits:
        groups[key_of(visit.setting)][0].append(visit)
    for answer in feedback:
        groups[key_of(answer.setting)][1].append(answer)
    return [_count(key, *groups[key]) for key in sorted(groups)]


def _count(key: str, visits: Sequence[Visit], feedback: Sequence[Feedback]) -> Counted:
    answers = [one.answer for one in feedback]
    return Counted(
        key=key,
        visits=len(visits),
        minutes=round(sum(one.minutes for one in visits), 1),
        spoken_turns=sum(one.spoken_turns for one in visits),
        typed_turns=sum(one.typed_turns for one in visits),
        corrections=sum(one.corrections for one in visits),
        handover_visits=sum(one.handovers > 0 for one in visits),
        readers=sum(one.readers for one in visits),
        lag_p50_s=_median([one.lag_p50_s for one in visits]),
        lag_p95_s=_median([one.lag_p95_s for one in visits]),
        good=answers.count("good"),
        partly=answers.count("partly"),
        bad=answers.count("bad"),
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 3) if known else None
