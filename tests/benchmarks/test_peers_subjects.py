from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import fake_peer
import pytest
from lag_logs import log_of
from measured_on import ORIGIN

from benchmarks.audio import Recording
from benchmarks.capacity_results import Head, Served, Step
from benchmarks.capacity_stages import Ground, climb
from benchmarks.crowd import Cost, follow
from benchmarks.errors import BenchmarkError, ReplayFailed, ServerFailed
from benchmarks.event_log import RunEnded, ScreenShown, read_log
from benchmarks.figures import spread
from benchmarks.objectives import CrowdFigures
from benchmarks.peers.capacity_table import peers_capacity_grid
from benchmarks.peers.comparison import compare
from benchmarks.peers.hosts import finished
from benchmarks.peers.programs import PEERS, Peer, Setup
from benchmarks.peers.protocol import PeerProtocol
from benchmarks.peers.subjects import Subject, Talk, Theirs, told_flags
from benchmarks.peers.whisperlive import whisper_live
from benchmarks.peers.whisperlivekit import whisper_live_kit
from benchmarks.pieces import Piece, pieces
from benchmarks.report import comparison
from benchmarks.results import Program, read_results
from benchmarks.scoring import score
from benchmarks.turns import together
from benchmarks.words import SpokenWord, SpokenWords

RECORDING = Recording(pcm=bytes(fake_peer.BYTES_PER_WORD * len(fake_peer.WORDS)))
WORDS = tuple(
    SpokenWord(word=word, start_s=0.25 * index, end_s=0.25 * index + 0.2)
    for index, word in enumerate(["good", "morning", "how", "can", "i", "help"])
)
SPOKEN = SpokenWords(language="en", audio_sha256=RECORDING.sha256, aligner="", words=WORDS)
TALK = Talk(name="six words", recording=RECORDING, spoken=SPOKEN, nice=0)
PIECE = Piece(recording=RECORDING, spoken=SPOKEN)
HEAD = Head(
    at=ORIGIN.at,
    label="fake",
    audio="six words",
    audio_sha256=RECORDING.sha256,
    environment=ORIGIN.environment,
    client_nice=0,
)
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
    compared = compare(subjects, TALK, rounds=2, results=kept, tell=told.append)
    assert [run.label for run in compared.runs] == ["A", "B", "A", "B", "A"]
    assert told[0] == "1 of 5: A"
    assert read_results(kept) == list(compared.runs)
    assert compared.failures == ()
    logs = sorted((kept.parent / "logs").glob("*.jsonl"))
    assert {read_log(log).started.audio_sha256 for log in logs} == {RECORDING.sha256}
    notes = comparison(compared.runs, audio_sha256=RECORDING.sha256).notes
    assert "B: fake 1.0, weights 000000000000 --mode segments" in notes


@pytest.mark.e2e
def test_a_program_that_fails_does_not_keep_others_from_being_measured(tmp_path: Path) -> None:
    subjects: list[Subject] = [subject("lines", label="A"), subject("ending", label="B")]
    compared = compare(
        subjects, TALK, rounds=1, results=tmp_path / "peers.jsonl", tell=lambda _: None
    )
    assert [run.label for run in compared.runs] == ["A", "A"]
    assert len(compared.failures) == 1
    assert compared.failures[0].startswith("B: the service ended with 3")


@pytest.mark.e2e
@pytest.mark.parametrize("mode", ["lines", "segments"])
async def test_conversations_with_a_program_are_counted_like_ours(
    mode: str, tmp_path: Path
) -> None:
    ground = Ground(
        head=HEAD,
        recording=RECORDING,
        spoken=SPOKEN,
        said=pieces(RECORDING, SPOKEN, count=2, longest_s=5.0),
        offline_errors=(0, 0),
    )
    async with subject(mode).host("en", tmp_path / "log") as host:
        steps = [step async for step in climb(ground, host, [2], strict=True)]
    (served,) = (step.served for step in steps)
    assert (served.figures.asked, served.figures.errors, served.figures.lost) == (2, 0, ())
    assert served.cost.server_cores is not None


@pytest.mark.e2e
async def test_a_program_that_closes_has_lost_its_conversations(tmp_path: Path) -> None:
    async with subject("closing").host("en", tmp_path / "log") as host:
        run = await follow(together([PIECE], within_s=0, seed=1), host)
    assert run.followed[0].failure is not None


def test_what_stayed_is_final_where_a_program_never_says_so() -> None:
    shown = ScreenShown(at_s=1.0, committed="good", tentative=" morning", final=False)
    log = replace(log_of(), screens=(shown, shown))
    assert [screen.final for screen in finished(log).screens] == [False, True]
    open_ = replace(log, ended=RunEnded(at_s=9.0, settled=False))
    assert finished(open_) == open_
    assert finished(log_of()) == log_of()


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


def test_the_table_tells_what_each_carried_and_the_ratio_to_the_best() -> None:
    def step(label: str, asked: int, lag_s: float) -> Step:
        figures = CrowdFigures(
            asked=asked,
            refused=0,
            reference_words=100,
            errors=0,
            offline_errors=0,
            first_seen=spread([lag_s]),
            for_good=spread([lag_s]),
            lost=(),
        )
        served = Served(
            figures=figures,
            cost=Cost(server_cores=0.5, client_cores=0.1, others_cores=0.4),
            slip_p99_s=0.001,
        )
        return Step(head=replace(HEAD, label=label), served=served)

    steps = [step("tulkki", 1, 0.4), step("tulkki", 6, 0.8), step("B", 1, 0.9), step("B", 2, 3.0)]
    grid = peers_capacity_grid([*steps, step("C", 1, 1.5)])
    assert "carried: tulkki 6; B 1; C 0" in grid.notes
    assert "tulkki carries 6.0 times as many as the best other (B)" in grid.notes
    assert "NOT QUIET" in grid.notes[-1]
    assert grid.rows[-1][-1] == "first seen p95 1.50 s"
    alone = peers_capacity_grid([step("tulkki", 2, 0.4), step("C", 1, 1.5)])
    assert "tulkki carries 2.0 times as many as the best other (C)" in alone.notes
