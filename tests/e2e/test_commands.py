"""The commands as an operator types them, on real models."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from speech import russian_prompt
from visit import TULKKI

from benchmarks.audio import Recording, write_wav
from benchmarks.corpus import librivox_sentences
from models.catalog import Catalog

pytestmark = [pytest.mark.e2e, pytest.mark.weights, pytest.mark.timeout(240)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    code: int
    output: str
    errors: str


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


async def tulkki(data_dir: Path, *arguments: str) -> Ended:
    process = await asyncio.create_subprocess_exec(
        TULKKI,
        *arguments,
        "--data-dir",
        str(data_dir),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode is not None
    return Ended(code=process.returncode, output=output.decode(), errors=errors.decode())


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("speech") / "sentence.wav"
    write_wav(path, librivox_sentences()[-1].recording)
    return path


@pytest.fixture
def damaged_weights(data_dir: Path) -> Iterator[Path]:
    """One byte of the installed speech model is another, for the time of a test."""
    Catalog.load(data_dir).resolve("whisper-base")
    weights = Catalog.load(data_dir).folder("whisper-base") / "model.bin"
    original = weights.read_bytes()
    weights.write_bytes(original[:-1] + b"x")
    yield weights
    weights.write_bytes(original)


@pytest.mark.parametrize(
    ("written", "begins"), [("srt", "1\n00:00:0"), ("vtt", "WEBVTT\n\nNOTE"), ("txt", "Written ")]
)
async def test_transcribe_writes_both_languages(
    data_dir: Path, speech: Path, written: str, begins: str
) -> None:
    ended = await tulkki(
        data_dir, "transcribe", str(speech), "--from", "en", "--to", "pt", "--format", written
    )
    assert (ended.code, ended.errors) == (0, "")
    assert ended.output.startswith(begins)
    assert "might even have been made" in ended.output
    assert "Ele " in ended.output


async def test_transcribe_translates_the_sound_where_no_model_translates_the_text(
    data_dir: Path,
) -> None:
    prompt = str(russian_prompt("vm-msginstruct"))
    wanted = ("transcribe", prompt, "--from", "ru", "--format", "json", "--to")
    english, portuguese = [await tulkki(data_dir, *wanted, target) for target in ("en", "pt")]
    assert english.code == portuguese.code == 0, english.errors + portuguese.errors
    turns = json.loads(english.output)["entries"]
    assert {turn["original"]["language"] for turn in turns} == {"ru"}
    assert "message press 6" in turns[0]["translations"][0]["text"].replace(",", "")
    assert "mensagem" in json.loads(portuguese.output)["entries"][0]["translations"][0]["text"]


async def test_transcribe_as_json_holds_times(data_dir: Path, speech: Path) -> None:
    ended = await tulkki(data_dir, "transcribe", str(speech), "--from", "en", "--format", "json")
    (turn,) = json.loads(ended.output)["entries"]
    assert 0 <= turn["start_s"] < turn["end_s"]
    assert turn["translations"] == []


async def test_transcribe_of_zeros_is_empty(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "zeros.wav"
    write_wav(path, Recording(pcm=bytes(2 * 16_000 * 5)))
    ended = await tulkki(data_dir, "transcribe", str(path), "--from", "en")
    assert (ended.code, ended.output) == (0, "")


async def test_transcribe_of_noise_is_empty(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    pcm = np.random.default_rng(3).normal(0, 2_000, 16_000 * 5).astype("<i2")
    write_wav(path, Recording(pcm=pcm.tobytes()))
    ended = await tulkki(data_dir, "transcribe", str(path), "--from", "en")
    assert (ended.code, ended.output) == (0, "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "audio_unreadable"),
        (b"just some text, no sound at all", "audio_unreadable"),
        (b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\x00\x00\x00\x01\x00", "audio_unreadable"),
        (b"#EXTM3U\nhttp://127.0.0.1:9/x.wav\n", "audio_unreadable"),
    ],
)
async def test_transcribe_of_what_is_no_audio_says_so(
    data_dir: Path, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    ended = await tulkki(data_dir, "transcribe", str(path), "--from", "en")
    assert ended.code == 1
    assert ended.errors.startswith(f"{code}: ")
    assert "Traceback" not in ended.errors


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        (("--from", "xx"), "unsupported_language"),
        (("--from", "en", "--to", "tlh"), "unsupported_language_pair"),
    ],
)
async def test_transcribe_into_a_language_without_a_model_says_so(
    data_dir: Path, speech: Path, languages: tuple[str, ...], code: str
) -> None:
    ended = await tulkki(data_dir, "transcribe", str(speech), *languages)
    assert ended.code == 1
    assert ended.errors.startswith(f"{code}: ")


async def test_damaged_weights_are_named_with_the_command_that_mends_them(
    data_dir: Path, speech: Path, damaged_weights: Path
) -> None:
    ended = await tulkki(data_dir, "transcribe", str(speech), "--from", "en")
    assert ended.code == 1
    assert ended.errors.startswith("model_corrupt: ")
    for named in (str(damaged_weights), "expected", "found", "tulkki models"):
        assert named in ended.errors
