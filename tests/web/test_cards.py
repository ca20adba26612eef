"""The pages have a picture for every card of the service, and a name for every group of phrases."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from service.phrases.book import PhraseBook, load_phrase_book

WEB = Path(__file__).parents[2] / "clients" / "web"
SVG = "{http://www.w3.org/2000/svg}"
PAINT = {"fill", "stroke"}


@pytest.fixture(scope="module")
def book() -> PhraseBook:
    return load_phrase_book(WEB / "i18n" / "client")


@pytest.fixture(scope="module")
def pictures() -> ElementTree.Element:
    return ElementTree.parse(WEB / "cards" / "cards.svg").getroot()  # noqa: S314, our own file


def test_every_card_has_a_picture_and_every_picture_a_card(
    book: PhraseBook, pictures: ElementTree.Element
) -> None:
    drawn = [symbol.get("id") for symbol in pictures]
    assert drawn == [card.id.removeprefix("card.") for card in book.groups["card"].phrases]


def test_pictures_have_the_colour_of_the_text_and_nothing_but_lines(
    pictures: ElementTree.Element,
) -> None:
    for symbol in pictures:
        assert symbol.tag == f"{SVG}symbol"
        assert symbol.get("viewBox") == "0 0 48 48"
        shapes = list(symbol)
        assert {shape.tag for shape in shapes} <= {f"{SVG}{name}" for name in SHAPES}
        for shape in shapes:
            used = {shape.get(name) for name in PAINT} - {None}
            assert used <= {"currentColor", "none"}, symbol.get("id")


SHAPES = ("path", "circle", "ellipse", "rect")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_group_has_a_name_at_the_desk(book: PhraseBook, lang: str) -> None:
    table = json.loads((WEB / "i18n" / "desk" / f"{lang}.json").read_text(encoding="utf-8"))
    names = {f"phrases.group.{group}" for group in book.groups}
    known = {key for key in table["strings"] if key.startswith("phrases.group.")}
    assert known == names
