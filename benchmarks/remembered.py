"""A recognizer that decodes a window once and for all: what it said is kept in a file.

A policy decides when to decode and what to show; most of its windows are those of the policy before
it. With their decodings remembered, a change of policy is judged in seconds.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from models.interfaces import Recognizer
from models.types import AudioWindow, Hypothesis

_HYPOTHESIS = TypeAdapter(Hypothesis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """One decoding."""

    hypothesis: Hypothesis
    cpu_s: float
    """Processor time of this process while it was made: other work on the machine counts little."""


class RememberingRecognizer:
    """Recognizer in front of another one. One window at a time, one thread.

    Args:
        recognizer: Decodes what is not remembered.
        file: JSON lines, read now and added to; None remembers in memory alone.
        variant: What the decodings depend on beside the window: model, options.
    """

    def __init__(self, recognizer: Recognizer, *, file: Path | None, variant: str) -> None:
        self._recognizer = recognizer
        self._file = file
        self._variant = variant
        self._said = {} if file is None else _read(file)
        self.cpu_s = 0.0
        """Processor time of everything that was asked for, remembered or not."""

    @property
    def model(self) -> str:
        """The catalog key of the loaded model."""
        return self._recognizer.model

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it understands."""
        return self._recognizer.languages

    @property
    def translates_from(self) -> frozenset[str]:
        """The languages whose speech it writes down in English."""
        return self._recognizer.translates_from

    def recognize(self, windows: Sequence[AudioWindow]) -> list[Hypothesis]:
        """Decode each window by itself, unless it was before."""
        return [self._recognize(window) for window in windows]

    def _recognize(self, window: AudioWindow) -> Hypothesis:
        key = _key(window, self._variant)
        if key not in self._said:
            begun_s = time.process_time()
            (hypothesis,) = self._recognizer.recognize([window])
            cpu_s = time.process_time() - begun_s
            self._said[key] = Remembered(hypothesis=hypothesis, cpu_s=cpu_s)
            self._keep(key)
        self.cpu_s += self._said[key].cpu_s
        return self._said[key].hypothesis

    def _keep(self, key: str) -> None:
        if self._file is None:
            return
        said = self._said[key]
        told = {
            "key": key,
            "cpu_s": round(said.cpu_s, 4),
            "hypothesis": _HYPOTHESIS.dump_python(said.hypothesis, mode="json"),
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")


def _key(window: AudioWindow, variant: str) -> str:
    audio = hashlib.sha256(window.samples.tobytes()).hexdigest()
    languages = "+".join(window.languages)
    return f"{variant} {audio} {window.start_sample} {languages} {window.task} {window.final}"


def _read(file: Path) -> dict[str, Remembered]:
    if not file.is_file():
        return {}
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {
        line["key"]: Remembered(
            hypothesis=_HYPOTHESIS.validate_python(line["hypothesis"], strict=False),
            cpu_s=line["cpu_s"],
        )
        for line in lines
    }
