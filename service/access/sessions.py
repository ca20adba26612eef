"""Sessions of staff, and those of administrators: a secret in a link becomes a cookie."""

from __future__ import annotations

import secrets

from service.access.expiring import Clock, Expiring

SESSION_LIFETIME_S = 12 * 3600.0
"""A working day and a little more."""
_MOST_SESSIONS = 1_000


class Sessions:
    """Knows one secret and who has shown it."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret
        self._sessions: Expiring[bool] = Expiring(
            lifetime_s=SESSION_LIFETIME_S, capacity=_MOST_SESSIONS, clock=clock
        )

    def sign_in(self, secret: str) -> str | None:
        """A new session's token, or None where the secret is wrong."""
        if not secrets.compare_digest(secret.encode(), self._secret.encode()):
            return None
        token = secrets.token_urlsafe(32)
        self._sessions.put(token, True)
        return token

    def knows(self, token: str) -> bool:
        """True where the token is that of a living session."""
        return self._sessions.get(token) is not None

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._sessions.take(token)
