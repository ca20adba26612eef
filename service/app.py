"""The composition root: settings and an engine become an application."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from typing import Final, Protocol

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import SecretStr
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request

from models.loading import load_sentence_splitter
from service.access.grants import Grants
from service.access.rates import Rates, TooManyRequests
from service.access.sessions import Sessions
from service.api import (
    admin_desks,
    admin_glossaries,
    admin_glossary_changes,
    admin_keys,
    admin_languages,
    admin_phrases,
    admin_session,
    admin_usage,
    capabilities,
    conversations,
    copies,
    desks,
    docs,
    export,
    feedback,
    health,
    join,
    pages,
    phrases,
    poster,
    session,
    statement,
    stream,
    terms,
)
from service.api.errors import (
    ApiError,
    answer_api_error,
    answer_glossary_error,
    answer_invalid_request,
    answer_phrase_error,
    answer_storage_error,
)
from service.api.guards import address_of
from service.api.libretranslate.errors import LibreTranslateError, answer_libretranslate_error
from service.api.libretranslate.keys import KeyDoor
from service.api.state import LifespanState, Services
from service.api.translate import TranslateLimits
from service.api.translate import build_router as build_translate_router
from service.api.web_files import WebFiles
from service.conversation.config import ConversationConfig
from service.feed.memory import MemoryCaptionLog
from service.glossary.errors import GlossaryError
from service.glossary.shipped import SHIPPED, shipped_glossary
from service.inference.engine import Engine
from service.live.admission import Admission, AdmissionConfig
from service.live.registry import Books, ConversationLimits, Conversations
from service.phrases.book import load_phrase_book
from service.phrases.errors import PhraseError
from service.phrases.reviewed import load_reviews
from service.security import Security
from service.settings import Settings
from service.storage.database import Database
from service.storage.desk_book import DeskBook
from service.storage.errors import StorageError
from service.storage.experiments import Experiments
from service.storage.glossary_book import GlossaryBook
from service.storage.key_book import KeyBook
from service.storage.phrase_shelf import PhraseShelf
from service.storage.usage_book import UsageBook
from service.wire.messages import ServerMessage

logger = logging.getLogger(__name__)

_MAX_BODY_BYTES: Final = 10 * 1024 * 1024


class EngineWatcher(Protocol):
    """Is told how the loading of the models ended."""

    def engine_started(self) -> None:
        """The models are loaded and warm."""
        ...

    def engine_failed(self, error: Exception) -> None:
        """The models cannot be loaded: the process should say so and end."""
        ...


def create_app(services: Services, watcher: EngineWatcher) -> FastAPI:
    """An application that serves as soon as it starts; its models load meanwhile."""
    app = FastAPI(
        title="Tulkki",
        version=services.version,
        description="Live interpretation at customer desks.",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(services, watcher),
        middleware=[
            Middleware(Security),
            Middleware(TrustedHostMiddleware, allowed_hosts=_hosts(services.origins)),
        ],
        max_body_size=_MAX_BODY_BYTES,
        separate_input_output_schemas=False,
    )
    app.add_exception_handler(ApiError, answer_api_error)
    app.add_exception_handler(StorageError, answer_storage_error)
    app.add_exception_handler(GlossaryError, answer_glossary_error)
    app.add_exception_handler(PhraseError, answer_phrase_error)
    app.add_exception_handler(LibreTranslateError, answer_libretranslate_error)
    app.add_exception_handler(RequestValidationError, answer_invalid_request)
    for router in (
        build_translate_router(_translate_limit),  # tried first, as it is asked most
        health.router,
        session.router,
        conversations.router,
        desks.router,
        export.router,
        copies.router,
        feedback.router,
        admin_session.router,
        admin_desks.router,
        admin_glossaries.router,
        admin_glossary_changes.router,
        admin_phrases.router,
        admin_usage.router,
        admin_keys.router,
        admin_languages.router,
        phrases.router,
        poster.router,
        terms.router,
        join.router,
        stream.router,
        capabilities.router,
        pages.build_router(services.settings.web_root),
        statement.build_router(services.settings.web_root, services.settings.accessibility_contact),
    ):
        app.include_router(router)
    app.mount("/static", WebFiles(directory=services.settings.web_root), name="static")
    docs.mount_docs(app)
    return app


def build_services(
    settings: Settings, engine: Engine, database: Database, *, port: int
) -> Services:
    """Everything that the routes share.

    Args:
        settings: the configuration.
        engine: not started; the application starts and closes it.
        database: opened and migrated; the application closes it.
        port: where the server really listens (the setting may be 0).
    """
    grants = Grants(clock=time.monotonic)
    client_strings = settings.web_root / "i18n" / "client"
    return Services(
        settings=settings,
        engine=engine,
        database=database,
        desks=DeskBook(database),
        experiments=Experiments(),
        glossaries=GlossaryBook(database, map(shipped_glossary, SHIPPED)),
        keys=KeyBook(database),
        grants=grants,
        conversations=Conversations(
            engine=engine,
            grants=grants,
            admission=Admission(
                lambda over_s: engine.recognition_load(over_s=over_s),
                clock=time.monotonic,
                config=AdmissionConfig() if settings.admission else None,
            ),
            limits=ConversationLimits(
                conversations=settings.conversations,
                idle_s=settings.idle_s,
                longest_s=settings.longest_s,
                each=ConversationConfig(vocabulary=settings.vocabularies()),
            ),
            books=Books(new_log=MemoryCaptionLog[ServerMessage], visits=UsageBook(database)),
            split_sentences=load_sentence_splitter(),
        ),
        staff=_sessions(settings.staff_secret),
        admins=_sessions(settings.admin_secret),
        rates=Rates(),
        phrases=PhraseShelf(database, load_phrase_book(client_strings)),
        reviews=load_reviews(client_strings),
        origins=settings.origins(port),
        version=version("tulkki"),
        base_url=(settings.public_url or f"http://localhost:{port}").rstrip("/"),
    )


def _sessions(secret: SecretStr | None) -> Sessions:
    known = secret.get_secret_value() if secret else secrets.token_urlsafe(16)
    return Sessions(known, time.monotonic)


def _lifespan(
    services: Services, watcher: EngineWatcher
) -> Callable[[FastAPI], AbstractAsyncContextManager[LifespanState]]:
    async def start_engine() -> None:
        try:
            await services.engine.start()
        except Exception as error:  # noqa: BLE001 - whatever it is, the process must end and say so
            watcher.engine_failed(error)
        else:
            watcher.engine_started()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[LifespanState]:
        del app
        async with AsyncExitStack() as closing:
            closing.push_async_callback(asyncio.to_thread, services.database.close)
            closing.push_async_callback(services.engine.close)
            await services.desks.load()
            await closing.enter_async_context(services.conversations.running())
            starting = asyncio.create_task(start_engine(), name="start engine")
            try:
                yield LifespanState(
                    services=services,
                    engine=services.engine,
                    translate_limits=TranslateLimits(
                        char_limit=services.settings.char_limit,
                        batch_limit=services.settings.batch_limit,
                        alternatives_limit=services.settings.alternatives_limit,
                        max_body_bytes=_MAX_BODY_BYTES,
                    ),
                    key_door=KeyDoor(keys=services.keys, required=services.settings.keys_required),
                )
            finally:
                starting.cancel()
                await asyncio.wait([starting])

    return lifespan


async def _translate_limit(request: Request) -> None:
    """Not too many requests of one address, in the words of the LibreTranslate contract."""
    services: Services = request.state.services
    most = services.settings.translate_requests_per_minute
    try:
        services.rates.count("translate", address_of(request), per_minute=most)
    except TooManyRequests as error:
        raise LibreTranslateError(
            status=429, message=f"Slowdown: {error}", retry_after=error.retry_after_s
        ) from None


def _hosts(origins: frozenset[str]) -> list[str]:
    """Host names of the trusted origins; no foreign name may lead here."""
    return sorted({origin.split("://")[1].rsplit(":", 1)[0] for origin in origins})
