"""Tables that a spreadsheet may open."""

from __future__ import annotations

import csv
import io

import pytest
from counted import answer, setting, visit
from hypothesis import given
from hypothesis import strategies as st

from service.usage.csv_tables import feedback_csv, visits_csv, write_table


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_visit_is_a_line_under_its_names() -> None:
    head, line = rows(visits_csv([visit(setting(experiment="x", variant="b"), lag_s=None)]))
    assert dict(zip(head, line, strict=True)) == {
        "hour": "2026-03-02T09:00+00:00",
        "desk": "desk",
        "experiment": "x",
        "variant": "b",
        "staff_lang": "fi",
        "client_lang": "en",
        "minutes": "10.0",
        "spoken_turns": "20",
        "typed_turns": "0",
        "corrections": "1",
        "handovers": "0",
        "readers": "1",
        "lag_p50_s": "",
        "lag_p95_s": "",
    }


def test_answer_is_a_line_without_its_visit() -> None:
    head, line = rows(feedback_csv([answer(setting(), "bad", "staff")]))
    assert line[head.index("voter") :] == ["staff", "bad"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_experiment_that_looks_like_a_formula_is_quoted(begin: str) -> None:
    name = f"{begin}HYPERLINK(1)"
    _, line = rows(visits_csv([visit(setting(experiment=name))]))
    assert line[2] == f"'{name}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_no_cell_is_a_formula(text: str) -> None:
    (_, (cell, number)) = rows(write_table(["a", "b"], [[text, -1.5]]))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell in {text, f"'{text}"}
    assert number == "-1.5"
