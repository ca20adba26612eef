"""What a key looks like, and when it opens what."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.access.api_keys import (
    ApiKey,
    KeyInvalid,
    KeyRefused,
    Quota,
    Scope,
    ScopeMissing,
    digest_of,
    draw_key,
    holds_key,
    id_of,
    month_of,
    seconds_left,
)

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
FIRST = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
LAST = datetime.max.replace(tzinfo=timezone(-timedelta(hours=12)))
"""Neither can be told in UTC."""
TRANSLATE = frozenset({Scope.TRANSLATE})


def drawn(**changes: datetime) -> tuple[ApiKey, str]:
    key, text = draw_key("case system", TRANSLATE, NOON)
    return replace(key, **changes), text  # type: ignore[arg-type] # times alone are changed


def test_key_has_a_name_that_shows_and_128_bits_that_do_not() -> None:
    key, text = drawn()
    assert re.fullmatch(r"tulkki_[0-9a-f]{8}_[0-9a-f]{32}", text)
    assert id_of(text) == key.id
    assert text.startswith(key.shown.removesuffix("…"))
    secret = text.rpartition("_")[2]
    assert secret not in repr(key)


def test_no_two_keys_are_alike() -> None:
    assert len({draw_key("a", TRANSLATE, NOON)[1] for _ in range(100)}) == 100


@given(st.text())
def test_text_that_is_no_key_has_no_id(text: str) -> None:
    assert id_of(text) is None
    assert not holds_key(text)


@given(before=st.text(max_size=9), after=st.text(max_size=9))
def test_key_is_seen_in_a_longer_text(before: str, after: str) -> None:
    assert holds_key(before + drawn()[1] + after)


def test_key_opens_what_it_is_for() -> None:
    key, text = drawn()
    key.check(text, Scope.TRANSLATE, NOON)
    with pytest.raises(ScopeMissing):
        key.check(text, Scope.ADMIN, NOON)


def test_another_secret_of_the_same_name_opens_nothing() -> None:
    key, text = drawn()
    other = text[:-1] + ("0" if text[-1] != "0" else "1")
    for presented in (other, text.upper(), f"{text} ", key.digest):
        with pytest.raises(KeyRefused):
            key.check(presented, Scope.TRANSLATE, NOON)


def test_key_ends_at_its_time() -> None:
    key, text = drawn(expires=NOON + timedelta(hours=1))
    key.check(text, Scope.TRANSLATE, NOON + timedelta(minutes=59))
    assert key.state(NOON + timedelta(hours=1)) == "expired"
    with pytest.raises(KeyRefused):
        key.check(text, Scope.TRANSLATE, NOON + timedelta(hours=1))


def test_revoked_key_opens_nothing_and_is_called_revoked_when_expired_too() -> None:
    key, text = drawn(revoked=NOON, expires=NOON)
    assert key.state(NOON) == "revoked"
    with pytest.raises(KeyRefused):
        key.check(text, Scope.TRANSLATE, NOON)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "two\nlines"])
def test_name_that_does_not_fit_a_line_is_refused(name: str) -> None:
    with pytest.raises(KeyInvalid, match="name"):
        draw_key(name, TRANSLATE, NOON)


def test_key_for_nothing_is_refused() -> None:
    with pytest.raises(KeyInvalid, match="scopes"):
        draw_key("a", frozenset(), NOON)


@pytest.mark.parametrize("expires", [NOON, NOON + timedelta(days=36_526), FIRST, LAST])
def test_key_that_has_ended_already_or_never_will_is_refused(expires: datetime) -> None:
    with pytest.raises(KeyInvalid, match="expires"):
        draw_key("a", TRANSLATE, NOON, expires=expires)


@pytest.mark.parametrize("bound", [0, -1, 10**13])
def test_quota_out_of_range_is_refused(bound: int) -> None:
    with pytest.raises(KeyInvalid, match="quota of characters"):
        Quota(characters=bound)


def test_month_is_that_of_utc() -> None:
    helsinki = timezone(timedelta(hours=2))
    assert month_of(datetime(2026, 12, 1, 1, tzinfo=helsinki)) == "2026-11"
    assert month_of(datetime(2026, 12, 1, 2, tzinfo=helsinki)) == "2026-12"


@given(st.datetimes(timezones=st.just(UTC), max_value=datetime(9999, 11, 1)))  # noqa: DTZ001 - hypothesis adds the zone
def test_when_a_month_is_over_another_one_has_begun(now: datetime) -> None:
    left_s = seconds_left(now)
    assert 0 < left_s <= 31 * 24 * 3600 + 1
    assert month_of(now + timedelta(seconds=left_s)) != month_of(now)


def test_digest_is_sha256() -> None:
    assert digest_of("abc").startswith("ba7816bf8f01cfea")
