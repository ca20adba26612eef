"""Glossaries as tables: one line a concept, one column a language.

The first line names the columns: language codes, ``mul`` for what is not to be translated, and
``case_sensitive``, ``listen`` and ``note``. A spreadsheet takes a cell that begins with ``=``,
``+``, ``-`` or ``@`` for a formula and would compute it, so an apostrophe is written before it, and
taken away when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from service.glossary.concepts import ANY_LANGUAGE, Concept, Glossary
from service.glossary.errors import GlossaryError

LARGEST_FILE_BYTES: Final = 2_000_000
_CASE_SENSITIVE: Final = "case_sensitive"
_LISTEN: Final = "listen"
_NOTE: Final = "note"
_OTHER_COLUMNS: Final = (_CASE_SENSITIVE, _LISTEN, _NOTE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_DELIMITERS: Final = ",;\t"
_YES: Final = frozenset({"yes", "true", "1", "x"})
_NO: Final = frozenset({"", "no", "false", "0"})
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA: Final = re.compile(r"'+[=+\-@\t\r]")


def write_csv(glossary: Glossary) -> str:
    """Write a glossary as a table; ``read_csv`` gives the same concepts."""
    kept = [ANY_LANGUAGE] if any(one.do_not_translate for one in glossary.concepts) else []
    languages = [*glossary.languages, *kept]
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([*languages, *_OTHER_COLUMNS])
    for concept in glossary.concepts:
        terms = (concept.terms.get(language, "") for language in languages)
        flags = ("yes" if flag else "" for flag in (concept.case_sensitive, concept.listen))
        table.writerow([_quoted(cell) for cell in (*terms, *flags, concept.note)])
    return written.getvalue()


def read_csv(data: bytes) -> tuple[Concept, ...]:
    """Read the concepts of a table, whether commas, semicolons or tabs part its cells.

    Raises:
        GlossaryError: which line cannot be read, and why.
    """
    text = decode(data)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    return tuple(_concepts(text, delimiter))


def decode(data: bytes) -> str:
    """Read the letters of a file.

    Raises:
        GlossaryError: it is too large, or no UTF-8.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise GlossaryError(
            "file_too_large", f"A file may have at most {LARGEST_FILE_BYTES} bytes."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError("bad_file", "This is no UTF-8 text.", line=line) from error


def _columns(head: Sequence[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in head]
    languages = [column for column in columns if column not in _OTHER_COLUMNS]
    unknown = [column for column in languages if _LANGUAGE.fullmatch(column) is None]
    if unknown:
        raise GlossaryError("bad_header", f"{unknown[0]!r} names no column.", line=1)
    if not columns:
        raise GlossaryError("bad_header", "The first line names no columns.", line=1)
    if len(set(columns)) < len(columns):
        raise GlossaryError("bad_header", "Two columns have the same name.", line=1)
    return columns


def _concepts(text: str, delimiter: str) -> Iterator[Concept]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        columns = _columns(next(lines, []))
        line = lines.line_num + 1
        for cells in lines:
            if any(map(str.strip, cells)):
                yield _concept(cells, columns, line)
            line = lines.line_num + 1  # a quoted cell may go over several lines
    except csv.Error as error:
        raise GlossaryError("bad_file", str(error), line=line) from error


def _concept(cells: Sequence[str], columns: Sequence[str], line: int) -> Concept:
    if len(cells) > len(columns):
        raise GlossaryError("bad_value", "There are more cells than columns.", line=line)
    named = {column: _unquoted(cell.strip()) for column, cell in zip(columns, cells, strict=False)}
    terms = {column: cell for column, cell in named.items() if column not in _OTHER_COLUMNS}
    try:
        return Concept(
            terms={language: term for language, term in terms.items() if term},
            case_sensitive=_flag(named, _CASE_SENSITIVE),
            listen=_flag(named, _LISTEN),
            note=named.get(_NOTE, ""),
        )
    except GlossaryError as error:
        raise error.at(line) from None


def _flag(named: Mapping[str, str], column: str) -> bool:
    value = named.get(column, "").lower()
    if value not in _YES | _NO:
        raise GlossaryError("bad_value", f"{column} is yes or empty.")
    return value in _YES


def _quoted(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell
