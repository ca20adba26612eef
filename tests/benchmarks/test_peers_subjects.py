from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import fake_peer
import pytest

from benchmarks.audio import Recording
from benchmarks.errors import BenchmarkError, ReplayFailed, ServerFailed
from benchmarks.event_log import read_log
from benchmarks.peers.comparison import compare
from benchmarks.peers.programs import PEERS, Peer, Setup
from benchmarks.peers.protocol import PeerProtocol
from benchmarks.peers.subjects import Subject, Talk, Theirs, told_flags
from benchmarks.peers.whisperlive import whisper_live
from benchmarks.peers.whisperlivekit import whisper_live_kit
from benchmarks.report import comparison
from benchmarks.results import Program, read_results
from benchmarks.scoring import score
from benchmarks.words import SpokenWord, SpokenWords

RECORDING = Recording(pcm=bytes(fake_peer.BYTES_PER_WORD * len(fake_peer.WORDS)))
WORDS = tuple(
    SpokenWord(word=word, start_s=0.25 * index, end_s=0.25 * index + 0.2)
    for index, word in enumerate(["good", "morning", "how", "can", "i", "help"])
)
SPOKEN = SpokenWords(language="en", audio_sha256=RECORDING.sha256, aligner="", words=WORDS)
TALK = Talk(name="six words", recording=RECORDING, spoken=SPOKEN, nice=0)
HERE = Path("/")
SETUP = Setup(environment=HERE, model=HERE, decoder=HERE, warm_up=HERE, language="en")


def subject(mode: str, *, label: str = "fake", health: str | None = "/health") -> Theirs:
    def protocol(language: str) -> PeerProtocol:
        speaks = whisper_live if mode == "segments" else whisper_live_kit
        return replace(speaks(language=language), quiet_s=0.5)

    peer = Peer(
        label=label,
        package="fake",
        licence="none",
        environment="none",
        program=lambda _: (sys.executable, str(fake_peer.__file__)),
        flags=lambda _: ("--mode", mode),
        health=health,
        protocol=protocol,
    )
    program = Program(package="fake 1.0", flags=("--mode", mode), weights_sha256="0" * 64)
    return Theirs(peer=peer, setup=SETUP, threads=1, program=program)


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("mode", "health", "unfinished"), [("lines", "/health", 0), ("segments", None, 1)]
)
async def test_what_a_program_shows_is_scored_like_our_own_screen(
    mode: str, health: str | None, unfinished: int, tmp_path: Path
) -> None:
    measured = await subject(mode, health=health).measure(TALK, tmp_path / "log")
    found = score(measured.log, SPOKEN)
    assert (found.errors.edits.total, found.lag.matched_words) == (0, 6)
    assert found.lag.first_seen is not None
    assert 0 <= found.lag.first_seen.p50_s < 2
    assert (found.erasure.words.taken_back_words, found.broken_promises) == (0, 0)
    assert found.unfinished_captions == unfinished
    texts = [screen.committed + screen.tentative for screen in measured.log.screens]
    assert len(dict.fromkeys(texts)) == 6
    assert measured.server is not None
    assert measured.server.cpu_s >= 0
    assert measured.server.resident_bytes > 5_000_000


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("mode", "error", "reason"),
    [
        ("closing", ReplayFailed, "ConnectionClosed"),
        ("foreign", ReplayFailed, "not a message of this program"),
        ("bytes", ReplayFailed, "bytes instead of text"),
        ("ending", ServerFailed, "ended with 3"),
    ],
)
async def test_a_program_that_goes_wrong_is_told(
    mode: str, error: type[BenchmarkError], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=reason):
        await subject(mode).measure(TALK, tmp_path / "log")


@pytest.mark.e2e
def test_subjects_are_measured_in_turn_and_kept(tmp_path: Path) -> None:
    subjects: list[Subject] = [subject("lines", label="A"), subject("segments", label="B")]
    told: list[str] = []
    kept = tmp_path / "results" / "peers.jsonl"
    runs = compare(subjects, TALK, rounds=2, results=kept, tell=told.append)
    assert [run.label for run in runs] == ["A", "B", "A", "B"]
    assert told[0] == "round 1 of 2: A"
    assert read_results(kept) == runs
    logs = sorted((kept.parent / "logs").glob("*.jsonl"))
    assert {read_log(log).started.audio_sha256 for log in logs} == {RECORDING.sha256}
    notes = comparison(runs, audio_sha256=RECORDING.sha256).notes
    assert "B: fake 1.0, weights 000000000000 --mode segments" in notes


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_is_given_the_model_of_the_service(name: str) -> None:
    setup = Setup(
        environment=Path("/env"),
        model=Path.home() / "model",
        decoder=Path("/decoder"),
        warm_up=Path("/warm.wav"),
        language="fi",
    )
    assert "~/model" in told_flags(PEERS[name], setup)
    assert PEERS[name].program(setup)[0].startswith("/env/bin/")
    assert PEERS[name].variables["HF_HUB_OFFLINE"] == "1"
