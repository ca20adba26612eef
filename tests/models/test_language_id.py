"""Language identification of short texts among few languages."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest

from models.errors import UnsupportedLanguage
from models.language_id import LinguaIdentifier, identifiable_languages, memory_bytes
from models.language_names import DESK_CODES

PEAK: Final = """
import sys
from pathlib import Path
from models.language_id import LinguaIdentifier

def peak_kb():
    (line,) = (l for l in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in l)
    return int(line.split()[1])

before = peak_kb()
LinguaIdentifier(sys.argv[1:]).identify(["Where do you live?", "Missä asut?", "Где вы живёте?"])
print(1024 * (peak_kb() - before))
"""
"""What telling languages takes at most, in bytes, in a process of its own."""


@pytest.fixture(scope="module")
def identifier() -> LinguaIdentifier:
    return LinguaIdentifier({"en", "pt"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Good morning, how can I help you?", "en"),
        ("I need help", "en"),
        ("Preciso de ajuda", "pt"),
        ("obrigado", "pt"),
        ("Não, obrigado. 😀", "pt"),
        ("\ud800 Where do you live?", "en"),
        ("Where do you live? " * 10_000, "en"),
    ],
)
def test_best_guess_is_the_language_of_the_text(
    identifier: LinguaIdentifier, text: str, language: str
) -> None:
    (guesses,) = identifier.identify([text])

    assert guesses[0].language == language
    assert 0.5 < guesses[0].confidence <= 1.0
    assert sum(guess.confidence for guess in guesses) <= 1.0001
    assert list(guesses) == sorted(guesses, key=lambda guess: -guess.confidence)


@pytest.mark.parametrize("text", ["", " \n", "12345", "9:30", "😀", "...", "你好", "Привет"])
def test_no_guess_when_the_text_is_in_none_of_the_languages(
    identifier: LinguaIdentifier, text: str
) -> None:
    assert identifier.identify([text]) == [()]


def test_batch_gives_what_each_text_gives_alone(identifier: LinguaIdentifier) -> None:
    texts = ["hello", "12", "olá", "a", ""]

    together = identifier.identify(texts)

    assert identifier.identify([]) == []
    for text, guesses in zip(texts, together, strict=True):
        (alone,) = identifier.identify([text])
        assert [guess.language for guess in guesses] == [guess.language for guess in alone]
        # lingua adds up in any order, so the last digits differ
        assert [guess.confidence for guess in guesses] == pytest.approx(
            [guess.confidence for guess in alone]
        )


def test_unsupported_language_is_named() -> None:
    with pytest.raises(UnsupportedLanguage, match="ti"):
        LinguaIdentifier({"en", "ti"})


@pytest.mark.parametrize("languages", [set[str](), {"en"}])
def test_no_guess_when_there_is_nothing_to_tell_apart(languages: set[str]) -> None:
    identifier = LinguaIdentifier(languages)
    assert identifier.identify(["hello"]) == [()]
    assert identifier.languages == frozenset()


def test_languages_that_are_told_apart_are_those_that_were_asked_for(
    identifier: LinguaIdentifier,
) -> None:
    assert identifier.languages == {"en", "pt"}


def test_languages_of_a_desk_without_statistics_are_those_of_the_operators_guide() -> None:
    assert DESK_CODES - identifiable_languages() == {"am", "ckb", "kmr", "ti"}


def test_memory_is_estimated_of_what_is_loaded() -> None:
    desk = memory_bytes(DESK_CODES)
    assert desk == memory_bytes(identifiable_languages() & DESK_CODES) > memory_bytes({"en", "pt"})
    assert memory_bytes({"en", "pt", "am", "ckb", "kmr", "ti"}) == memory_bytes({"en", "pt"})
    assert memory_bytes({"en", "am"}) == memory_bytes(set()) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell memory otherwise")
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "languages",
    [("en", "pt"), ("fi", "hu"), ("cs", "sk"), ("cs", "sk", "bg", "fi", "da", "lt")],
    ids=",".join,
)
def test_no_more_memory_is_taken_than_was_estimated(languages: tuple[str, ...]) -> None:
    """Those with the largest statistics take most."""
    command = [sys.executable, "-c", PEAK, *languages]
    taken_bytes = int(subprocess.run(command, capture_output=True, check=True).stdout)
    assert memory_bytes(languages) / 8 < taken_bytes <= memory_bytes(languages)
