"""Memory that was freed, given back to the system.

The C library keeps what is freed, apart for each thread, for whoever asks next. A decode takes some
ten megabytes for a moment, more the longer its window is, so each thread comes to keep what its
longest window took, in pieces between what is still used: a server grows for its first hour, and
most of that is nobody's.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable


def _trim() -> Callable[[int], int] | None:
    """The C library's own function; other libraries than glibc have none."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


_TRIM = _trim()


def give_back() -> None:
    """Give the system all whole pages that nobody uses. Blocks for some milliseconds."""
    if _TRIM is not None:
        _TRIM(0)
