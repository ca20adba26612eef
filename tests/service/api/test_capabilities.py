"""What the pages are told of the languages."""

from __future__ import annotations

from models.types import DIRECT, LanguagePair, Route
from service.api.capabilities import languages_of
from service.inference.engine import Capabilities

ABLE = Capabilities(
    recognizes=frozenset({"fi", "de"}),
    routes={
        LanguagePair("fi", "pt"): Route(("en",)),
        LanguagePair("fi", "en"): DIRECT,
        LanguagePair("en", "pt"): DIRECT,
    },
    recognizer="whisper",
    voice_frame_samples=512,
)


def test_every_target_is_told_with_its_route() -> None:
    told = {language.code: language for language in languages_of(ABLE)}
    assert list(told) == ["en", "fi", "pt"]
    assert told["fi"].targets == ["en", "pt"]
    assert told["fi"].routes == {"en": "direct", "pt": "pivot:en"}
    assert (told["pt"].targets, told["pt"].routes) == ([], {})


def test_only_what_the_recognizer_knows_can_be_spoken() -> None:
    speakable = {language.code for language in languages_of(ABLE) if language.speakable}
    assert speakable == {"fi"}
