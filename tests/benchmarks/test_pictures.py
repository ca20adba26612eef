from __future__ import annotations

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from lag_logs import AUDIO, caption, log_of, reference
from measured_on import ORIGIN

from benchmarks.ablation_results import ABLATION_LINES, AblationResult
from benchmarks.event_log import write_log
from benchmarks.figures import spread
from benchmarks.pictures import draw_ablation, draw_lags, draw_peers, draw_soak, words_of
from benchmarks.policy_figures import Figures
from benchmarks.results import LagResult, append_result
from benchmarks.scoring import score
from benchmarks.server import Usage
from benchmarks.soak_results import SOAK_LINES, Round, SoakResult
from benchmarks.words import save_words

SPOKEN = reference(("good", 0.2), ("morning", 0.5))
LOG = log_of((0.8, caption("good morning", 1, final=True)))


def result(label: str = "tulkki") -> LagResult:
    return LagResult(
        at=ORIGIN.at,
        label=label,
        audio="test.wav",
        audio_sha256=AUDIO.sha256,
        environment=ORIGIN.environment,
        client_nice=0,
        client_cpu_s=0.1,
        server=None,
        score=score(LOG, SPOKEN),
        log="a.jsonl",
    )


def is_picture(path: Path) -> bool:
    return path.read_bytes().startswith(b"\x89PNG")


def test_lags_are_those_of_the_score() -> None:
    lags_s = [word.first_seen_s for word in words_of(LOG, SPOKEN)]
    found = score(LOG, SPOKEN).lag.first_seen
    assert found == spread(lags_s)


def test_lags_are_drawn_from_the_logs_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.pictures.SETS_DIR", tmp_path)
    (tmp_path / "test").mkdir()
    save_words(tmp_path / "test" / "words.json", SPOKEN)
    append_result(tmp_path / "results.jsonl", result())
    out = tmp_path / "new" / "lags.png"
    assert not draw_lags(tmp_path / "results.jsonl", out)
    (tmp_path / "logs").mkdir()
    write_log(tmp_path / "a.jsonl", LOG)
    packed = lzma.compress((tmp_path / "a.jsonl").read_bytes())
    (tmp_path / "logs" / "a.jsonl.xz").write_bytes(packed)
    assert draw_lags(tmp_path / "results.jsonl", out)
    assert is_picture(out)
    assert [file.name for file in (tmp_path / "logs").iterdir()] == ["a.jsonl.xz"]


def test_programs_are_drawn_side_by_side_without_void_runs(tmp_path: Path) -> None:
    late = replace(result("B"), score=replace(result().score, void=("late",)))
    append_result(tmp_path / "peers.jsonl", late)
    assert not draw_peers(tmp_path / "peers.jsonl", tmp_path / "peers.png")
    append_result(tmp_path / "peers.jsonl", result())
    assert draw_peers(tmp_path / "peers.jsonl", tmp_path / "peers.png")
    assert is_picture(tmp_path / "peers.png")


def test_an_ablation_is_drawn(tmp_path: Path) -> None:
    figures = Figures(
        first_seen=spread([0.5]),
        for_good=spread([0.6]),
        errors=1,
        early=0,
        words=10,
        taken_back=3,
        taken_back_words=2,
        shown=10,
        shown_words=10,
        broken_promises=0,
        cpu_s=1.0,
        audio_s=4.0,
    )
    row = AblationResult(
        origin=ORIGIN,
        audio="test.wav",
        audio_sha256="",
        model="fake",
        shifts_s=(0.0,),
        variant="as it is",
        figures=figures,
    )
    ABLATION_LINES.append(tmp_path / "a.jsonl", row, replace(row, variant="finals only"))
    assert draw_ablation(tmp_path / "a.jsonl", tmp_path / "a.png")
    assert is_picture(tmp_path / "a.png")


def test_the_memory_of_a_soak_is_drawn(tmp_path: Path) -> None:
    usage = Usage(
        cpu_s=1.0, resident_bytes=0, proportional_bytes=500_000_000, threads=9, open_files=20
    )
    soak = SoakResult(
        at=ORIGIN.at,
        audio="test.wav",
        audio_sha256="",
        environment=ORIGIN.environment,
        rounds=(Round(score=None, usage=usage),) * 3,
    )
    SOAK_LINES.append(tmp_path / "soak.jsonl", soak)
    assert draw_soak(tmp_path / "soak.jsonl", tmp_path / "soak.png")
    assert is_picture(tmp_path / "soak.png")
