"""What this server can do, in the words of its pages."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter
from models.language_names import language_name
from pydantic import BaseModel

from service.api.state import ServicesDep

router = APIRouter(tags=["capabilities"])


class LanguageOut(BaseModel):
    """A language that can be spoken or read here."""

    code: str
    name: str
    endonym: str
    dir: str
    speakable: bool
    targets: list[str]


class CapabilitiesOut(BaseModel):
    """Languages, and whether the models behind them are real."""

    languages: list[LanguageOut]
    fake: bool
    version: str


@router.get("/capabilities")
async def capabilities(services: ServicesDep) -> CapabilitiesOut:
    """Languages that take part in at least one translation pair."""
    able = services.engine.capabilities
    codes = sorted({code for pair in able.translates for code in (pair.source, pair.target)})
    languages = []
    for code in codes:
        name = language_name(code)
        languages.append(
            LanguageOut(
                code=code,
                name=name.english,
                endonym=name.endonym,
                dir=name.direction,
                speakable=code in able.recognizes,
                targets=sorted(pair.target for pair in able.translates if pair.source == code),
            )
        )
    return CapabilitiesOut(
        languages=languages, fake=services.settings.fake, version=version("tulkki")
    )
