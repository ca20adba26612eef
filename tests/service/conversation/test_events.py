"""Events and effects are plain values: frozen, slotted, and made by keyword alone."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from service.conversation import events
from service.conversation.events import Effect, Event, FormerText, Participant, TimedWord

VALUES = [Participant, TimedWord, FormerText, *get_args(Event), *get_args(Effect)]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value.__name__))
def test_every_event_and_effect_is_a_plain_value(value: type) -> None:
    assert is_dataclass(value)
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]  # not in the stubs
    assert not hasattr(value, "__dict__") or "__slots__" in vars(value)
    assert all(field.kw_only for field in fields(value))
    assert value.__doc__


def test_every_class_of_the_package_is_an_event_an_effect_or_a_word() -> None:
    classes = {
        value
        for _, value in inspect.getmembers(events, inspect.isclass)
        if value.__module__.startswith(events.__name__)
    }
    assert classes == {*VALUES, events.Role}
