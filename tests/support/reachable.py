"""What the objects of this process still lead to."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import TypeGuard


def texts_with(word: str) -> list[str]:
    """Strings and bytes that contain a word and that some living object refers to.

    Everything that the garbage collector tracks is looked at, and what it does not track but refers
    to (tuples and dictionaries of plain values), as deep as it goes. The word itself is left out.
    """
    gc.collect()
    seen: set[int] = set()
    return [text for text in _held(gc.get_objects(), seen) if word in text and text is not word]


def _held(holders: list[object], seen: set[int]) -> Iterator[str]:
    seen |= {id(holders), id(seen)}
    waiting = list(holders)
    seen.add(id(waiting))
    while waiting:
        holder = waiting.pop()
        if id(holder) in seen:
            continue
        seen.add(id(holder))
        if _is_text(holder):
            yield holder if isinstance(holder, str) else bytes(holder).decode(errors="replace")
        else:
            waiting += gc.get_referents(holder)


def _is_text(holder: object) -> TypeGuard[str | bytes | bytearray]:
    """Without asking the object, as ``isinstance`` does: its answer may run any code."""
    return issubclass(type(holder), str | bytes | bytearray)
