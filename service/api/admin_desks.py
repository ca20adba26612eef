"""Administrators set desks up."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models.types import LanguagePair
from service.api.errors import ApiError, ErrorAnswer
from service.api.guards import AdminOnly, check_admin
from service.api.slugs import Slug
from service.api.state import Services, ServicesDep
from service.storage import desk_rows
from service.storage.desk import (
    DEFAULT_DESK,
    Desk,
    DeskInvalid,
    Experiment,
    RetentionHours,
)
from service.wire.messages import Language

router = APIRouter(
    prefix="/admin/api/desks",
    tags=["admin"],
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)
_Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
"""What a database can keep: PostgreSQL takes no NUL."""


class ExperimentShape(BaseModel):
    """What every other conversation of a desk gets in place of its own."""

    model_config = ConfigDict(extra="forbid")

    name: str
    glossaries: tuple[str, ...] = ()
    phrase_set: str = ""


class DeskIn(BaseModel):
    """All that can be set of a desk."""

    model_config = ConfigDict(extra="forbid")

    name: str
    pair: tuple[Language, Language] | None = None
    handover_contact: _Words = ""
    handover_phone: str = ""
    handover_reasons: tuple[str, ...] = ()
    retention_h: RetentionHours = 0
    glossaries: tuple[str, ...] = ()
    phrase_set: str = ""
    prompts: dict[Language, str] = Field(default_factory=dict)
    """What the recognizer is told before it listens, by language; an empty one is left out."""
    experiment: ExperimentShape | None = None

    def desk(self, slug: str) -> Desk:
        """The desk of this slug.

        Raises:
            ApiError: 422, it cannot be set up like this.
        """
        shape = self.experiment
        try:
            return Desk(
                slug=slug,
                name=self.name,
                pair=LanguagePair(*self.pair) if self.pair else None,
                handover_contact=self.handover_contact,
                handover_phone=self.handover_phone,
                handover_reasons=self.handover_reasons,
                retention_h=self.retention_h,
                glossaries=self.glossaries,
                phrase_set=self.phrase_set,
                prompts={
                    language: " ".join(prompt.split())
                    for language, prompt in self.prompts.items()
                    if prompt.strip()
                },
                experiment=Experiment(**shape.model_dump()) if shape else None,
            )
        except DeskInvalid as error:
            raise ApiError(422, "desk_invalid", str(error)) from None


class NewDesk(DeskIn):
    """A desk that is not there yet."""

    slug: Slug


class DeskSettings(DeskIn):
    """A desk as it is set up."""

    slug: str
    is_default: bool
    """Conversations that name no desk are held there; it cannot be removed."""

    @classmethod
    def of(cls, desk: Desk) -> DeskSettings:
        """All of a desk."""
        experiment = desk.experiment
        return cls(
            slug=desk.slug,
            is_default=desk.slug == DEFAULT_DESK,
            name=desk.name,
            pair=(desk.pair.source, desk.pair.target) if desk.pair else None,
            handover_contact=desk.handover_contact,
            handover_phone=desk.handover_phone,
            handover_reasons=desk.handover_reasons,
            retention_h=desk.retention_h,
            glossaries=desk.glossaries,
            phrase_set=desk.phrase_set,
            prompts=dict(desk.prompts),
            experiment=ExperimentShape(
                name=experiment.name,
                glossaries=experiment.glossaries,
                phrase_set=experiment.phrase_set,
            )
            if experiment
            else None,
        )


class AllDesks(BaseModel):
    """All desks, and what they may be given."""

    desks: list[DeskSettings]
    glossaries: list[str]
    phrase_sets: list[str]


@router.get("", dependencies=[Depends(check_admin)])
async def read_desks(services: ServicesDep) -> AllDesks:
    """All desks, by name."""
    desks = await services.database.read(desk_rows.every)
    return AllDesks(
        desks=[DeskSettings.of(desk) for desk in desks],
        glossaries=[one.name for one in await services.glossaries.every()],
        phrase_sets=sorted((await services.phrases.book()).sets),
    )


@router.post(
    "",
    status_code=201,
    dependencies=AdminOnly,
    responses={409: {"model": ErrorAnswer}, 422: {"model": ErrorAnswer}},
)
async def add_desk(body: NewDesk, services: ServicesDep) -> DeskSettings:
    """Set up a new desk."""
    desk = body.desk(body.slug)
    await _check_references(desk, services)
    if not await services.database.write(partial(desk_rows.add, desk=desk)):
        raise ApiError(409, "desk_exists", "There is a desk of this short name.")
    return DeskSettings.of(desk)


@router.put(
    "/{slug}",
    dependencies=AdminOnly,
    responses={404: {"model": ErrorAnswer}, 422: {"model": ErrorAnswer}},
)
async def change_desk(slug: Slug, body: DeskIn, services: ServicesDep) -> DeskSettings:
    """Set a desk up anew; conversations that are open keep what they began with."""
    desk = body.desk(slug)
    await _check_references(desk, services)
    if not await services.database.write(partial(desk_rows.change, desk=desk)):
        raise _unknown_desk()
    return DeskSettings.of(desk)


@router.delete(
    "/{slug}",
    status_code=204,
    dependencies=AdminOnly,
    responses={404: {"model": ErrorAnswer}, 409: {"model": ErrorAnswer}},
)
async def remove_desk(slug: Slug, services: ServicesDep) -> Response:
    """Remove a desk; what was counted there stays."""
    if slug == DEFAULT_DESK:
        raise ApiError(409, "default_desk", "The first desk cannot be removed.")
    if not await services.database.write(partial(desk_rows.remove, slug=slug)):
        raise _unknown_desk()
    return Response(status_code=204)


async def _check_references(desk: Desk, services: Services) -> None:
    """Glossaries and phrases that a desk names must be there."""
    sides = (desk, desk.experiment) if desk.experiment else (desk,)
    known = {one.name for one in await services.glossaries.every()}
    phrase_sets = (await services.phrases.book()).sets
    for side in sides:
        missing = sorted(set(side.glossaries) - known)
        if missing:
            text = f"There is no glossary {', '.join(missing)}."
            raise ApiError(422, "unknown_glossary", text)
        if side.phrase_set and side.phrase_set not in phrase_sets:
            raise ApiError(422, "unknown_phrase_set", f"There are no phrases {side.phrase_set}.")


def _unknown_desk() -> ApiError:
    return ApiError(404, "desk_not_found", "There is no desk of this name.")
