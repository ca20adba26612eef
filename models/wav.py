"""What the header of a WAV file promises, against what the file holds.

FFmpeg takes whatever is there for the whole: a download that broke off would give half a transcript
and no word about it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, Final

UNKNOWN_SIZES_FROM: Final = 0x7F00_0000
"""Programs that write to a pipe do not know the length; they write some size close to 2 or 4
GiB."""
MOST_CHUNKS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A header that promises more than there is."""

    promised_s: float
    present_s: float


def shortfall(file: BinaryIO) -> Shortfall | None:
    """Compare header and size of a file; None where they agree, or where it is no WAV file.

    Leaves the file where it was.
    """
    position = file.tell()
    try:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        riff = file.read(12)
        if riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
            return None
        return _data_shortfall(file, size)
    finally:
        file.seek(position)


def _data_shortfall(file: BinaryIO, size: int) -> Shortfall | None:
    bytes_per_second = 0
    for _ in range(MOST_CHUNKS):
        header = file.read(8)
        chunk_bytes = int.from_bytes(header[4:], "little")
        start = file.tell()
        if header[:4] == b"data":
            present_bytes = size - start
            if not bytes_per_second or not present_bytes < chunk_bytes < UNKNOWN_SIZES_FROM:
                return None
            return Shortfall(
                promised_s=chunk_bytes / bytes_per_second,
                present_s=present_bytes / bytes_per_second,
            )
        if header[:4] == b"fmt ":
            bytes_per_second = int.from_bytes(file.read(12)[8:], "little")
        file.seek(start + chunk_bytes + chunk_bytes % 2)
    return None
