"""On which engines a model is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.fresh import in_fresh_process, memory_bytes, timed
from benchmarks.quality.speed import engines_of, plain
from models.catalog import Catalog


@pytest.mark.parametrize("engine", ["transformers", "ctranslate2"])
def test_an_own_model_that_is_not_converted_runs_on_the_engine_it_came_for(
    tmp_path: Path, engine: str
) -> None:
    own = {"engine": f"{engine}-marian", "folder": str(tmp_path), "pair": "en-fi"}
    catalog = Catalog.load(tmp_path, extra={"own": own})
    assert engines_of(catalog, "own") == (engine,)


def test_a_firefox_model_runs_on_its_engine(tmp_path: Path) -> None:
    assert engines_of(Catalog.load(tmp_path), "firefox-en-pt") == ("firefox",)


def test_phrases_that_a_model_may_lose_something_of_are_not_timed() -> None:
    texts = ["Good morning.", "It costs 25 euros.", "Write to anna@example.com.", "Not now."]

    assert plain(texts) == ["Good morning.", "Not now."]


def test_work_in_a_fresh_process_gives_its_result_and_its_errors() -> None:
    assert in_fresh_process(int, "12") == 12
    with pytest.raises(ValueError, match="invalid literal"):
        in_fresh_process(int, "twelve")


def test_memory_that_is_held_counts_and_time_is_told() -> None:
    before = memory_bytes()
    held, seconds = timed(lambda: bytearray(b"x" * 50_000_000))
    assert memory_bytes() - before > 40_000_000
    assert len(held) == 50_000_000
    assert seconds > 0
