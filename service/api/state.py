"""What the routes share, made once by the composition root and carried by the lifespan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypedDict

from fastapi import Depends
from starlette.requests import HTTPConnection

from service.access.grants import Grants
from service.access.rates import Rates
from service.access.sessions import Sessions
from service.api.libretranslate.keys import KeyDoor
from service.api.libretranslate.limits import TranslateLimits
from service.inference.engine import Engine
from service.live.registry import Conversations
from service.phrases.reviewed import Reviewed
from service.settings import Settings
from service.storage.database import Database
from service.storage.desk_book import DeskBook
from service.storage.experiments import Experiments
from service.storage.glossary_book import GlossaryBook
from service.storage.key_book import KeyBook
from service.storage.phrase_shelf import PhraseShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that a request may need."""

    settings: Settings
    engine: Engine
    database: Database
    desks: DeskBook
    experiments: Experiments
    conversations: Conversations
    grants: Grants
    staff: Sessions
    admins: Sessions
    rates: Rates
    phrases: PhraseShelf
    reviews: tuple[Reviewed, ...]
    """Which texts a native speaker has read."""
    glossaries: GlossaryBook
    keys: KeyBook
    origins: frozenset[str]
    """Browser origins that are trusted."""
    base_url: str
    """Where people reach the server; links begin with it."""
    version: str
    """Of the application."""


class LifespanState(TypedDict):
    """What ``request.state`` holds."""

    services: Services
    engine: Engine
    translate_limits: TranslateLimits
    key_door: KeyDoor


def _services(connection: HTTPConnection) -> Services:
    services = connection.state.services
    assert isinstance(services, Services)  # noqa: S101 - the lifespan put it there
    return services


ServicesDep = Annotated[Services, Depends(_services)]
