"""``make test`` runs every test once: the quick on every core, the slow in pairs or alone."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from _pytest.mark.expression import Expression

ROOT = Path(__file__).parent.parent
PYTEST = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
OPTIONS = PYTEST["ini_options"]
MARKERS = [marker.partition(":")[0] for marker in OPTIONS["markers"]]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PARTS = ("FAST", "PAIRED", "ALONE")

Selection = Callable[[frozenset[str]], bool]


def selection(expression: str) -> Selection:
    """Whether a test with some markers runs."""
    compiled = Expression.compile(expression)

    def runs(marks: frozenset[str]) -> bool:
        def carries(name: str, /, **_: str | float | None) -> bool:
            return name in marks

        return compiled.evaluate(carries)

    return runs


def of_makefile(name: str) -> Selection:
    found = re.search(rf"^{name} := (.+)$", MAKEFILE, re.MULTILINE)
    assert found is not None, name
    return selection(found[1])


def of_pytest_alone() -> Selection:
    options = shlex.split(OPTIONS["addopts"])
    return selection(options[options.index("-m") + 1])


def test_what_pytest_runs_is_in_one_part_of_make_test() -> None:
    parts, alone = [of_makefile(part) for part in PARTS], of_pytest_alone()
    for count in range(len(MARKERS) + 1):
        for marks in map(frozenset, combinations(MARKERS, count)):
            assert sum(part(marks) for part in parts) == alone(marks), sorted(marks)


def test_what_may_meet_a_server_or_browser_is_alone_unless_it_says_otherwise() -> None:
    alone = of_makefile("ALONE")
    for others in map(frozenset, ([], ["weights"], ["voices", "weights"])):
        assert alone(others | {"e2e"}), sorted(others)
        assert not alone(others | {"e2e", "beside"}), sorted(others)


def test_all_parts_are_run_and_all_count() -> None:
    found = re.search(r"^test:.*\n\t(.+)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    for part in PARTS:
        assert f"$(PYTEST_{part}) || failed=1;" in found[1]
    assert found[1].endswith("exit $$failed")
