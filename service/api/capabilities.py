"""What this server can do, in the words of its pages."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from models.language_names import language_name
from service.api.errors import ErrorAnswer
from service.api.guards import EngineDep
from service.api.state import ServicesDep
from service.inference.engine import Capabilities

router = APIRouter(tags=["capabilities"])


class LanguageOut(BaseModel):
    """A language that can be spoken or read here."""

    code: str
    name: str
    endonym: str
    dir: str
    speakable: bool
    targets: list[str]
    routes: dict[str, str]
    """Of each target, which way it is reached: ``direct``, or for example ``pivot:en``.

    ``speech:en`` and ``speech:en+text`` are ways of speech alone: what is typed is not translated.
    """
    quality: dict[str, str]
    """Of each target that was measured: A, B or C, see docs/quality.md."""


class CapabilitiesOut(BaseModel):
    """Languages, and whether the models behind them are real."""

    languages: list[LanguageOut]
    fake: bool
    version: str


@router.get("/capabilities", responses={503: {"model": ErrorAnswer}})
async def capabilities(services: ServicesDep, engine: EngineDep) -> CapabilitiesOut:
    """Languages that take part in at least one translation pair."""
    return CapabilitiesOut(
        languages=languages_of(engine.capabilities),
        fake=services.settings.fake,
        version=services.version,
    )


def languages_of(able: Capabilities) -> list[LanguageOut]:
    """Every language that is translated from or into, by its code."""
    codes = sorted({code for pair in able.interprets for code in (pair.source, pair.target)})
    return [_language(code, able) for code in codes]


def _language(code: str, able: Capabilities) -> LanguageOut:
    name = language_name(code)
    routes = {
        pair.target: route.label
        for pair, route in (*able.routes.items(), *able.speech_routes.items())
        if pair.source == code
    }
    return LanguageOut(
        code=code,
        name=name.english,
        endonym=name.endonym,
        dir=name.direction,
        speakable=code in able.recognizes,
        targets=sorted(routes),
        routes=routes,
        quality={
            pair.target: letter for pair, letter in able.quality.items() if pair.source == code
        },
    )
