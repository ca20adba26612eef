"""Administrators see which pairs are installed, by which models, and what people have read."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from models.language_names import language_name
from models.routing import steps
from models.types import LanguagePair, Route
from service.api.errors import ErrorAnswer
from service.api.guards import EngineDep, check_admin
from service.api.state import ServicesDep
from service.inference.engine import Capabilities, ModelFacts
from service.phrases.reviewed import Reviewed

router = APIRouter(
    prefix="/admin/api/languages",
    tags=["admin"],
    dependencies=[Depends(check_admin)],
    responses={401: {"model": ErrorAnswer}, 503: {"model": ErrorAnswer}},
)


class ModelOut(BaseModel):
    """A model that is loaded."""

    key: str
    """In the catalogue: ``tulkki models info KEY`` tells all of it."""
    engine: str
    licence: str
    quality: str | None
    """A, B or C at a desk; null: not measured."""
    quality_source: str

    @classmethod
    def of(cls, facts: ModelFacts) -> ModelOut:
        """As it is told."""
        return cls(
            key=facts.key,
            engine=facts.engine,
            licence=facts.licence,
            quality=facts.quality,
            quality_source=facts.quality_source,
        )


class PairOut(BaseModel):
    """A pair that can be interpreted, one way."""

    source: str
    target: str
    speakable: bool
    """The source can be spoken; else it is typed."""
    route: str
    """``direct``, or for example ``pivot:en``; from speech ``speech:en``, ``speech:en+text``."""
    models: list[ModelOut]
    """In the order in which they work."""
    quality: str | None
    """A, B or C of the whole pair; null: not measured, or by way of another language."""
    quality_source: str


class TextsOut(BaseModel):
    """Whether native speakers have read what clients read in a language; null: there is none."""

    code: str
    endonym: str
    pages: bool
    phrases: bool | None
    cards: bool | None

    @classmethod
    def of(cls, reviewed: Reviewed) -> TextsOut:
        """As it is told."""
        return cls(
            code=reviewed.language,
            endonym=language_name(reviewed.language).endonym,
            pages=reviewed.pages,
            phrases=reviewed.phrases,
            cards=reviewed.cards,
        )


class LanguagesOut(BaseModel):
    """What can be interpreted here."""

    speech: ModelOut | None
    pairs: list[PairOut]
    texts: list[TextsOut]


@router.get("")
async def read_languages(services: ServicesDep, engine: EngineDep) -> LanguagesOut:
    """All pairs, and the texts that come along."""
    able = engine.capabilities
    routes = {**able.speech_routes, **able.routes}
    return LanguagesOut(
        speech=ModelOut.of(able.speech_model) if able.speech_model else None,
        pairs=[
            pair_of(pair, route, able)
            for pair, route in sorted(
                routes.items(), key=lambda item: (item[0].source, item[0].target)
            )
        ],
        texts=[TextsOut.of(one) for one in services.reviews],
    )


def pair_of(pair: LanguagePair, route: Route, able: Capabilities) -> PairOut:
    """A pair, with the models that work for it one after the other."""
    whole = steps(pair, route)
    # The recognizer takes the first step of a route from speech.
    text = [able.models.get(step) for step in whole[int(route.from_speech) :]]
    models = [able.speech_model, *text] if route.from_speech else text
    direct = able.models.get(pair) if not route.via and not route.from_speech else None
    return PairOut(
        source=pair.source,
        target=pair.target,
        speakable=pair.source in able.recognizes,
        route=route.label,
        models=[ModelOut.of(one) for one in models if one is not None],
        quality=direct.quality if direct else None,
        quality_source=direct.quality_source if direct else "",
    )
