"""What a desk may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

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
