from __future__ import annotations

import socket
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from marian_fixture import EN_FI, PHRASES, TinyMarian, tiny_marian
from measured_on import ORIGIN
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from typer import Typer
from typer.testing import CliRunner
from uvicorn import Config, Server

from benchmarks.errors import BenchmarkError, ServerFailed
from benchmarks.figures import Spread
from benchmarks.opus_size import BothForms
from benchmarks.own_marian import OwnMarian
from benchmarks.peers import translate_command
from benchmarks.peers.translate_command import peers_translate
from benchmarks.peers.translation_load import Rate, measure_rate
from benchmarks.peers.translation_results import TRANSLATION_LINES, TranslationRun, runs_grid
from benchmarks.peers.translation_servers import OURS, THEIRS, Answered, Order
from benchmarks.peers.translation_table import translation_grid

__all__ = ["tiny_marian"]

LATENCY = Spread(count=2, p50_s=0.1, p95_s=0.2, p99_s=0.25, max_s=0.25)
RATE = Rate(clients=1, sentences=2, wall_s=0.5, latency=LATENCY, translations=("hyvää", "kiitos"))


@contextmanager
def shouting() -> Iterator[str]:
    """A server that translates into capitals, and refuses to translate "no"."""

    async def translate(request: Request) -> Response:
        text = (await request.json())["q"]
        if text == "no":
            return JSONResponse({"error": "no"}, 500)
        return JSONResponse({"translatedText": text.upper()})

    app = Starlette(routes=[Route("/translate", translate, methods=["POST"])])
    server = Server(Config(app, lifespan="off", log_config=None, access_log=False))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # It listens from here on: clients that come before the server accepts just wait.
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.parametrize("clients", [1, 8])
async def test_every_text_is_asked_once_and_stays_in_its_place(clients: int) -> None:
    texts = [f"text {n}" for n in range(20)]
    with shouting() as url:
        rate = await measure_rate(url, texts, EN_FI, clients=clients)
    assert rate.translations == tuple(text.upper() for text in texts)
    assert (rate.sentences, rate.latency.count, rate.clients) == (20, 20, clients)
    assert rate.per_second == pytest.approx(20 / rate.wall_s)


async def test_a_request_that_fails_stops_the_measurement() -> None:
    with shouting() as url:
        with pytest.raises(BenchmarkError, match="POST /translate"):
            await measure_rate(url, ["yes", "no"], EN_FI, clients=2)
        with pytest.raises(BenchmarkError, match="no text"):
            await measure_rate(url, [], EN_FI, clients=1)


def test_the_table_tells_medians_the_ratio_and_how_often_both_agree() -> None:
    slow = replace(RATE, wall_s=2.0, translations=("hyvää", "kiitti"))
    runs = [
        Answered(label=label, rate=replace(rate, clients=clients))
        for clients in (1, 8)
        for label, rate in ((OURS, RATE), (THEIRS, slow))
    ]
    rows = translation_grid(runs).rows
    assert rows[0] == ("1", "tulkki", "4.0", "100 ms", "250 ms", "4.0", "-", "50 %")
    assert rows[1] == ("1", "transformers", "1.0", "100 ms", "250 ms", "1.0", "-", "100 %")
    assert [row[0] for row in rows] == ["1", "1", "8", "8"]
    alone = translation_grid(runs, raw_per_s=5.0)
    assert [row[6] for row in alone.rows] == ["0.80", "-", "0.80", "-"]
    assert alone.notes == ("the engine alone, in batch, no server: 5 sentences/s",)


def test_the_newest_comparison_is_told_with_what_it_compared() -> None:
    def run(label: str, day: int, raw_per_s: float | None) -> TranslationRun:
        return TranslationRun(
            at=ORIGIN.at.replace(day=day),
            label=label,
            package=f"{label} 1",
            environment=ORIGIN.environment,
            model="a model",
            rate=RATE,
            raw_per_s=raw_per_s,
        )

    runs = [run(label, day, 5.0 * day) for day in (1, 2) for label in (OURS, THEIRS)]
    grid = runs_grid([replace(one, rate=replace(RATE, clients=c)) for one in runs for c in (1, 8)])
    assert grid.rows[0][6] == "0.40"
    assert grid.notes[1] == "a model; tulkki 1; transformers 1"


def test_a_pair_without_a_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate_command, "ensure_environment", lambda name, tell: tmp_path)
    app = Typer()
    app.command()(peers_translate)
    done = CliRunner().invoke(app, ["--pair", "en-sv", "--results", str(tmp_path / "runs.jsonl")])
    assert done.exit_code == 1
    assert "--pair says what a model translates" in done.stderr


def test_what_was_measured_is_kept_where_a_server_does_not_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def stubborn(order: Order, logs: Path) -> AsyncIterator[Mapping[str, str]]:
        with shouting() as ours, shouting() as theirs:
            yield {OURS: ours, THEIRS: theirs}
        raise ServerFailed("did not stop within 20 s")

    forms = BothForms(saved=tmp_path, own=OwnMarian(key="measured", folder=tmp_path, pair=EN_FI))
    for name, instead in {
        "ensure_environment": lambda name, tell: tmp_path,
        "installed_version": lambda environment, package: "1",
        "opus_size": lambda: forms,
        "raw_engine": lambda settings: nullcontext(),
        "raw_rate": lambda *asked, **how: 5.0,
        "both_servers": stubborn,
    }.items():
        monkeypatch.setattr(translate_command, name, instead)
    app = Typer()
    app.command()(peers_translate)
    kept = tmp_path / "runs.jsonl"
    done = CliRunner().invoke(app, ["--rounds", "1", "--results", str(kept)])
    assert done.exit_code == 1
    assert "did not stop" in done.stderr
    assert [run.label for run in TRANSLATION_LINES.read(kept)] == [OURS, THEIRS] * 2
    assert "transformers 1, beam 1" in " ".join(done.stdout.split())


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_a_model_is_measured_in_both(tiny_marian: TinyMarian, tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("\n".join(english for english, _, _ in PHRASES), encoding="utf-8")
    app = Typer()
    app.command()(peers_translate)
    model = str(tiny_marian.transformers("en-fi"))
    kept = tmp_path / "kept" / "runs.jsonl"
    done = CliRunner().invoke(app, [model, str(texts), "--rounds", "1", "--results", str(kept)])
    assert done.exit_code == 0, done.output
    sys.stdout.write(done.output)
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 4
