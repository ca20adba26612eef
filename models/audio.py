"""Sound of any audio or video file, decoded piece by piece.

FFmpeg opens much more than sound: playlists and concatenation scripts name other files and
addresses, and it goes and fetches them. So it gets an open file, never a name, may use only the
formats listed here, and may open nothing else by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer

from models.errors import AudioUnreadable
from models.pcm import samples_from_pcm16
from models.types import SAMPLE_RATE, Samples
from models.wav import shortfall

FORMATS: Final = (
    "aac", "aiff", "amr", "asf", "au", "avi", "caf", "flac", "matroska", "mov", "mp3", "mpegts",
    "ogg", "w64", "wav",
)  # fmt: skip
"""FFmpeg's names of the containers that are opened."""
GUESSED_DURATION: Final = frozenset({"aac", "mp3", "amr"})
"""Formats without a length in their header: FFmpeg works it out from the bit rate."""
RATES: Final = range(4_000, 400_000)
"""Sample rates that are sound, in Hz."""
CHUNK_SAMPLES: Final = SAMPLE_RATE
MISSING_SHARE: Final = 0.1
"""A file that holds so much less than its header promises was broken off, not rounded."""
SLACK_S: Final = 1.0
"""Padding of encoders, which counts as length and is not given out."""


class AudioTooLong(AudioUnreadable):
    """A file has more sound than may be decoded."""

    code = "audio_too_long"

    def __init__(self, max_duration_s: float) -> None:
        super().__init__(f"the file is longer than {max_duration_s:g} s")


class AudioTruncated(AudioUnreadable):
    """A file holds less sound than it promises: it was broken off, or its header lies."""

    code = "audio_truncated"

    def __init__(self, *, promised_s: float, present_s: float) -> None:
        super().__init__(
            f"the file is incomplete: it promises {promised_s:.1f} s of sound"
            f" and holds {present_s:.1f} s"
        )


class AudioFile:
    """An open file with sound; iterate once over its samples."""

    def __init__(self, container: InputContainer, *, max_duration_s: float) -> None:
        self._container = container
        self._stream = _sound_of(container)
        self._max_duration_s = max_duration_s
        self._damaged_packets = 0
        if self._promised_s is not None and self._promised_s > max_duration_s:
            raise AudioTooLong(max_duration_s)

    @property
    def duration_s(self) -> float | None:
        """Length in seconds, where the file tells; in some formats a guess."""
        duration = self._container.duration
        return None if duration is None else duration / av.time_base

    @property
    def _promised_s(self) -> float | None:
        """Length in seconds, where the file itself tells it and it is no guess."""
        return None if self._container.format.name in GUESSED_DURATION else self.duration_s

    @property
    def damaged_packets(self) -> int:
        """Pieces of the file, read so far, that could not be decoded and were left out."""
        return self._damaged_packets

    def __iter__(self) -> Iterator[Samples]:
        """Samples in chunks of ``CHUNK_SAMPLES``, the last one shorter.

        Raises:
            AudioTooLong: the limit is passed; the chunks up to it were given.
            AudioTruncated: the file has ended too early; all there is was given.
            AudioUnreadable: it cannot be decoded.
        """
        samples = 0
        with _unreadable():
            for chunk in self._resampled():
                samples += chunk.size
                if samples > self._max_duration_s * SAMPLE_RATE:
                    raise AudioTooLong(self._max_duration_s)
                yield chunk
        if not samples:
            raise AudioUnreadable("the file has a sound track, but nothing in it can be decoded")
        self._check_complete(samples / SAMPLE_RATE)

    def _resampled(self) -> Iterator[Samples]:
        resampler = av.AudioResampler(
            format="s16", layout="mono", rate=SAMPLE_RATE, frame_size=CHUNK_SAMPLES
        )
        for frame in self._frames():
            # Time stamps of damaged or edited files jump; the resampler would refuse them.
            frame.pts = None
            for resampled in resampler.resample(frame):
                yield samples_from_pcm16(resampled.to_ndarray().tobytes())
        for resampled in resampler.resample(None):
            yield samples_from_pcm16(resampled.to_ndarray().tobytes())

    def _frames(self) -> Iterator[av.AudioFrame]:
        for packet in self._container.demux(self._stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                self._damaged_packets += 1
                continue
            yield from frames

    def _check_complete(self, present_s: float) -> None:
        promised_s = self._promised_s
        if promised_s is not None and present_s < (1 - MISSING_SHARE) * promised_s - SLACK_S:
            raise AudioTruncated(promised_s=promised_s, present_s=present_s)


@contextmanager
def open_audio(source: Path | bytes, *, max_duration_s: float) -> Iterator[AudioFile]:
    """Open the sound of a file.

    Args:
        source: A file on this machine, or the content of one.
        max_duration_s: Most sound that is decoded.

    Raises:
        AudioTooLong: the file says that it is longer.
        AudioTruncated: a WAV file whose header promises more than there is.
        AudioUnreadable: no sound, or none that can be decoded.
        OSError: the file cannot be opened.
    """
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        if not file.read(1):
            raise AudioUnreadable("the file is empty")
        file.seek(0)
        missing = shortfall(file)
        if missing is not None:
            raise AudioTruncated(promised_s=missing.promised_s, present_s=missing.present_s)
        with _open(file) as container:
            yield AudioFile(container, max_duration_s=max_duration_s)


def read_audio(source: Path | bytes, *, max_duration_s: float) -> Samples:
    """All sound of a file at once. Raises what ``open_audio`` and an ``AudioFile`` raise."""
    with open_audio(source, max_duration_s=max_duration_s) as audio:
        return np.concatenate(list(audio))


def _open(file: BinaryIO) -> InputContainer:
    with _unreadable():
        return av.open(
            file,
            mode="r",
            metadata_errors="ignore",
            options={"format_whitelist": ",".join(FORMATS), "protocol_whitelist": "none"},
        )


def _sound_of(container: InputContainer) -> AudioStream:
    """The first sound track.

    Raises:
        AudioUnreadable: there is none, or one of an impossible rate.
    """
    if not container.streams.audio:
        raise AudioUnreadable("the file has no sound track")
    stream = container.streams.audio[0]
    if stream.rate not in RATES:
        raise AudioUnreadable(f"the file has {stream.rate} samples per second")
    return stream


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except av.FFmpegError as err:
        raise AudioUnreadable(f"the file has no sound that can be read ({err.strerror})") from err
