"""A recognizer that decodes a window once and for all: what it said is kept in a file.

A policy decides when to decode and what to show; most of its windows are those of the policy before
it. With their decodings remembered, a change of policy is judged in seconds. What is remembered
belongs to one recognizer: its code, its weights and what is changed in it (``fingerprint``). After
a change of any of these nothing is found, and everything is decoded anew.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from benchmarks.fingerprint import fingerprint
from benchmarks.recognizers import Hearing, VariedRecognizer
from benchmarks.weights import model_folder
from models.blas import keep_to_one_thread
from models.interfaces import Recognizer
from models.types import AudioWindow, Hypothesis

DEFAULT_MEMORY: Final = Path("artifacts/benchmarks/memory")
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
        file: JSON lines of this very recognizer, read now and added to; None remembers in memory
            alone.
    """

    def __init__(self, recognizer: Recognizer, *, file: Path | None = None) -> None:
        self._recognizer = recognizer
        self._file = file
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
        key = _key(window)
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


def remembering(
    key: str, hearing: Hearing, *, memory: Path = DEFAULT_MEMORY
) -> RememberingRecognizer:
    """The speech model of a key, changed in some way, with what it has said in a folder.

    Raises:
        BenchmarkError: the model is not there, or is damaged.
    """
    weights = model_folder(key)
    name = hashlib.sha256(f"{fingerprint(weights)} {key} {hearing}".encode()).hexdigest()
    keep_to_one_thread()
    return RememberingRecognizer(
        VariedRecognizer(weights, key=key, hearing=hearing), file=memory / f"{name[:16]}.jsonl"
    )


def _key(window: AudioWindow) -> str:
    audio = hashlib.sha256(window.samples.tobytes()).hexdigest()
    languages = "+".join(window.languages)
    told = f"{window.start_sample} {languages} {window.task} {window.final} {window.voiced_share}"
    told += f" {window.prefix!r}" if window.prefix else ""
    vocabulary = "".join(f" {code} {words}" for code, words in sorted(window.vocabulary.items()))
    return f"{audio} {told}{vocabulary}"


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
