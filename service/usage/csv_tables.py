"""Counters as tables for a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a return for a
formula and would compute it: an apostrophe is written before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from service.usage.visit import Feedback, Setting, Visit

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SETTING: Final = ("hour", "desk", "experiment", "variant", "staff_lang", "client_lang")
_COUNTERS: Final = (
    "minutes",
    "spoken_turns",
    "typed_turns",
    "corrections",
    "handovers",
    "readers",
    "lag_p50_s",
    "lag_p95_s",
)

Cell = str | int | float | None


def visits_csv(visits: Iterable[Visit]) -> str:
    """One line for each visit."""
    rows = (
        [
            *_setting(one.setting),
            round(one.minutes, 2),
            one.spoken_turns,
            one.typed_turns,
            one.corrections,
            one.handovers,
            one.readers,
            one.lag_p50_s,
            one.lag_p95_s,
        ]
        for one in visits
    )
    return write_table((*_SETTING, *_COUNTERS), rows)


def feedback_csv(feedback: Iterable[Feedback]) -> str:
    """One line for each answer."""
    rows = ([*_setting(one.setting), one.voter, one.answer] for one in feedback)
    return write_table((*_SETTING, "voter", "answer"), rows)


def write_table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180, with every text made harmless."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(head)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _setting(setting: Setting) -> list[Cell]:
    return [
        setting.hour.isoformat(timespec="minutes"),
        setting.desk,
        setting.experiment,
        setting.variant,
        setting.pair.source,
        setting.pair.target,
    ]
