"""Two months of visits at three desks, drawn from a fixed seed, for whoever looks at /admin."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from models.types import LanguagePair
from service.access.api_keys import ApiKey, Quota, Scope, Used, month_of
from service.storage import desk_rows, key_rows, usage_rows
from service.storage.desk import Desk, Experiment
from service.storage.opening import open_database
from service.usage.visit import Answer, Feedback, Setting, Variant, Visit, hour_of

EXPERIMENT: Final = "Shorter phrases"
ADMIN_KEY: Final = "a-key-for-administrators-of-tests"
DESKS: Final = (
    Desk(slug="travel-cards", name="Matkakortit"),
    Desk(
        slug="job-seekers",
        name="Työnhakijat",
        pair=LanguagePair("fi", "ar"),
        experiment=Experiment(name=EXPERIMENT, phrase_set="general"),
    ),
)
_REVOKED: Final = "0d1f2a3b"
"""Id of a key."""
_DAYS: Final = 60
_OF_DAY: Final = 6
_PAIRS: Final = (
    LanguagePair("fi", "en"),
    LanguagePair("fi", "ar"),
    LanguagePair("sv", "ru"),
    LanguagePair("fi", "uk"),
)
_VARIANTS: Final[tuple[Variant, Variant]] = ("a", "b")
_ANSWERS: Final[tuple[Answer, ...]] = ("good", "good", "good", "partly", "bad")


def write_season(url: str) -> None:
    """Fill a database that has only its first desk. Blocks."""
    database = open_database(url)
    visits = list(_visits(random.Random(7)))  # noqa: S311 - the same at every time
    with database.transaction(writes=True) as connection:
        for desk in DESKS:
            desk_rows.add(connection, desk)
        usage_rows.add_visits(connection, visits)
        for number, visit in enumerate(visits):
            given = _ANSWERS[number * 7 % len(_ANSWERS)]
            answer = Feedback(setting=visit.setting, voter="client", answer=given)
            usage_rows.add_feedback(connection, answer)
        for key, used in _keys():
            key_rows.make(connection, partial(_drawn, key))
            key_rows.take(connection, key, month_of(key.created), used)
        key_rows.revoke(connection, _REVOKED, datetime.now(UTC))
    database.close()


def _drawn(key: ApiKey) -> tuple[ApiKey, str]:
    return key, ""


def _keys() -> Iterator[tuple[ApiKey, Used]]:
    """The newest has a bound and an end, the oldest will be revoked."""
    now = datetime.now(UTC)
    scopes = frozenset({Scope.TRANSLATE})
    made = partial(ApiKey, digest="", created=now)
    yield made(id=_REVOKED, name="Old website", scopes=scopes), Used(characters=99)
    yield (
        made(id="5c1e77a0", name="Monthly report", scopes=scopes | {Scope.ADMIN}),
        Used(characters=43_210),
    )
    yield (
        made(
            id="e3b0c442",
            name="Asiakastietojärjestelmä",
            scopes=scopes,
            expires=now + timedelta(days=365),
            quota=Quota(characters=2_000_000),
        ),
        Used(characters=1_234_567),
    )


def _visits(chance: random.Random) -> Iterator[Visit]:
    today = hour_of(datetime.now(UTC)).replace(hour=9)
    for number in range(_DAYS * _OF_DAY):
        day = today - timedelta(days=_DAYS - 1 - number // _OF_DAY)
        if day.weekday() >= 5:
            continue
        desk = ("desk", "travel-cards", "job-seekers")[number % 3]
        compared = desk == "job-seekers"
        variant: Variant = _VARIANTS[number // 3 % 2] if compared else ""
        lag_s = chance.gauss(0.9 if variant != "b" else 0.7, 0.12)
        yield Visit(
            setting=Setting(
                desk=desk,
                pair=_PAIRS[number * 5 % len(_PAIRS)],
                hour=day,
                experiment=EXPERIMENT if compared else "",
                variant=variant,
            ),
            minutes=chance.uniform(4, 22),
            spoken_turns=chance.randrange(8, 60),
            typed_turns=chance.randrange(4),
            corrections=chance.randrange(4),
            handovers=int(chance.random() < 0.12),
            readers=chance.randrange(1, 3),
            lag_p50_s=round(lag_s, 2),
            lag_p95_s=round(lag_s * 1.9, 2),
        )
