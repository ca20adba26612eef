from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from benchmarks.audio import Recording, read_wav, write_wav
from benchmarks.errors import AudioUnusable


def test_a_recording_comes_back_as_it_was_written(tmp_path: Path) -> None:
    recording = Recording(pcm=np.arange(-800, 800, dtype="<i2").tobytes())
    write_wav(tmp_path / "a.wav", recording)
    assert read_wav(tmp_path / "a.wav") == recording
    assert recording.duration_s == 0.1
    assert recording.samples()[0] == np.float32(-800 / 32768)


@pytest.mark.parametrize(
    ("rate", "channels", "width"), [(8000, 1, 2), (16000, 2, 2), (16000, 1, 1)]
)
def test_another_format_is_refused_with_the_command_that_mends_it(
    tmp_path: Path, rate: int, channels: int, width: int
) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(bytes(channels * width))
    with pytest.raises(AudioUnusable, match="ffmpeg"):
        read_wav(tmp_path / "a.wav")


@pytest.mark.parametrize("content", [b"", b"no wav at all, really none of it"])
def test_a_file_that_is_no_wav_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(AudioUnusable, match="not a WAV"):
        read_wav(tmp_path / "a.wav")
