"""The letter A, B or C of a language pair, from what was measured and ``grades.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.quality.intervals import Estimate

_FILE: Final = Path(__file__).with_name("grades.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A letter and what it asks for."""

    letter: str
    meaning: str
    critical_errors_below: float | None = None
    """Share of utterances; None asks for nothing."""
    chrf_above: float | None = None

    def is_met(self, critical_errors: Estimate, chrf: Estimate) -> bool:
        """True where the bad ends of both intervals are good enough."""
        enough_facts = (
            self.critical_errors_below is None or critical_errors.high < self.critical_errors_below
        )
        return enough_facts and (self.chrf_above is None or chrf.low > self.chrf_above)


def load_grades() -> tuple[Grade, ...]:
    """The grades, best first; the last asks for nothing."""
    document = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Grade(**table) for table in document["grades"])


def grade_of(grades: tuple[Grade, ...], critical_errors: Estimate, chrf: Estimate) -> Grade:
    """The best grade that is met."""
    return next(grade for grade in grades if grade.is_met(critical_errors, chrf))
