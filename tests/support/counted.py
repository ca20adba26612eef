"""Visits and answers for tests of what is made of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from models.types import LanguagePair
from service.usage.visit import Answer, Feedback, Setting, Variant, Visit, Voter

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
FI_EN = LanguagePair("fi", "en")


def setting(
    *,
    desk: str = "desk",
    days: float = 0,
    pair: LanguagePair = FI_EN,
    experiment: str = "",
    variant: Variant = "",
) -> Setting:
    return Setting(
        desk=desk,
        pair=pair,
        hour=NINE + timedelta(days=days),
        experiment=experiment,
        variant=variant,
    )


def visit(
    where: Setting,
    *,
    minutes: float = 10.0,
    turns: int = 20,
    corrections: int = 1,
    handovers: int = 0,
    lag_s: float | None = 0.8,
) -> Visit:
    return Visit(
        setting=where,
        minutes=minutes,
        spoken_turns=turns,
        typed_turns=0,
        corrections=corrections,
        handovers=handovers,
        readers=1,
        lag_p50_s=lag_s,
        lag_p95_s=None if lag_s is None else lag_s * 2,
    )


def answer(where: Setting, given: Answer, voter: Voter = "client") -> Feedback:
    return Feedback(setting=where, voter=voter, answer=given)
