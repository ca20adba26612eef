"""Scenarios: what happens, and all that a conversation says to it, line by line.

Each file in ``golden/`` is one scenario in JSON lines. The first line sets it up, a line with
``in`` is something that happens, a line with ``out`` is what the conversation says or asks, ``at``
is the time in seconds of audio. ``speak`` stands for the frames of 20 ms in which a script of words
and pauses arrives. Voice scores and answers are left out: they come by themselves.

After a change that is meant, write the files anew and read the difference:

    REGENERATE_GOLDEN=1 .venv/bin/pytest tests/service/conversation/test_golden.py
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import pytest

from models.types import SAMPLE_RATE, LanguagePair, Samples
from service.conversation import events
from service.conversation.abilities import Abilities
from service.conversation.config import ConversationConfig
from service.conversation.conversation import Conversation
from service.conversation.endpointing import EndpointingConfig
from service.conversation.events import (
    Answer,
    AudioReceived,
    Effect,
    Event,
    FormerText,
    ModelRequest,
    Participant,
    Recognize,
    RequestFailed,
    Role,
    ScoreVoice,
    TimedWord,
    Translate,
)
from service.conversation.replay import Moment, Replay

GOLDEN: Final = Path(__file__).parent / "golden"
FRAME: Final = 320

Json = dict[str, "Value"]
Value = str | float | bool | None | list["Value"] | Json
Line = Json
Speaker = Callable[[str], Samples]
Answerer = Callable[[ModelRequest], Answer]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The first line of a file."""

    tells: str
    recognize_s: float
    translate_s: float
    endpointing: dict[str, float]
    fails: list[str]
    """Requests that get no result, by kind and number: "Recognize 2"."""
    hides: list[str]
    """Effects that are left out."""


class Recorder(Conversation):
    """A conversation that keeps what it said, and when."""

    now: Callable[[], float]

    def __init__(self, scenario: Scenario, abilities: Abilities) -> None:
        endpointing = EndpointingConfig(**scenario.endpointing)
        super().__init__(
            pair=LanguagePair("en", "pt"),
            abilities=abilities,
            config=ConversationConfig(endpointing=endpointing),
        )
        self.said: list[tuple[float, Effect]] = []

    def handle(self, event: Event) -> list[Effect]:
        effects = super().handle(event)
        self.said += ((self.now(), effect) for effect in effects)
        return effects


class Stage:
    """Plays one scenario."""

    def __init__(
        self, scenario: Scenario, abilities: Abilities, answer: Answerer, speak: Speaker
    ) -> None:
        self._scenario = scenario
        self._answer = answer
        self._speak = speak
        self._asked: Counter[str] = Counter()
        self._recorder = Recorder(scenario, abilities)
        self._replay = Replay(self._recorder, self._answer_or_fail, latency_s=self._latency_s)
        self._recorder.now = lambda: self._replay.now_s

    def play(self, happenings: list[Line]) -> list[Line]:
        """The scenario as it is: what happens, and what is said to it, in its order."""
        played: list[Line] = []
        for happening in happenings:
            at_s = happening["at"]
            assert isinstance(at_s, float)
            self._replay.run_until(at_s)
            played += [*self._take(), happening]
            for moment in self._moments(at_s, happening):
                self._replay.submit(moment)
            played += self._take()
        self._replay.finish()
        return [*played, *self._take()]

    def _moments(self, at_s: float, happening: Line) -> Iterator[Moment]:
        kind, values = _only(happening["in"])
        if kind != "speak":
            yield Moment(at_s=at_s, event=_event(kind, values))
            return
        participant, script = str(values["participant"]), str(values["script"])
        audio = self._speak(script)
        start = values.get("start", self._recorder.next_sample(participant))
        assert isinstance(start, int)
        for offset in range(0, audio.size, FRAME):
            piece = audio[offset : offset + FRAME]
            yield Moment(
                at_s=at_s + (offset + piece.size) / SAMPLE_RATE,
                event=AudioReceived(
                    participant=participant, start_sample=start + offset, samples=piece
                ),
            )

    def _latency_s(self, request: ModelRequest) -> float:
        match request:
            case Recognize():
                return self._scenario.recognize_s
            case Translate():
                return self._scenario.translate_s
            case ScoreVoice():
                return 0.0

    def _answer_or_fail(self, request: ModelRequest) -> Answer:
        kind = type(request).__name__
        self._asked[kind] += 1
        if f"{kind} {self._asked[kind]}" in self._scenario.fails:
            return RequestFailed(request=request.request, code="inference_failed")
        return self._answer(request)

    def _take(self) -> list[Line]:
        said, self._recorder.said = self._recorder.said, []
        hidden = {"ScoreVoice", *self._scenario.hides}
        return [
            {"at": round(at_s, 2), "out": {type(effect).__name__: _told(effect)}}
            for at_s, effect in said
            if type(effect).__name__ not in hidden
        ]


def _told(effect: object) -> Json:
    """An effect without what is as it mostly is, and without samples."""
    if isinstance(effect, Recognize):
        window = effect.window
        end = window.start_sample + window.samples.size
        told: Json = {"request": effect.request, "from": window.start_sample, "to": end}
        return told | {"languages": list(window.languages), "final": window.final}
    defaults = {field.name: field.default for field in fields(effect)}  # type: ignore[arg-type]  # every effect is a dataclass
    values = {name: getattr(effect, name) for name in defaults}
    return {name: _plain(value) for name, value in values.items() if value is not defaults[name]}


def _plain(value: object) -> Value:
    match value:
        case LanguagePair(source, target):
            return f"{source}-{target}"
        case Participant() | FormerText():
            return _told(value)
        case TimedWord():
            place = f"{value.start}-{value.end}"
            return f"{place} {value.start_sample}-{value.end_sample}"
        case tuple():
            return [_plain(one) for one in value]
        case float():
            return round(value, 2)
        case str() | bool() | int() | None:
            return value
        case _:
            raise TypeError(f"{value!r} has no place in a scenario")


def _event(kind: str, values: Json) -> Event:
    if kind == "ParticipantJoined":
        told = values["participant"]
        assert isinstance(told, dict)
        reads = told["reads"]
        assert isinstance(reads, list)
        participant = Participant(
            id=str(told["id"]),
            role=Role(str(told["role"])),
            reads=tuple(map(str, reads)),
            speaks=None if told.get("speaks") is None else str(told["speaks"]),
        )
        return events.ParticipantJoined(participant=participant)
    plain = {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    event: Event = getattr(events, kind)(**plain)
    return event


def _only(value: Value) -> tuple[str, Json]:
    assert isinstance(value, dict)
    ((kind, values),) = value.items()
    assert isinstance(values, dict)
    return kind, values


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_says_what_it_always_said(
    path: Path, abilities: Abilities, answer: Answerer, speak: Speaker
) -> None:
    first, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    stage = Stage(Scenario(**first), abilities, answer, speak)
    played = [first, *stage.play([line for line in lines if "in" in line])]
    if os.environ.get("REGENERATE_GOLDEN"):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in played)
        path.write_text(text, encoding="utf-8")
        pytest.skip("written anew: read the difference")
    assert played == [first, *lines]


def test_there_are_scenarios() -> None:
    assert len(list(GOLDEN.glob("*.jsonl"))) >= 10
