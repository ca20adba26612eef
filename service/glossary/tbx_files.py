"""Glossaries as TBX, the exchange format of terminologists (ISO 30042, TBX-Basic).

Written is the edition of 2019; files of 2008 (``martif``) are read, too. What TBX-Basic has no
place for (capitals count, listen for it) is in CSV files only. Of several terms of a concept in
one language the first one is taken, and how many were left out is told.

Files come from strangers: entities are refused, nothing outside the file is looked at.
"""

from __future__ import annotations

import io
import xml.sax
from dataclasses import dataclass
from typing import Final
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from service.glossary.concepts import Concept, Glossary
from service.glossary.csv_files import decode
from service.glossary.errors import GlossaryError

_ENTRIES: Final = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES: Final = frozenset({"langSec", "langSet"})
_NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class TbxContent:
    """What a file says."""

    concepts: tuple[Concept, ...]
    left_out: int
    """Further terms of a concept in one language."""


def write_tbx(glossary: Glossary) -> str:
    """Write a glossary; ``read_tbx`` gives its terms and notes again."""
    written = io.StringIO()
    xml_out = XMLGenerator(written, encoding="utf-8", short_empty_elements=True)
    xml_out.startDocument()
    root = {"type": "TBX-Basic", "style": "dca", "xml:lang": "en", "xmlns": _NAMESPACE}
    xml_out.startElement("tbx", AttributesImpl(root))
    _write_text(xml_out, ("tbxHeader", "fileDesc", "sourceDesc", "p"), glossary.name)
    for name in ("text", "body"):
        xml_out.startElement(name, AttributesImpl({}))
    for number, concept in enumerate(glossary.concepts, start=1):
        _write_concept(xml_out, concept, f"c{number}")
    for name in ("body", "text", "tbx"):
        xml_out.endElement(name)
    xml_out.endDocument()
    return written.getvalue()


def read_tbx(data: bytes) -> TbxContent:
    """Read the concepts of a file.

    Raises:
        GlossaryError: which line cannot be read, and why.
    """
    decode(data)
    reader = _Reader()
    try:
        # A document type is only named, which older files do: nothing is fetched for it.
        defusedxml.sax.parseString(data, reader, forbid_external=False)
    except DefusedXmlException as error:
        raise GlossaryError("forbidden_xml", "Entities are not read.", line=reader.line) from error
    except xml.sax.SAXParseException as error:
        raise GlossaryError("bad_file", error.getMessage(), line=error.getLineNumber()) from error
    if not reader.known:
        raise GlossaryError("bad_file", "This is no TBX file.", line=1)
    return TbxContent(concepts=tuple(reader.concepts), left_out=reader.left_out)


class _Reader(ContentHandler):
    """Collects concepts while a file is read."""

    def __init__(self) -> None:
        super().__init__()
        self.concepts: list[Concept] = []
        self.left_out = 0
        self.known = False
        """True once the root has said that this is TBX."""
        self._locator: Locator | None = None
        self._entry_line = 0
        self._terms: dict[str, str] = {}
        self._note = ""
        self._language = ""
        self._letters: list[str] | None = None
        """Of the element that is being read, where its text matters."""

    @property
    def line(self) -> int:
        """Where the reading is."""
        return (self._locator.getLineNumber() or 1) if self._locator is not None else 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX calls it so
        """Remember what tells the line."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - as above
        """An element begins."""
        self.known = self.known or name in {"tbx", "martif"}
        if name in _ENTRIES:
            self._entry_line, self._terms, self._note, self._language = self.line, {}, "", ""
        elif name in _LANGUAGES:
            self._language = attrs.get("xml:lang", "").lower().partition("-")[0]
        elif name == "term" or (name == "note" and not self._language):
            self._letters = []

    def characters(self, content: str) -> None:
        """Some text of an element."""
        if self._letters is not None:
            self._letters.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as above
        """An element ends."""
        text = " ".join("".join(self._letters or ()).split())
        if name in _ENTRIES:
            self._finish()
        elif name in _LANGUAGES:
            self._language = ""
        elif name == "term":
            self.left_out += self._language in self._terms
            self._terms.setdefault(self._language, text)
        elif name == "note" and self._letters is not None:
            self._note = text
        if name in {"term", "note"}:
            self._letters = None

    def _finish(self) -> None:
        try:
            self.concepts.append(Concept(terms=self._terms, note=self._note))
        except GlossaryError as error:
            raise error.at(self._entry_line) from None


def _write_concept(xml_out: XMLGenerator, concept: Concept, name: str) -> None:
    xml_out.startElement("conceptEntry", AttributesImpl({"id": name}))
    if concept.note:
        _write_text(xml_out, ("note",), concept.note)
    for language, term in concept.terms.items():
        xml_out.startElement("langSec", AttributesImpl({"xml:lang": language}))
        _write_text(xml_out, ("termSec", "term"), term)
        xml_out.endElement("langSec")
    xml_out.endElement("conceptEntry")


def _write_text(xml_out: XMLGenerator, names: tuple[str, ...], text: str) -> None:
    """Nested elements, the innermost with a text."""
    for name in names:
        xml_out.startElement(name, AttributesImpl({}))
    xml_out.characters(text)
    for name in reversed(names):
        xml_out.endElement(name)
