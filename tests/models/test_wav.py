from __future__ import annotations

import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.wav import UNKNOWN_SIZES_FROM, shortfall


def wav(*, frames: int = 8_000, promised_bytes: int | None = None) -> bytes:
    """A mono file of 8000 samples a second, with another size in its header where wanted."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8_000)
        writer.writeframes(b"\x01\x00" * frames)
    content = bytearray(file.getvalue())
    if promised_bytes is not None:
        content[40:44] = promised_bytes.to_bytes(4, "little")
    return bytes(content)


def test_whole_file_lacks_nothing() -> None:
    assert shortfall(io.BytesIO(wav())) is None


@pytest.mark.parametrize("extra", [b"LIST\x03\x00\x00\x00abc\x00", b"LIST\x04\x00\x00\x00abcd"])
def test_other_chunks_are_passed_over(extra: bytes) -> None:
    content = wav()
    broken_off = content[:36] + extra + content[36:-4_000]
    missing = shortfall(io.BytesIO(broken_off))
    assert missing is not None
    assert (missing.promised_s, missing.present_s) == (1.0, 0.75)


def test_header_lies_when_it_promises_more_than_there_is() -> None:
    missing = shortfall(io.BytesIO(wav(promised_bytes=160_000)))
    assert missing is not None
    assert (missing.promised_s, missing.present_s) == (10.0, 1.0)


@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF, 0x7FFF_F000, UNKNOWN_SIZES_FROM])
def test_size_is_unknown_when_a_pipe_was_written_to(size: int) -> None:
    assert shortfall(io.BytesIO(wav(promised_bytes=size))) is None


def test_file_is_left_where_it_was() -> None:
    file = io.BytesIO(b"abc" + wav())
    file.seek(3)
    shortfall(file)
    assert file.tell() == 3


@given(
    content=st.one_of(
        st.binary(max_size=100),
        st.binary(max_size=100).map(lambda tail: b"RIFF\x00\x00\x00\x00WAVE" + tail),
        st.tuples(st.integers(0, 100), st.binary(max_size=8)).map(
            lambda parts: wav(frames=20)[: parts[0]] + parts[1]
        ),
    )
)
def test_any_bytes_are_survived(content: bytes) -> None:
    missing = shortfall(io.BytesIO(content))
    assert missing is None or missing.present_s < missing.promised_s
