from __future__ import annotations

import io
import socket
import wave
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest

from models.audio import (
    CHUNK_SAMPLES,
    AudioTooLong,
    AudioTruncated,
    open_audio,
    read_audio,
)
from models.errors import AudioUnreadable
from models.types import SAMPLE_RATE, Samples

LIMIT_S = 60.0


def sine(length_s: float, *, rate: int = SAMPLE_RATE, hertz: float = 440.0) -> Samples:
    time_s = np.arange(int(length_s * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * time_s)).astype(np.float32)


def wav(length_s: float, *, rate: int = SAMPLE_RATE, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        pcm = (sine(length_s, rate=rate) * 32767).astype("<i2")
        writer.writeframes(np.repeat(pcm, channels).tobytes())
    return file.getvalue()


def encoded(container: str, codec: str, length_s: float, *, rate: int = 48_000) -> bytes:
    """A stereo file made by FFmpeg."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "stereo"
        samples = sine(length_s, rate=rate)
        frame = av.AudioFrame.from_ndarray(
            np.stack([samples, samples]), format="fltp", layout="stereo"
        )
        frame.rate = rate
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def silent_film(length_s: int) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as output:
        stream = output.add_stream("mpeg4", rate=5)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
        for _ in range(5 * length_s):
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return file.getvalue()


def with_hole(content: bytes) -> bytes:
    """Some bytes in the middle overwritten."""
    middle = len(content) // 2
    return content[:middle] + b"\x55" * 300 + content[middle + 300 :]


def main_frequency_hz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / samples.size


def test_samples_are_those_of_the_file_when_it_has_our_rate() -> None:
    samples = read_audio(wav(2.5), max_duration_s=LIMIT_S)
    assert samples.dtype == np.float32
    np.testing.assert_allclose(samples, sine(2.5), atol=1e-4)


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_any_rate_and_number_of_channels_becomes_mono_16_khz(rate: int, channels: int) -> None:
    samples = read_audio(wav(2.0, rate=rate, channels=channels), max_duration_s=LIMIT_S)
    assert samples.size == pytest.approx(2 * SAMPLE_RATE, abs=SAMPLE_RATE // 100)
    assert main_frequency_hz(samples) == pytest.approx(440, abs=1)


@pytest.mark.parametrize(
    ("container", "codec"),
    [
        ("mp3", "libmp3lame"),
        ("ogg", "libopus"),
        ("webm", "libopus"),
        ("mp4", "aac"),
        ("adts", "aac"),
        ("flac", "flac"),
        ("mpegts", "aac"),
        ("wav", "pcm_f32le"),
    ],
)
def test_common_formats_are_read(container: str, codec: str) -> None:
    samples = read_audio(encoded(container, codec, 3.0), max_duration_s=LIMIT_S)
    assert samples.size == pytest.approx(3 * SAMPLE_RATE, abs=SAMPLE_RATE // 10)
    assert main_frequency_hz(samples) == pytest.approx(440, abs=1)


def test_chunks_are_small_and_the_duration_is_known_before() -> None:
    with open_audio(encoded("flac", "flac", 5.3), max_duration_s=LIMIT_S) as audio:
        assert audio.duration_s == pytest.approx(5.3, abs=0.01)
        sizes = [chunk.size for chunk in audio]
    assert sizes[:-1] == [CHUNK_SAMPLES] * 5
    assert 0 < sizes[-1] < CHUNK_SAMPLES


def test_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "http:" / "example.wav"
    path.parent.mkdir()
    path.write_bytes(wav(1.0))
    assert read_audio(path, max_duration_s=LIMIT_S).size == SAMPLE_RATE


def test_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_audio(tmp_path / "absent.wav", max_duration_s=LIMIT_S)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"just some text\n" * 100, "no sound that can be read"),
        (b"PK\x03\x04" + bytes(1000), "no sound that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no sound that can be read"),
        (wav(1.0)[:30], "no sound that can be read"),
        (wav(0.0), "nothing in it can be decoded"),
        (wav(1.0, channels=32), "no sound that can be read"),
        (wav(1.0).replace((16_000).to_bytes(4, "little"), bytes(4), 1), "no sound that"),
        (wav(10.0, rate=10), "10 samples per second"),
        (silent_film(1), "no sound track"),
    ],
    ids=[
        "empty",
        "text",
        "zip",
        "svg",
        "half a header",
        "no frames",
        "32 channels",
        "0 Hz",
        "10 Hz",
        "silent film",
    ],
)
def test_file_is_refused_when_it_has_no_sound(content: bytes, message: str) -> None:
    with pytest.raises(AudioUnreadable, match=message) as refused:
        read_audio(content, max_duration_s=LIMIT_S)
    assert refused.value.code == "audio_unreadable"


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """A server that nobody may call."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{url}'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\na=control:{url}\n",
    ],
    ids=["m3u8", "ffconcat", "sdp"],
)
def test_playlist_is_refused_and_not_followed(
    canary: socket.socket, tmp_path: Path, playlist: str
) -> None:
    path = tmp_path / "sound.wav"
    path.write_text(playlist.format(url=f"http://127.0.0.1:{canary.getsockname()[1]}/a.wav"))
    with pytest.raises(AudioUnreadable):
        read_audio(path, max_duration_s=LIMIT_S)
    with pytest.raises(BlockingIOError):
        canary.accept()


def test_playlist_of_local_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.wav").write_bytes(wav(1.0))
    playlist = f"ffconcat version 1.0\nfile 'file:{tmp_path / 'secret.wav'}'\n"
    with pytest.raises(AudioUnreadable):
        read_audio(playlist.encode(), max_duration_s=LIMIT_S)


@pytest.mark.parametrize(
    "content", [wav(10.0)[:100_000], wav(10.0)[:44]], ids=["half", "header alone"]
)
def test_wav_file_is_refused_at_once_when_it_was_broken_off(content: bytes) -> None:
    with (
        pytest.raises(AudioTruncated, match=r"promises 10\.0 s") as refused,
        open_audio(content, max_duration_s=LIMIT_S),
    ):
        pytest.fail("opened")
    assert refused.value.code == "audio_truncated"


def test_wav_file_is_read_when_a_pipe_left_its_size_open() -> None:
    content = bytearray(wav(1.0))
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    assert read_audio(bytes(content), max_duration_s=LIMIT_S).size == SAMPLE_RATE


@pytest.mark.parametrize(("container", "codec"), [("flac", "flac"), ("webm", "libopus")])
def test_sound_is_given_before_the_error_when_another_file_was_broken_off(
    container: str, codec: str
) -> None:
    content = encoded(container, codec, 20.0)
    given: list[Samples] = []
    with (
        open_audio(content[: len(content) // 2], max_duration_s=LIMIT_S) as audio,
        pytest.raises(AudioTruncated),
    ):
        given.extend(audio)
    assert sum(chunk.size for chunk in given) > 8 * SAMPLE_RATE


def test_damage_in_the_middle_is_counted_and_passed_over() -> None:
    with open_audio(with_hole(encoded("adts", "aac", 20.0)), max_duration_s=LIMIT_S) as audio:
        samples = sum(chunk.size for chunk in audio)
        assert audio.damaged_packets >= 1
    assert samples > 19 * SAMPLE_RATE


@pytest.mark.parametrize("make", [lambda: wav(3.0), lambda: encoded("flac", "flac", 3.0)])
def test_file_is_refused_at_once_when_it_says_that_it_is_too_long(
    make: Callable[[], bytes],
) -> None:
    with (
        pytest.raises(AudioTooLong, match="longer than 2 s") as refused,
        open_audio(make(), max_duration_s=2.0),
    ):
        pytest.fail("opened")
    assert refused.value.code == "audio_too_long"


def test_decoding_stops_at_the_limit_when_the_file_does_not_say_its_length() -> None:
    given: list[Samples] = []
    with (
        open_audio(encoded("adts", "aac", 10.0), max_duration_s=2.0) as audio,
        pytest.raises(AudioTooLong),
    ):
        given.extend(audio)
    assert sum(chunk.size for chunk in given) == 2 * SAMPLE_RATE
