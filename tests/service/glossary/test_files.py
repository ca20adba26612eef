"""Glossaries go out to files and come back whole; what cannot be read is told by its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.glossary.concepts import ANY_LANGUAGE, Concept, Glossary
from service.glossary.csv_files import LARGEST_FILE_BYTES, read_csv, write_csv
from service.glossary.errors import GlossaryError
from service.glossary.tbx_files import read_tbx, write_tbx

LETTERS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u3000"), max_size=12
)
TERMS = (
    st.builds(lambda start, rest: f"{start}a{rest}".strip(), st.sampled_from("=+-@'a<&"), LETTERS)
    .map(lambda term: " ".join(term.split()))
    .filter(bool)
)
NOTES = LETTERS.map(lambda note: " ".join(note.split()))
LANGUAGES = st.sampled_from(["fi", "sv", "en", "pt", "ar"])
CONCEPTS = st.builds(
    Concept,
    terms=st.dictionaries(LANGUAGES, TERMS, min_size=2)
    | st.builds(lambda term: {ANY_LANGUAGE: term}, TERMS),
    case_sensitive=st.booleans(),
    listen=st.booleans(),
    note=NOTES,
)
GLOSSARIES = st.builds(
    lambda concepts: Glossary(name="desk", concepts=tuple(concepts)), st.lists(CONCEPTS, max_size=5)
)


@given(glossary=GLOSSARIES)
def test_table_gives_the_same_concepts_when_it_is_read_again(glossary: Glossary) -> None:
    assert read_csv(write_csv(glossary).encode()) == glossary.concepts


@given(glossary=GLOSSARIES)
def test_no_cell_is_a_formula_when_a_table_is_written(glossary: Glossary) -> None:
    for line in csv.reader(io.StringIO(write_csv(glossary), newline="")):
        assert not [cell for cell in line if cell[:1] in tuple("=+-@\t\r")]


@given(glossary=GLOSSARIES)
def test_tbx_gives_the_same_terms_and_notes_when_it_is_read_again(glossary: Glossary) -> None:
    content = read_tbx(write_tbx(glossary).encode())

    assert [(one.terms, one.note) for one in content.concepts] == [
        (one.terms, one.note) for one in glossary.concepts
    ]
    assert content.left_out == 0


@given(data=st.binary(max_size=60))
def test_file_is_read_or_refused_when_it_is_anything(data: bytes) -> None:
    for read in (read_csv, read_tbx):
        try:
            read(data)
        except GlossaryError as error:
            assert error.code


def test_table_is_read_when_a_spreadsheet_wrote_it() -> None:
    data = "\ufefffi;en;listen\r\nmatkakortti;travel card;X\r\n;;\r\n".encode()

    assert read_csv(data) == (
        Concept(terms={"fi": "matkakortti", "en": "travel card"}, listen=True),
    )


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "bad_header", 1),
        (b"note\nx", "too_few_languages", 2),
        (b"fi,English\nx,y", "bad_header", 1),
        (b"fi,fi\nx,y", "bad_header", 1),
        (b"fi,en\nx,y\nx,", "too_few_languages", 3),
        (b'fi,en,note\nx,y,"a\nb"\nx,', "term_bad_letters", 2),
        (b"fi,en\nx,y,z", "bad_value", 2),
        (b"fi,en,listen\nx,y,perhaps", "bad_value", 2),
        (b'fi,en\nx,y\n"x,y', "bad_file", 3),
        (b"fi,en\nx,\xff", "bad_file", 2),
        (b"x" * (LARGEST_FILE_BYTES + 1), "file_too_large", None),
    ],
)
def test_table_is_refused_with_its_line_when_it_is_wrong(
    data: bytes, code: str, line: int | None
) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_csv(data)

    assert (caught.value.code, caught.value.line) == (code, line)


OLD_TBX = b"""<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic"><text><body>
<termEntry id="c5"><note>of buses</note>
<langSet xml:lang="fi-FI"><tig><term>matkakortti</term></tig>
<tig><term>kortti</term></tig></langSet>
<langSet xml:lang="en"><note>not this</note><ntig><termGrp><term>travel
 card</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def test_tbx_is_read_when_it_is_of_the_older_edition() -> None:
    content = read_tbx(OLD_TBX)

    assert content.concepts == (
        Concept(terms={"fi": "matkakortti", "en": "travel card"}, note="of buses"),
    )
    assert content.left_out == 1


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<tbx><text><body>&b;</body></text></tbx>"""
FOREIGN = b"""<?xml version="1.0"?>
<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<tbx><text><body>&a;</body></text></tbx>"""


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (BOMB, "forbidden_xml", 2),
        (FOREIGN, "forbidden_xml", 2),
        (b"<tbx>\n<text>", "bad_file", 2),
        (b"<html></html>", "bad_file", 1),
        (b"<tbx>\n\n<conceptEntry>\n</conceptEntry></tbx>", "too_few_languages", 3),
        (b"\xff", "bad_file", 1),
    ],
)
def test_tbx_is_refused_with_its_line_when_it_is_wrong(data: bytes, code: str, line: int) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_tbx(data)

    assert (caught.value.code, caught.value.line) == (code, line)
