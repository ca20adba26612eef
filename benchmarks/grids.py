"""Tables as data: what a terminal prints is what a document shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group
from rich.table import Table
from rich.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of texts; the first column names the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines below it."""
    bold: str | None = None
    """Name of the row that the others are compared with."""


def printed(*grids: Grid) -> Group:
    """For a terminal."""
    parts: list[Table | Text] = []
    for grid in grids:
        table = Table()
        for number, column in enumerate(grid.columns):
            table.add_column(Text(column), justify="right" if number else "left")
        for row in grid.rows:
            table.add_row(*map(Text, row), style="bold" if row[0] == grid.bold else None)
        notes = (Text(note, style="dim") for note in grid.notes)
        parts += [Text(grid.title, style="bold"), table, *notes]
    return Group(*parts)


def markdown(grid: Grid) -> str:
    """For a document: the table, and its notes as a list."""
    marks = ["---", *("---:" for _ in grid.columns[1:])]
    rows = [
        [f"**{cell}**" if cell and row[0] == grid.bold else cell for cell in row]
        for row in grid.rows
    ]
    lines = [_line(grid.columns), _line(marks), *map(_line, rows)]
    notes = [f"- {note}" for note in grid.notes]
    return "\n".join([*lines, *(["", *notes] if notes else [])]) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
