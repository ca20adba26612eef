"""What a desk may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.types import Vocabulary
from service.storage.desk import Desk, DeskInvalid, Experiment

DESK = Desk(slug="desk", name="Desk")


@pytest.mark.parametrize("slug", ["", "-a", "a-", "Desk", "a b", "a/b", "x" * 33, "ä"])
def test_slug_is_refused_when_it_would_not_stand_in_an_address(slug: str) -> None:
    with pytest.raises(DeskInvalid, match="slug"):
        replace(DESK, slug=slug)


def test_desk_is_refused_where_a_field_does_not_fit() -> None:
    with pytest.raises(DeskInvalid, match="name"):
        replace(DESK, name=" ")
    with pytest.raises(DeskInvalid, match="name"):
        replace(DESK, name="x" * 81)
    with pytest.raises(DeskInvalid, match="name"):
        replace(DESK, name="two\nlines")
    with pytest.raises(DeskInvalid, match="handover_contact"):
        replace(DESK, handover_contact="x" * 501)
    with pytest.raises(DeskInvalid, match="handover_reasons"):
        replace(DESK, handover_reasons=("reason",) * 13)
    with pytest.raises(DeskInvalid, match="retention_h"):
        replace(DESK, retention_h=2)  # type: ignore[arg-type] # what a database may hold
    with pytest.raises(DeskInvalid, match="glossaries"):
        replace(DESK, glossaries=("a", "a"))
    with pytest.raises(DeskInvalid, match="experiment"):
        Experiment(name="")


@pytest.mark.parametrize(
    "prompts", [{"English": "x"}, {"en": " "}, {"en": "x" * 501}, {"en": "a\nb"}]
)
def test_prompt_is_refused_when_a_recognizer_cannot_be_told_it(prompts: dict[str, str]) -> None:
    with pytest.raises(DeskInvalid, match="prompts"):
        replace(DESK, prompts=prompts)


def test_prompt_of_the_desk_takes_the_place_of_the_servers() -> None:
    told = {
        "en": Vocabulary(hotwords=("Kela",), prompt="At the city hall."),
        "sv": Vocabulary(prompt="Vid disken."),
    }
    desk = replace(DESK, prompts={"en": "At the pool.", "fi": "Uimahallissa."})
    assert desk.listens(told) == {
        "en": Vocabulary(hotwords=("Kela",), prompt="At the pool."),
        "sv": Vocabulary(prompt="Vid disken."),
        "fi": Vocabulary(prompt="Uimahallissa."),
    }
    assert DESK.listens(told) == told
