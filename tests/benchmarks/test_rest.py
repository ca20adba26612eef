"""Load on a fake service, and what is made of it."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from benchmarks.arrivals import Arrival, arrivals
from benchmarks.audio import Recording, write_wav
from benchmarks.environment import Environment
from benchmarks.errors import BenchmarkError
from benchmarks.figures import Spread
from benchmarks.goals import of_rest
from benchmarks.grids import printed
from benchmarks.rest import SHARES, SIZES, Ground, measure, rest
from benchmarks.rest_load import ask
from benchmarks.rest_raw import raw_rate
from benchmarks.rest_results import (
    Beside,
    Climb,
    Live,
    RawRate,
    RestResult,
    append,
    growth,
    read,
)
from benchmarks.rest_steps import Step
from benchmarks.rest_tables import rest_grids
from benchmarks.server import running_server
from benchmarks.words import SpokenWord, SpokenWords, save_words
from models.fakes import ScriptedTranslator
from models.types import LanguagePair, TranslatedText

FakeService = Callable[[str], AbstractContextManager[str]]

EN_PT = LanguagePair("en", "pt")
TEXTS = ("one", "two", "three")
RECORDING = Recording(pcm=bytes(2 * 24_000))
SPOKEN = SpokenWords(
    language="en",
    audio_sha256=RECORDING.sha256,
    aligner="the fake's",
    words=tuple(
        SpokenWord(word=word, start_s=0.25 * n, end_s=0.25 * n + 0.25)
        for n, word in enumerate(("good", "morning", "how", "can", "i", "help"))
    ),
)
GROUND = Ground(texts=TEXTS, pair=EN_PT, recording=RECORDING, spoken=SPOKEN, seconds=0.5)


def lag(p50_s: float, p95_s: float) -> Spread:
    return Spread(count=71, p50_s=p50_s, p95_s=p95_s, p99_s=p95_s, max_s=p95_s)


STEP = Step(
    offered_per_s=90,
    answered_per_s=90,
    left=0.01,
    refused=0,
    latency=lag(0.02, 0.05),
    slip=lag(0.001, 0.002),
    client_cores=0.2,
    server_cores=1.3,
)
RESULT = RestResult(
    at=datetime(2026, 1, 2, tzinfo=UTC),
    label="tulkki",
    environment=Environment(
        commit="abc123",
        processor="Test CPU",
        cores=2,
        memory_bytes=8_000_000_000,
        system="Linux 6",
        python="3.11",
        packages=(),
        load_average=0.1,
    ),
    client_nice=0,
    models=("firefox-en-pt",),
    pair="en-pt",
    texts=100,
    raw=RawRate(callers=1, before_per_s=90, after_per_s=110),
    climbs=(
        Climb(size=1, steps=(STEP, replace(STEP, offered_per_s=100, left=0.2))),
        Climb(size=8, steps=(replace(STEP, latency=lag(0.01, 0.05)),)),
    ),
    beside=Beside(
        audio="talk.wav",
        audio_sha256=RECORDING.sha256,
        alone=Live(first_seen=lag(0.4, 0.8), for_good=lag(0.5, 1.0), void=()),
        together=Live(first_seen=lag(0.42, 0.96), for_good=None, void=("late",)),
        requests=STEP,
    ),
)


def cpu_s() -> float:
    return 0.0


def test_goals_are_shares_of_the_engine_alone() -> None:
    name = "POST /translate, of the engine alone,"
    assert list(of_rest(RESULT)) == [
        (f"{name} {texts} a request, firefox-en-pt", ">= 0.80", "0.95", "0.90")
        for texts in ("one text", "8 texts")
    ]


@pytest.mark.e2e
async def test_each_request_is_made_when_it_is_due(fake_service: FakeService) -> None:
    schedule = arrivals(TEXTS, sentences_per_s=40, size=2, seconds=0.5, seed=1)
    with fake_service("sound") as url:
        load = await ask(url, schedule, EN_PT, seconds=0.5, server_cpu_s=cpu_s)
    assert [one.due_s for one in load.asked] == [arrival.at_s for arrival in schedule]
    assert all(one.due_s <= one.sent_s < one.answered_s for one in load.asked)
    assert {one.sentences for one in load.asked} == {2}
    assert not any(one.refused for one in load.asked)
    assert load.client_cores > 0


@pytest.mark.e2e
async def test_a_refusal_is_noted_and_a_failure_stops_the_measurement(
    fake_service: FakeService,
) -> None:
    def schedule(text: str) -> Sequence[Arrival]:
        return [Arrival(at_s=0.0, texts=("one", text))]

    with fake_service("sound") as url:
        load = await ask(url, schedule("full"), EN_PT, seconds=1, server_cpu_s=cpu_s)
        assert load.asked[0].refused
        for text, reason in (("broken", "500"), ("lost", "1 of 2 texts")):
            with pytest.raises(BenchmarkError, match=reason):
                await ask(url, schedule(text), EN_PT, seconds=1, server_cpu_s=cpu_s)
    with pytest.raises(BenchmarkError, match="POST /translate: ConnectError"):
        await ask(url, schedule("two"), EN_PT, seconds=1, server_cpu_s=cpu_s)


@pytest.mark.e2e
async def test_a_server_is_measured_between_two_looks_at_the_engine(
    fake_command: list[str], free_port: int, tmp_path: Path
) -> None:
    rates = iter((300.0, 400.0))
    command = [*fake_command, str(free_port)]
    async with running_server(command, port=free_port, log=tmp_path / "log") as server:
        found = await measure(GROUND, server, lambda: next(rates))
    assert found.raw_per_s == (300.0, 400.0)
    assert [climb.size for climb in found.climbs] == list(SIZES)
    for climb in found.climbs:
        assert 1 <= len(climb.steps) <= len(SHARES)
        assert all(step.carried for step in climb.steps[:-1])
    for live in (found.alone, found.together):
        assert live.first_seen is not None
        assert live.first_seen.count == 6
    assert found.requests.latency.count > 0


def test_the_engine_is_asked_for_all_texts_at_once_by_each_caller() -> None:
    translator = CountingTranslator()
    per_s = raw_rate(translator, TEXTS, EN_PT, callers=2, seconds=0.05)
    assert per_s > 0
    assert set(translator.asked) == {TEXTS}
    assert len(translator.callers) == 3  # who warmed it up, and two


class CountingTranslator(ScriptedTranslator):
    """After the first call, which warms up, callers wait for each other when they first call."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, ...]] = []
        self.callers: set[int] = set()
        self._both = threading.Barrier(2, timeout=10)

    def translate(
        self, texts: Sequence[str], pair: LanguagePair, *, alternatives: int = 0
    ) -> list[TranslatedText]:
        self.asked.append(tuple(texts))
        if self.callers and threading.get_ident() not in self.callers:
            self._both.wait()
        self.callers.add(threading.get_ident())
        return super().translate(texts, pair, alternatives=alternatives)


def test_a_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    append(tmp_path / "kept" / "rest.jsonl", RESULT)
    append(tmp_path / "kept" / "rest.jsonl", RESULT)
    assert read(tmp_path / "kept" / "rest.jsonl") == [RESULT, RESULT]


def test_the_ratio_is_to_the_mean_of_both_looks_at_the_engine() -> None:
    assert RESULT.ratio(RESULT.climbs[0]) == pytest.approx(0.9)
    assert RESULT.ratio(Climb(size=1, steps=(replace(STEP, refused=1),))) is None
    assert growth(0.5, 0.6) == pytest.approx(1.2)
    assert growth(0.0, 0.1) == 1.0


def test_the_tables_tell_what_was_carried_and_what_the_conversation_felt() -> None:
    out = io.StringIO()
    Console(file=out, width=200).print(printed(*rest_grids(RESULT)))
    told = out.getvalue()
    assert "BACKLOG" in told
    assert "one text a request: sustained 90 sentences/s" in told
    assert "0.90 of the engine alone; with p99 <= 3 x p50: 90/s\n" in told.replace("  ", "")
    assert "p50: none; no step was too much" in told
    assert "1.05 " in told
    assert "1.20 BROKEN" in told
    assert "void, beside: late" in told
    assert "NOT QUIET" not in told
    refused = replace(RESULT, climbs=(Climb(size=1, steps=(replace(STEP, refused=3),)),))
    Console(file=out, width=200).print(printed(*rest_grids(refused)))
    assert "3 REFUSED" in out.getvalue()
    assert "one text a request: no rate was sustained" in out.getvalue()


def test_a_pair_that_nobody_has_phrases_of_is_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "six.wav", RECORDING)
    save_words(tmp_path / "words.json", SPOKEN)
    app = typer.Typer()
    app.command()(rest)
    files = [str(tmp_path / "six.wav"), "--words", str(tmp_path / "words.json")]
    for pair in ("xx-pt", "en"):
        result = CliRunner().invoke(
            app, [*files, "--pair", pair, "--results", str(tmp_path / "rest.jsonl")]
        )
        assert result.exit_code == 1
        assert f"--pair {pair}: the phrases" in result.stderr
