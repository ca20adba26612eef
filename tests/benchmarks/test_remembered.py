from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.recognizers import Hearing
from benchmarks.remembered import RememberingRecognizer, remembering
from models.effort import Effort
from models.fakes import ScriptedRecognizer, heard
from models.types import AudioWindow, Hypothesis, Vocabulary, Word


def window(*, value: float = 0.5, final: bool = False) -> AudioWindow:
    return AudioWindow(
        samples=np.full(1600, value, np.float32), start_sample=0, languages=("en",), final=final
    )


class Counting:
    """Hears a new word each time that it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, window: AudioWindow) -> Hypothesis:
        del window
        self.asked += 1
        word = Word(text=f" ä{self.asked}", start_sample=3, end_sample=9, probability=0.5)
        return heard([word], language="en")


def test_a_window_is_decoded_once() -> None:
    hear = Counting()
    recognizer = RememberingRecognizer(ScriptedRecognizer(hear))
    first, again, other, final = recognizer.recognize(
        [window(), window(), window(value=0.4), window(final=True)]
    )
    assert first == again
    assert first != other != final
    assert hear.asked == 3


def test_what_was_said_is_remembered_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "said" / "hypotheses.jsonl"
    hear = Counting()
    first = RememberingRecognizer(ScriptedRecognizer(hear), file=file)
    said = first.recognize([window(), window(value=0.4)])
    later = RememberingRecognizer(ScriptedRecognizer(hear), file=file)
    assert later.recognize([window(), window(value=0.4)]) == said
    assert hear.asked == 2
    assert later.cpu_s == pytest.approx(first.cpu_s, abs=1e-3)


def test_what_else_the_model_is_told_of_a_window_makes_it_another_one() -> None:
    hear = Counting()
    recognizer = RememberingRecognizer(ScriptedRecognizer(hear))
    told = Vocabulary(hotwords=("permit",))
    recognizer.recognize(
        [
            window(),
            replace(window(), voiced_share=0.5),
            replace(window(), vocabulary={"en": told}),
        ]
    )
    assert hear.asked == 3


@pytest.mark.weights
def test_each_recognizer_remembers_in_a_file_of_its_own(tmp_path: Path) -> None:
    hearings = (Hearing(), Hearing(effort=Effort(final_beam=1)))
    for hearing in hearings:
        recognizer = remembering("whisper-base", hearing, memory=tmp_path)
        recognizer.recognize([replace(window(), samples=np.zeros(8000, np.float32))])
    assert len(list(tmp_path.glob("*.jsonl"))) == len(hearings)
