"""``make test`` runs every test once: what is quick on every core at once, then the rest."""

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


def test_what_pytest_runs_is_in_one_half_of_make_test() -> None:
    halves, alone = [of_makefile("FAST"), of_makefile("SLOW")], of_pytest_alone()
    for count in range(len(MARKERS) + 1):
        for marks in map(frozenset, combinations(MARKERS, count)):
            assert sum(half(marks) for half in halves) == alone(marks), sorted(marks)


def test_both_halves_are_run_and_both_count() -> None:
    found = re.search(r"^test:.*\n\t(.+)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    assert found[1].count("|| failed=1;") == 2
    assert found[1].endswith("exit $$failed")
