"""The shipped sets are whole."""

from __future__ import annotations

import pytest

from models.terms.lemmas import Lemmas
from service.glossary.conflicts import find_conflicts
from service.glossary.shipped import SHIPPED, shipped_glossary

LEMMAS = Lemmas()


@pytest.mark.parametrize("name", SHIPPED)
def test_set_has_thirty_concepts_in_four_languages_when_it_is_shipped(name: str) -> None:
    glossary = shipped_glossary(name)

    assert glossary.languages == ("en", "fi", "pt", "sv")
    assert len([one for one in glossary.concepts if len(one.terms) == 4]) >= 30
    assert not glossary.reviewed


def test_no_term_has_two_translations_when_all_sets_are_used() -> None:
    concepts = [one for name in SHIPPED for one in shipped_glossary(name).concepts]

    found = find_conflicts(concepts, LEMMAS)

    assert [one for one in found if one.code != "term_inside_term"] == []
