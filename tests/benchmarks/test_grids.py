from __future__ import annotations

from rich.console import Console

from benchmarks.grids import Grid, markdown, printed

GRID = Grid(
    title="a [bold] table",
    columns=("", "a|b"),
    rows=(("first", "1"), ("second", "")),
    notes=("made [here]",),
    bold="second",
)


def test_a_terminal_shows_what_is_in_it_as_it_is() -> None:
    console = Console(width=80)
    with console.capture() as shown:
        console.print(printed(GRID, GRID))
    told = shown.get()
    assert told.count("a [bold] table") == 2
    assert told.count("made [here]") == 2
    assert told.count("first") == 2


def test_a_document_has_a_table_and_its_notes() -> None:
    assert markdown(GRID) == (
        "|  | a\\|b |\n| --- | ---: |\n| first | 1 |\n| **second** |  |\n\n- made [here]\n"
    )
    assert not markdown(Grid(title="", columns=("",), rows=())).endswith("\n\n")
