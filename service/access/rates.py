"""Requests per minute and address."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_UNKNOWN: Final = "unknown"


class TooManyRequests(Exception):
    """The address must wait."""

    def __init__(self, per_minute: int, retry_after_s: int) -> None:
        super().__init__(f"{per_minute} per 1 minute")
        self.per_minute = per_minute
        self.retry_after_s = retry_after_s


class TooManySockets(Exception):
    """The address has as many sockets open as it may have."""


class Rates:
    """Counts what each address does, in memory, in moving windows."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._open_sockets: Counter[str] = Counter()

    def count(self, what: str, address: str | None, *, per_minute: int) -> None:
        """Count one request.

        Raises:
            TooManyRequests: there were ``per_minute`` in the last minute already.
        """
        limit = RateLimitItemPerMinute(per_minute)
        if not self._limiter.hit(limit, what, address or _UNKNOWN):
            self._refuse(limit, what, address)

    def check(self, what: str, address: str | None, *, per_minute: int) -> None:
        """Refuse as ``count`` does, but count nothing: for limits on failures only."""
        limit = RateLimitItemPerMinute(per_minute)
        if not self._limiter.test(limit, what, address or _UNKNOWN):
            self._refuse(limit, what, address)

    def _refuse(self, limit: RateLimitItemPerMinute, what: str, address: str | None) -> NoReturn:
        stats = self._limiter.get_window_stats(limit, what, address or _UNKNOWN)
        retry_after_s = max(1, math.ceil(stats.reset_time - time.time()))
        raise TooManyRequests(limit.amount, retry_after_s)

    @contextmanager
    def socket(self, address: str | None, *, most: int) -> Iterator[None]:
        """Hold one of the address's sockets.

        Raises:
            TooManySockets: it has ``most`` already.
        """
        who = address or _UNKNOWN
        if self._open_sockets[who] >= most:
            raise TooManySockets
        self._open_sockets[who] += 1
        try:
            yield
        finally:
            self._open_sockets[who] -= 1
            if not self._open_sockets[who]:
                del self._open_sockets[who]
