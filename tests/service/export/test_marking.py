"""Documents say what a computer wrote and what a person did, to people and to programs."""

from __future__ import annotations

import io
import json

import docx
import pytest
from transcripts import said, transcript_of

from service.export.formats import Format, write
from service.export.labels import labels_of
from service.export.transcript import Remark, Transcript

SPOKEN = said("Good morning", "Bom dia")
CORRECTED = said("Good morning", "Bom dia", corrected=True, earlier=("God mourning",))
TYPED = said("Good morning", typed=True)


def text_of(transcript: Transcript, written: Format) -> str:
    return write(transcript, written).content.decode()


@pytest.mark.parametrize("written", [Format.TXT, Format.SRT, Format.VTT])
def test_machine_is_told_first_in_both_languages(written: Format) -> None:
    content = text_of(transcript_of(SPOKEN), written)
    for language in ("en", "pt"):
        assert content.index(labels_of(language).machine) < content.index("Good morning")
    assert "a-b, whisper-base" in content


def test_vtt_note_can_be_read_by_a_machine() -> None:
    assert "\nai_generated: true\n" in text_of(transcript_of(SPOKEN), Format.VTT)
    assert "\nai_generated: false\n" in text_of(transcript_of(TYPED), Format.VTT)


def test_json_says_who_wrote_what() -> None:
    document = json.loads(text_of(transcript_of(CORRECTED), Format.JSON))
    assert (document["ai_generated"], document["human_edited"]) == (True, True)
    (turn,) = document["entries"]
    assert turn["original"]["ai_generated"] is False
    assert turn["translations"][0] == {
        "language": "pt",
        "text": "Bom dia",
        "ai_generated": True,
        "model": "a-b",
        "route": "direct",
        "confidence": None,
    }
    assert turn["earlier"] == ["God mourning"]


def test_docx_says_it_in_its_properties() -> None:
    document = docx.Document(io.BytesIO(write(transcript_of(SPOKEN), Format.DOCX).content))
    assert document.core_properties.keywords == "ai_generated"
    assert "a-b, whisper-base" in document.core_properties.comments
    assert document.core_properties.language == "en"
    written = docx.Document(io.BytesIO(write(transcript_of(TYPED), Format.DOCX).content))
    assert written.core_properties.keywords == ""


def test_docx_shows_both_languages_side_by_side_and_what_was_corrected() -> None:
    document = docx.Document(io.BytesIO(write(transcript_of(CORRECTED), Format.DOCX).content))
    head, row = document.tables[0].rows
    assert [cell.text for cell in head.cells] == ["English", "português"]
    own, other = (cell.text.split("\n") for cell in row.cells)
    assert own == ["00:00:01 Staff, corrected by a person", "Good morning", "before: God mourning"]
    assert other == ["00:00:01 Funcionário, corrigido por uma pessoa", "Bom dia"]


def test_docx_paragraphs_have_their_language_and_direction() -> None:
    turn = said("Hyvää päivää", "صباح الخير", languages=("fi", "ar"))
    content = write(transcript_of(turn, languages=("fi", "ar")), Format.DOCX).content
    own, other = docx.Document(io.BytesIO(content)).tables[0].rows[1].cells
    assert 'w:lang w:val="fi"' in own.paragraphs[1]._p.xml
    assert "<w:bidi/>" in other.paragraphs[1]._p.xml
    assert "<w:rtl/>" in other.paragraphs[1]._p.xml
    assert 'w:lang w:bidi="ar"' in other.paragraphs[1]._p.xml


@pytest.mark.parametrize("written", [Format.TXT, Format.SRT, Format.VTT])
def test_person_is_named_in_the_language_of_the_line(written: Format) -> None:
    content = text_of(transcript_of(said("Hi", "Oi", typed=True)), written)
    assert "Staff, written by a person: " in content
    assert "Funcionário: " in content


@pytest.mark.parametrize("written", [Format.TXT, Format.SRT, Format.VTT, Format.JSON])
def test_remark_stands_where_it_happened(written: Format) -> None:
    remark = Remark(kind="interpreter_wanted", at_s=2.0)
    content = text_of(transcript_of(SPOKEN, remark, said("Bye", start_s=5.0)), written)
    wanted = "interpreter_wanted" if written is Format.JSON else "interpreter was asked for"
    assert content.index("Good morning") < content.index(wanted) < content.index("Bye")


def test_missing_beginning_is_told() -> None:
    transcript = Transcript(languages=("en", "fi"), entries=(SPOKEN,), whole=False)
    content = text_of(transcript, Format.TXT)
    for language in ("en", "fi"):
        assert labels_of(language).beginning_missing in content


@pytest.mark.parametrize(("written", "empty"), [(Format.TXT, ""), (Format.SRT, "")])
def test_nothing_said_is_an_empty_file(written: Format, empty: str) -> None:
    assert text_of(transcript_of(), written) == empty


def test_labels_are_there_in_every_language_of_them() -> None:
    assert {labels_of(code).language for code in ("en", "fi", "sv", "pt")} == {
        "en",
        "fi",
        "sv",
        "pt",
    }
    assert labels_of("ckb").language == "en"


def test_turn_in_a_third_language_keeps_its_words() -> None:
    turn = said("Hej", "Hello", languages=("sv", "en"))
    transcript = transcript_of(turn, languages=("en", "pt"))
    document = docx.Document(io.BytesIO(write(transcript, Format.DOCX).content))
    own, other = (cell.text.split("\n") for cell in document.tables[0].rows[1].cells)
    assert own[1:] == ["Hello", "Hej"]
    assert other[1:] == ["(sem tradução)"]
    assert "Hej" in text_of(transcript, Format.TXT)
