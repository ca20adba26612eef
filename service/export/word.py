"""DOCX: both languages side by side, each paragraph tagged with its language and direction."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from models.language_names import language_name
from service.export.labels import labels_for, labels_of
from service.export.lines import clock, preface, start_of
from service.export.plain import breakable, one_line
from service.export.transcript import Remark, Transcript, Turn

_EAST_ASIAN: Final = frozenset({"zh"})
_SMALL: Final = Pt(9)
_SOFT: Final = RGBColor(0x55, 0x55, 0x55)
_KEYWORD: Final = "ai_generated"
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Of all documents: the template's dates say nothing, and when a visit was is not written down."""


def as_docx(transcript: Transcript) -> bytes:
    """A table with a column for each language and a row for each turn."""
    document = docx.Document()
    _turn_sideways(document)
    _describe(document, transcript)
    title = " / ".join(labels.title for labels in labels_for(transcript.languages))
    document.add_heading(title, level=1)
    for line in preface(transcript):
        document.add_paragraph(line)
    if transcript.entries:
        _add_table(document, transcript)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _turn_sideways(document: WordDocument) -> None:
    """Two columns of speech want a wide page: A4, landscape."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)


def _describe(document: WordDocument, transcript: Transcript) -> None:
    properties = document.core_properties
    labels = labels_for(transcript.languages)
    properties.title = " / ".join(one.title for one in labels)
    properties.author = "Tulkki"
    properties.last_modified_by = ""
    properties.language = transcript.languages[0]
    properties.keywords = _KEYWORD if transcript.machine_made else ""
    properties.category = "machine translation" if transcript.machine_made else ""
    properties.comments = "\n".join(preface(transcript))
    properties.created = properties.modified = _EPOCH


def _add_table(document: WordDocument, transcript: Transcript) -> None:
    languages = transcript.languages
    table = document.add_table(rows=1, cols=len(languages), style="Table Grid")
    table.autofit = False  # else a word of 10,000 characters widens its column over the page
    head = table.rows[0]
    _repeat_on_every_page(head)
    for cell, language in zip(head.cells, languages, strict=True):
        _write(cell.paragraphs[0], language_name(language).endonym, language).bold = True
    for entry in transcript.entries:
        if isinstance(entry, Remark):
            _add_remark(table, entry, languages)
        else:
            _add_turn(table, entry, languages)


def _add_turn(table: Table, turn: Turn, languages: tuple[str, ...]) -> None:
    for cell, language in zip(_new_row(table).cells, languages, strict=True):
        labels, wording = labels_of(language), turn.wording(language)
        label = f"{clock(turn.start_s)} {labels.speaker_of(turn)}".rstrip()
        _write_softly(cell.paragraphs[0], label, labels.language)
        if wording is None:
            _write_softly(cell.add_paragraph(), f"({labels.no_translation})", labels.language)
        else:
            _write(cell.add_paragraph(), _shown(wording.text), language)
        if wording is turn.original:
            _add_earlier(cell, turn, language)
        elif language == languages[0] and turn.original.language not in languages:
            _write(cell.add_paragraph(), _shown(turn.original.text), turn.original.language)


def _add_earlier(cell: _Cell, turn: Turn, language: str) -> None:
    for text in turn.earlier:
        paragraph = cell.add_paragraph()
        _write_softly(paragraph, f"{labels_of(language).before}: ", language)
        _write_softly(paragraph, _shown(text), language).font.strike = True


def _add_remark(table: Table, remark: Remark, languages: tuple[str, ...]) -> None:
    for cell, language in zip(_new_row(table).cells, languages, strict=True):
        labels = labels_of(language)
        text = f"{clock(start_of(remark))} {labels.remarks[remark.kind]}"
        _write_softly(cell.paragraphs[0], text, labels.language)


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # typed nowhere in python-docx
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def _repeat_on_every_page(row: _Row) -> None:
    """Which also tells screen readers that these cells are headings."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shown(text: str) -> str:
    return breakable(one_line(text))


def _write_softly(paragraph: Paragraph, text: str, language: str) -> Run:
    run = _write(paragraph, text, language)
    run.font.size, run.font.color.rgb = _SMALL, _SOFT
    return run


def _write(paragraph: Paragraph, text: str, language: str) -> Run:
    """Add a run in a language; the paragraph takes the direction of that language."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    tag = OxmlElement("w:lang")
    if language_name(language).direction == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True
        tag.set(qn("w:bidi"), language)
    elif language in _EAST_ASIAN:
        tag.set(qn("w:eastAsia"), language)
    else:
        tag.set(qn("w:val"), language)
    properties.append(tag)
    return run
