"""Memory that is freed in pieces goes back to the system."""

from __future__ import annotations

import ctypes
import sys

import psutil
import pytest

from models.heap import give_back

_PIECE = 60_000
_PIECES = 2_000


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep memory otherwise")
def test_what_lies_free_between_what_is_used_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    process = psutil.Process()
    pieces = []
    for _ in range(_PIECES):
        piece = libc.malloc(_PIECE)
        ctypes.memset(piece, 1, _PIECE)
        pieces.append(piece)
    used = pieces[::50]
    for piece in set(pieces) - set(used):
        libc.free(piece)
    before = process.memory_info().rss
    give_back()
    given_back = before - process.memory_info().rss
    for piece in used:
        libc.free(piece)
    assert given_back > 0.7 * _PIECE * _PIECES
