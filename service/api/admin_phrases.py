"""Administrators see all ready phrases, and write their own."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.api.errors import ErrorAnswer
from service.api.guards import AdminOnly, check_admin
from service.api.slugs import Slug
from service.api.state import ServicesDep
from service.phrases import own
from service.phrases.book import ALWAYS_OFFERED, LONGEST_TEXT, PhraseGroup
from service.storage import phrase_rows
from service.storage.phrase_shelf import PhraseShelf

router = APIRouter(
    prefix="/admin/api/phrases",
    tags=["admin"],
    responses={
        401: {"model": ErrorAnswer},
        403: {"model": ErrorAnswer},
        404: {"model": ErrorAnswer},
        409: {"model": ErrorAnswer},
        422: {"model": ErrorAnswer},
        503: {"model": ErrorAnswer},
    },
)
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,32}$")]
_Title = Annotated[str, StringConstraints(max_length=own.LONGEST_TITLE)]
_Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
_Groups = Annotated[tuple[_Id, ...], Field(max_length=own.MOST_GROUPS)]


class NewGroup(BaseModel):
    """A group that is not there yet."""

    model_config = ConfigDict(extra="forbid")

    title: _Title
    copy_of: _Id | None = None
    """Id of a group whose phrases it begins with; None for none."""


class Arrangement(BaseModel):
    """What a group is called, and the order of its phrases."""

    model_config = ConfigDict(extra="forbid")

    title: _Title
    order: Annotated[tuple[str, ...], Field(max_length=own.MOST_PHRASES)]
    """Ids of all of its phrases."""


class PhraseTexts(BaseModel):
    """What people wrote; readers of other languages get a translation."""

    model_config = ConfigDict(extra="forbid")

    texts: Annotated[dict[str, _Text], Field(max_length=own.MOST_LANGUAGES)]
    """By language; an empty one is left out."""


class SetGroups(BaseModel):
    """Groups of a set, in the order in which desks offer them."""

    model_config = ConfigDict(extra="forbid")

    groups: _Groups


class NewSet(SetGroups):
    """A set that is not there yet."""

    slug: Slug


class PhraseShape(BaseModel):
    """A ready phrase or a card."""

    id: str
    texts: dict[str, str]


class GroupShape(BaseModel):
    """Phrases that belong together."""

    id: str
    title: str
    """Empty for those that come along, by whose ids pages know what to call them."""
    shipped: bool
    """It comes along with Tulkki and cannot be changed."""
    always: bool
    """It belongs to every set, and cannot be copied."""
    phrases: list[PhraseShape]

    @classmethod
    def of(cls, group: PhraseGroup, shelf: PhraseShelf) -> GroupShape:
        """As it is told."""
        return cls(
            id=group.id,
            title=group.title,
            shipped=group.id in shelf.shipped.groups,
            always=group.id in ALWAYS_OFFERED,
            phrases=[PhraseShape(id=one.id, texts=dict(one.texts)) for one in group.phrases],
        )


class SetShape(BaseModel):
    """What desks may offer."""

    slug: str
    shipped: bool
    groups: tuple[str, ...]
    """Ids, without those that belong to every set."""
    desks: list[str]
    """Names of the desks that offer it."""


class AllPhrases(BaseModel):
    """All sets and all groups; those that come along first."""

    sets: list[SetShape]
    groups: list[GroupShape]


@router.get("", dependencies=[Depends(check_admin)])
async def read_phrases(services: ServicesDep) -> AllPhrases:
    """Everything that staff of some desk may show with one tap."""
    shelf = services.phrases
    book = await shelf.book()
    desks = await services.database.read(partial(phrase_rows.desks_by_set, slugs=tuple(book.sets)))
    ordered = sorted(book.sets, key=lambda slug: (slug not in shelf.shipped.sets, slug))
    return AllPhrases(
        sets=[
            SetShape(
                slug=slug,
                shipped=slug in shelf.shipped.sets,
                groups=book.sets[slug],
                desks=desks[slug],
            )
            for slug in ordered
        ],
        groups=[GroupShape.of(group, shelf) for group in book.groups.values()],
    )


@router.post("/groups", status_code=201, dependencies=AdminOnly)
async def add_group(body: NewGroup, services: ServicesDep) -> GroupShape:
    """Begin a group, empty or as a copy of another one."""
    group = await services.phrases.add_group(body.title, body.copy_of)
    return GroupShape.of(group, services.phrases)


@router.put("/groups/{group}", dependencies=AdminOnly)
async def arrange_group(group: _Id, body: Arrangement, services: ServicesDep) -> GroupShape:
    """Call a group something else, or put its phrases in another order."""
    edit = partial(own.arranged, title=body.title, order=body.order)
    return await _changed(services.phrases, group, edit)


@router.delete("/groups/{group}", status_code=204, dependencies=AdminOnly)
async def remove_group(group: _Id, services: ServicesDep) -> Response:
    """Forget a group with its phrases; sets lose it."""
    await services.phrases.remove_group(group)
    return Response(status_code=204)


@router.post("/groups/{group}/phrases", status_code=201, dependencies=AdminOnly)
async def add_phrase(group: _Id, body: PhraseTexts, services: ServicesDep) -> GroupShape:
    """Write a phrase, at the end of a group."""
    return await _changed(services.phrases, group, partial(own.with_phrase, texts=body.texts))


@router.put("/groups/{group}/phrases/{phrase}", dependencies=AdminOnly)
async def change_phrase(
    group: _Id, phrase: str, body: PhraseTexts, services: ServicesDep
) -> GroupShape:
    """Write a phrase anew, in all of its languages."""
    edit = partial(own.with_texts, phrase=phrase, texts=body.texts)
    return await _changed(services.phrases, group, edit)


@router.delete("/groups/{group}/phrases/{phrase}", dependencies=AdminOnly)
async def remove_phrase(group: _Id, phrase: str, services: ServicesDep) -> GroupShape:
    """Forget a phrase."""
    return await _changed(services.phrases, group, partial(own.without_phrase, phrase=phrase))


@router.post("/sets", status_code=204, dependencies=AdminOnly)
async def add_set(body: NewSet, services: ServicesDep) -> Response:
    """Begin a set, which desks can then offer."""
    await services.phrases.add_set(body.slug, body.groups)
    return Response(status_code=204)


@router.put("/sets/{slug}", status_code=204, dependencies=AdminOnly)
async def change_set(slug: Slug, body: SetGroups, services: ServicesDep) -> Response:
    """Give a set other groups, or another order; conversations that are open keep theirs."""
    await services.phrases.change_set(slug, body.groups)
    return Response(status_code=204)


@router.delete("/sets/{slug}", status_code=204, dependencies=AdminOnly)
async def remove_set(slug: Slug, services: ServicesDep) -> Response:
    """Forget a set that no desk offers; its groups stay."""
    await services.phrases.remove_set(slug)
    return Response(status_code=204)


async def _changed(shelf: PhraseShelf, group: _Id, edit: own.Edit) -> GroupShape:
    return GroupShape.of(await shelf.change_group(group, edit), shelf)
