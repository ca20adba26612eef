"""Which of its two settings a desk has in a conversation."""

from __future__ import annotations

import secrets
from dataclasses import replace

from service.storage.desk import Desk
from service.usage.visit import Variant

_VARIANTS: tuple[Variant, Variant] = ("a", "b")


class Experiments:
    """Gives conversations of a desk with an experiment variant ``a`` or ``b``.

    In blocks of two in random order: the numbers stay equal, and nobody can tell which comes next.
    Each server counts by itself; so do the conversations of several.
    """

    def __init__(self) -> None:
        self._next: dict[tuple[str, str], Variant] = {}

    def assign(self, desk: Desk) -> Desk:
        """The desk as the next conversation has it."""
        if desk.experiment is None:
            return desk
        block = (desk.slug, desk.experiment.name)
        variant = self._next.pop(block, None)
        if variant is None:
            first = secrets.randbelow(2)
            variant = _VARIANTS[first]
            self._next[block] = _VARIANTS[1 - first]
        return with_variant(desk, variant)


def with_variant(desk: Desk, variant: Variant) -> Desk:
    """The desk in one of the settings of its experiment."""
    if desk.experiment is None or variant != "b":
        return replace(desk, variant=variant)
    return replace(
        desk,
        variant=variant,
        glossaries=desk.experiment.glossaries,
        phrase_set=desk.experiment.phrase_set,
    )
