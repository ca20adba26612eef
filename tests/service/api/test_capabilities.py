"""What the pages are told of the languages."""

from __future__ import annotations

from dataclasses import replace

from models.types import DIRECT, FROM_SPEECH, LanguagePair, Route
from service.api.capabilities import languages_of
from service.inference.engine import Capabilities, ModelFacts

FIREFOX = ModelFacts(key="firefox", engine="firefox-marian", licence="MPL-2.0")
ABLE = Capabilities(
    recognizes=frozenset({"fi", "de"}),
    routes={
        LanguagePair("fi", "pt"): Route(("en",)),
        LanguagePair("fi", "en"): DIRECT,
        LanguagePair("en", "pt"): DIRECT,
    },
    speech_routes={
        LanguagePair("de", "en"): FROM_SPEECH,
        LanguagePair("de", "pt"): Route(("en",), from_speech=True),
    },
    recognizer="whisper",
    voice_frame_samples=512,
    identifies=frozenset({"en", "fi"}),
    models={
        LanguagePair("fi", "en"): replace(FIREFOX, quality="B"),
        LanguagePair("en", "pt"): FIREFOX,
    },
)


def test_every_target_is_told_with_its_route() -> None:
    told = {language.code: language for language in languages_of(ABLE)}
    assert list(told) == ["de", "en", "fi", "pt"]
    assert told["fi"].targets == ["en", "pt"]
    assert told["fi"].routes == {"en": "direct", "pt": "pivot:en"}
    assert told["de"].targets == ["en", "pt"]
    assert told["de"].routes == {"en": "speech:en", "pt": "speech:en+text"}
    assert (told["pt"].targets, told["pt"].routes) == ([], {})


def test_only_what_the_recognizer_knows_can_be_spoken() -> None:
    speakable = {language.code for language in languages_of(ABLE) if language.speakable}
    assert speakable == {"de", "fi"}


def test_letter_is_told_of_the_pairs_that_have_one() -> None:
    told = {language.code: language.quality for language in languages_of(ABLE)}
    assert told == {"de": {}, "en": {}, "fi": {"en": "B"}, "pt": {}}
