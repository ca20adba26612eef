"""Finds out the language of texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from service.api.libretranslate.errors import LibreTranslateError
from service.api.libretranslate.languages import public_code
from service.inference.engine import Capabilities, Engine

SAMPLE_CHARS: Final = 2_000
"""More text does not make the answer better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A language that texts may be in."""

    language: str
    confidence: float
    """0..100, as the contract counts."""


UNKNOWN: Final = Detection(language="en", confidence=0.0)
"""What the contract answers where there is no language: emoji, numbers, white space."""


async def detect(engine: Engine, texts: Iterable[str]) -> list[Detection]:
    """Languages of all texts together, best first; never empty."""
    guesses = await engine.identify_language("\n".join(texts)[:SAMPLE_CHARS])
    detections = [
        Detection(language=guess.language, confidence=round(100 * guess.confidence, 1))
        for guess in guesses
    ]
    likely = [detection for detection in detections if detection.confidence > 0]
    return likely or [UNKNOWN]


def refuse_untold(texts: Iterable[str], able: Capabilities) -> None:
    """Refuse words of which no language can be told, where they may be in one that never is.

    Taken for a text without a language, they would come back as they are, as if translated.

    Raises:
        LibreTranslateError: names the languages that must be named.
    """
    sources = {pair.source for pair in able.translates}
    untold = sorted(map(public_code, sources - able.identifies))
    if untold and any(map(str.isalpha, "".join(texts))):
        raise LibreTranslateError(
            status=HTTPStatus.BAD_REQUEST,
            message=(
                "The language of the text cannot be told: name it as source. "
                f"Never told are: {', '.join(untold)}"
            ),
            code="language_not_detected",
        )
