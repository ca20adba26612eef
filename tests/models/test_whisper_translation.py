"""Russian telephone prompts, translated into English by Whisper itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from speech import Reading, russian_prompt

from models.audio import read_audio
from models.catalog import Catalog
from models.errors import UnsupportedLanguage
from models.interfaces import Recognizer
from models.loading import load_recognizer
from models.types import AudioWindow, Samples, Task
from models.whisper import WhisperRecognizer

pytestmark = [pytest.mark.weights, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def recognizer(catalog: Catalog) -> Recognizer:
    return load_recognizer(catalog, "whisper-base")


def window(samples: Samples, language: str = "ru", task: Task = Task.TRANSLATE) -> AudioWindow:
    return AudioWindow(
        samples=samples, start_sample=0, languages=(language,), final=True, task=task
    )


def prompt(name: str) -> Samples:
    return read_audio(russian_prompt(name), max_duration_s=30)


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("vm-msginstruct", "6540", ["following message", "previous message", "press"]),
        ("conf-usermenu", "146798", ["microphone", "volume", "conference"]),
        ("conf-adminmenu-menu8", "12348", ["participants in the conference", "record"]),
    ],
)
def test_meaning_and_numbers_of_a_prompt_are_told_in_english(
    recognizer: Recognizer, name: str, keys: str, words: list[str]
) -> None:
    (hypothesis,) = recognizer.recognize([window(prompt(name))])
    assert "".join(re.findall(r"\d", hypothesis.text)) == keys
    assert [word for word in words if word not in hypothesis.text.lower()] == []
    assert hypothesis.text.isascii()
    assert (hypothesis.language, hypothesis.language_probability) == ("ru", 1.0)


def test_words_of_a_translation_have_no_times(recognizer: Recognizer) -> None:
    (hypothesis,) = recognizer.recognize([window(prompt("vm-msginstruct"))])
    times = {(word.start_sample, word.end_sample) for word in hypothesis.words}
    assert times == {(None, None)}


def test_tasks_may_share_a_batch(recognizer: Recognizer, readings: list[Reading]) -> None:
    russian = prompt("vm-msginstruct")
    windows = [
        window(russian),
        window(russian, task=Task.TRANSCRIBE),
        window(readings[0].samples, "en", Task.TRANSCRIBE),
        window(prompt("conf-adminmenu-menu8")),
    ]
    together = [hypothesis.text for hypothesis in recognizer.recognize(windows)]
    alone = [recognizer.recognize([one])[0].text for one in windows]
    assert together == alone
    assert together[1].isascii() is False


def test_spoken_language_is_found_before_it_is_translated(recognizer: Recognizer) -> None:
    asked = replace(window(prompt("vm-msginstruct")), languages=("fi", "ru"))
    (hypothesis,) = recognizer.recognize([asked])
    assert hypothesis.language == "ru"
    assert "press 6" in hypothesis.text


def test_every_language_but_english_is_translated(recognizer: Recognizer) -> None:
    assert recognizer.translates_from == recognizer.languages - {"en"}
    with pytest.raises(UnsupportedLanguage, match="en"):
        recognizer.recognize([window(prompt("vm-msginstruct"), "en")])


def test_model_that_was_not_trained_for_it_translates_nothing(
    catalog: Catalog, recognizer: Recognizer
) -> None:
    folder: Path = catalog.folder(recognizer.model)
    untrained = WhisperRecognizer(folder, key="turbo")
    assert untrained.translates_from == frozenset()
    with pytest.raises(UnsupportedLanguage, match="ru"):
        untrained.recognize([window(prompt("vm-msginstruct"))])
