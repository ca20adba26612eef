"""oneDNN, which computes Whisper's convolutions, without a memory of every length it has seen.

For each new length of a window oneDNN prepares its convolutions anew and keeps what it has
prepared, for up to 1024 of them, about a megabyte for each window. Speech hardly ever has the same
length twice, so nothing of that is used again: a server grew by some hundred megabytes in its first
hour.
"""

from __future__ import annotations

import os
from typing import Final

CAPACITY: Final = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
_FEW: Final = "16"
"""Enough for a window that is decoded once more."""


def keep_few() -> None:
    """From the first decode of this process on; a capacity that the environment names stays."""
    os.environ.setdefault(CAPACITY, _FEW)
