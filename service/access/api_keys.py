"""API keys: how one looks, what it opens and until when, and how much it may use. Pure.

A key is ``tulkki_``, eight hexadecimal digits that name it, and 128 random bits. The name is shown
and finds the key; of the whole only a SHA-256 digest is kept, which is enough for bits that nobody
chose: there is nothing to guess and so nothing to slow down.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

PREFIX: Final = "tulkki_"
ID_PATTERN: Final = r"^[0-9a-f]{8}$"
MAX_NAME: Final = 80
"""Longest name, in characters."""
MOST_CHARACTERS: Final = 1_000_000_000_000
LONGEST: Final = timedelta(days=36_525)
"""A key that ends ends within a hundred years."""

_ID_BYTES: Final = 4
_SECRET_BYTES: Final = 16
_KEY: Final = re.compile(PREFIX + r"([0-9a-f]{8})_[0-9a-f]{32}", re.ASCII)


class Scope(StrEnum):
    """What a key may be used for: what takes keys, and nothing else."""

    TRANSLATE = "translate"
    ADMIN = "admin"


State = Literal["valid", "expired", "revoked"]


class KeyInvalid(ValueError):
    """A key cannot be made like this; the message says which field and why."""


class KeyRefused(Exception):
    """There is no such key, or it was revoked, or its time is over: all the same to a caller."""


class ScopeMissing(Exception):
    """The key is good, but not for this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"the key lacks the scope {scope}")
        self.scope = scope


class QuotaSpent(Exception):
    """The key has used, or would now use, more than its quota of the month."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("the quota of this month is used up")
        self.retry_after_s = retry_after_s
        """Seconds until the next month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a key may use in a calendar month, in UTC. None for no bound."""

    characters: int | None = None

    def __post_init__(self) -> None:
        if self.characters is not None and not 1 <= self.characters <= MOST_CHARACTERS:
            raise KeyInvalid(f"quota of characters: 1 to {MOST_CHARACTERS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What was used, in a month or by one request."""

    characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is kept. Times are in UTC."""

    id: str
    """Stands in the key, and is shown."""
    name: str
    """Whose it is, in the administrator's words."""
    digest: str
    """SHA-256 of the whole key, in hexadecimal digits."""
    scopes: frozenset[Scope]
    created: datetime
    expires: datetime | None = None
    """None for never."""
    revoked: datetime | None = None
    quota: Quota = Quota()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise KeyInvalid("name: must not be empty")
        if len(self.name) > MAX_NAME or any(not letter.isprintable() for letter in self.name):
            raise KeyInvalid(f"name: one line of {MAX_NAME} characters at most")
        if not self.scopes:
            raise KeyInvalid("scopes: one at least")

    @property
    def shown(self) -> str:
        """As much of the key as anybody may see."""
        return f"{PREFIX}{self.id}_…"

    def state(self, now: datetime) -> State:
        """Whether it may be used, or why not."""
        if self.revoked is not None:
            return "revoked"
        return "valid" if self.expires is None or now < self.expires else "expired"

    def check(self, presented: str, scope: Scope, now: datetime) -> None:
        """Return where ``presented`` is this key and may be used for ``scope`` now.

        Raises:
            KeyRefused: it is not, or may not be used any more.
            ScopeMissing: it may be used, but for other things.
        """
        same = secrets.compare_digest(digest_of(presented), self.digest)
        if not same or self.state(now) != "valid":
            raise KeyRefused
        if scope not in self.scopes:
            raise ScopeMissing(scope)


def draw_key(
    name: str,
    scopes: frozenset[Scope],
    now: datetime,
    *,
    expires: datetime | None = None,
    quota: Quota = Quota(),
) -> tuple[ApiKey, str]:
    """A new key, and its text, which cannot be had again.

    Raises:
        KeyInvalid: a field does not fit.
    """
    if expires is not None and not now < expires <= now + LONGEST:
        raise KeyInvalid("expires: in the future, and within a hundred years")
    key_id = secrets.token_hex(_ID_BYTES)
    text = f"{PREFIX}{key_id}_{secrets.token_hex(_SECRET_BYTES)}"
    key = ApiKey(
        id=key_id,
        name=name,
        digest=digest_of(text),
        scopes=scopes,
        created=now,
        expires=None if expires is None else expires.astimezone(UTC),
        quota=quota,
    )
    return key, text


def digest_of(text: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(text.encode()).hexdigest()


def id_of(presented: str) -> str | None:
    """The name of the key that this text may be; None where it has another form."""
    found = _KEY.fullmatch(presented)
    return None if found is None else found[1]


def holds_key(text: str) -> bool:
    """True where a key of a server of this kind stands in a text."""
    return _KEY.search(text) is not None


def month_of(now: datetime) -> str:
    """The month in which something is counted, such as ``2026-11``."""
    return now.astimezone(UTC).strftime("%Y-%m")


def seconds_left(now: datetime) -> int:
    """How long the month goes on."""
    today = now.astimezone(UTC)
    first = today.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (first + timedelta(days=32)).replace(day=1)
    return int((following - today).total_seconds()) + 1
