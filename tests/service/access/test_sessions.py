"""Only the right secret signs in; sessions end."""

from __future__ import annotations

from service.access.sessions import SESSION_LIFETIME_S, Sessions


def test_sign_in_with_the_secret_gives_a_session() -> None:
    staff = Sessions("s3cret", lambda: 0.0)
    token = staff.sign_in("s3cret")
    assert token is not None
    assert staff.knows(token)
    assert not staff.knows("")


def test_sign_in_with_another_secret_gives_nothing() -> None:
    staff = Sessions("s3cret", lambda: 0.0)
    assert staff.sign_in("s3cre") is None
    assert staff.sign_in("ä\u2028") is None


def test_session_ends_after_a_working_day() -> None:
    now = [0.0]
    staff = Sessions("s", lambda: now[0])
    token = staff.sign_in("s") or ""
    now[0] = SESSION_LIFETIME_S
    assert not staff.knows(token)


def test_sign_out_ends_the_session() -> None:
    staff = Sessions("s", lambda: 0.0)
    token = staff.sign_in("s") or ""
    staff.sign_out(token)
    assert not staff.knows(token)
