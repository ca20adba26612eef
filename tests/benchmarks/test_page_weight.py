"""The weight of a page counts whatever it can come to load."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.page_weight import WITH_WINDOWS_BYTES, main, scripts_of
from service.api.pages import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_page_keeps_to_its_budget(page: str) -> None:
    """Print what is heavy with ``python -m benchmarks.page_weight PAGE``."""
    assert sum(scripts_of(page).values()) <= WITH_WINDOWS_BYTES


def test_what_is_imported_awaited_or_runs_on_another_thread_is_counted_once(
    tmp_path: Path,
) -> None:
    for name, source in {
        "pages/desk.js": "import { a } from '../a.js';\nexport {\n  b,\n} from '../b.js';\n",
        "a.js": "import { b } from './b.js'; // and why\nawait import('./later.js');\n",
        "b.js": "export const b = new Worker(new URL('./thread.js', import.meta.url));\n",
        "later.js": "/** @param {import('./unused.js').A} a */\n",
        "thread.js": "import { a } from './a.js';\n",
        "unused.js": "1;\n",
    }.items():
        script = tmp_path / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(source, "utf-8")
    counted = scripts_of("desk", tmp_path)
    assert list(counted) == ["a.js", "b.js", "later.js", "pages/desk.js", "thread.js"]
    assert counted["later.js"] == 0
    assert counted["a.js"] == len("import{b}from'./b.js';await import('./later.js');")


def test_bytes_are_told_the_heaviest_first(capsys: pytest.CaptureFixture[str]) -> None:
    main(["copy"])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    counts = [int(count.replace(",", "")) for count, _ in rows]
    assert rows[0] == [f"{sum(scripts_of('copy').values()):,}", "altogether"]
    assert counts == sorted(counts, reverse=True)
    main([])
    assert len(capsys.readouterr().out.splitlines()) == len(PAGES)
