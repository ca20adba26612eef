"""``tulkki serve``: listen, load the models, tell where the desk is."""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from rich.console import Console
from rich.markup import escape

from models.errors import ModelError
from service.api.state import Services
from service.app import build_services, create_app
from service.cli.loading import load_models
from service.cli.model_console import progress_shown
from service.inference.local import LocalEngine
from service.inference.model_set import ModelSet
from service.phrases.book import OPENING_WORDS, load_phrase_book
from service.settings import Settings, SettingsError, read_settings
from service.storage.errors import StorageError
from service.storage.opening import open_database
from service.wire.codec import MAX_MESSAGE_BYTES

logger = logging.getLogger(__name__)
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

_PING_S: Final = 20.0
_DRAIN_S: Final = 15
"""Longest wait for open requests when the server goes down, in seconds."""


class CannotServe(Exception):
    """The server cannot start; the message says why and what to do."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class Server(uvicorn.Server):
    """Says when it is ready, and lets conversations say goodbye before their sockets close."""

    def __init__(self, services: Services) -> None:
        super().__init__(_config(create_app(services, watcher=self), services.settings))
        self._services = services
        self.failure: Exception | None = None

    def engine_started(self) -> None:
        """The models are warm: show the way to the desk."""
        settings = self._services.settings
        desk = self._link("desk", settings.staff_secret)
        admin = self._link("admin", settings.admin_secret)
        console.print(f"\nTulkki is ready. Open the desk:\n\n    {desk}\n")
        console.print(f"For whoever looks after the desks:\n\n    {admin}\n")

    def _link(self, page: str, secret: SecretStr | None) -> str:
        key = secret.get_secret_value() if secret else ""
        return f"{self._services.base_url}/{page}#key={key}"

    def engine_failed(self, error: Exception) -> None:
        """The models could not be loaded: stop."""
        if not isinstance(error, ModelError):  # a fault of ours: say where
            logger.error("the engine could not be started", exc_info=error)
        self.failure = error
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Shut the door, let conversations end, then stop as uvicorn does."""
        for listening in self.servers:
            listening.close()
        self._services.conversations.close()
        await self._services.conversations.ended()
        await super().shutdown(sockets)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where weights are kept.")] = None,
    fake: Annotated[
        bool, typer.Option("--fake", help="Scripted models, for work on the pages.")
    ] = False,
) -> None:
    """Serve the desk, the client's screens and the API."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Its informations name the addresses of people, which do not belong in logs.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    given: dict[str, str | int | bool | Path | None] = {
        "host": host,
        "port": port,
        "data_dir": data_dir,
        "fake": fake or None,
    }
    try:
        _serve(_settings(given))
    except (CannotServe, ModelError, SettingsError, StorageError) as error:
        # Escaped, because a remedy such as pip install 'tulkki[gpu]' is no markup.
        told = escape(f"{error.code}: {error}")
        errors.print(f"[bold red]tulkki cannot serve:[/] {told}", markup=True)
        raise typer.Exit(1) from None


def _settings(given: dict[str, str | int | bool | Path | None]) -> Settings:
    settings = read_settings(given)
    made = {
        name: SecretStr(secrets.token_urlsafe(16))
        for name in ("staff_secret", "admin_secret")
        if getattr(settings, name) is None
    }
    return settings.model_copy(update=made)


def _serve(settings: Settings) -> None:
    with listen(settings.host, settings.port) as listening:
        port: int = listening.getsockname()[1]
        engine = LocalEngine(lambda: _load(settings))
        database = open_database(settings.database())
        services = build_services(settings, engine, database, port=port)
        server = Server(services)
        console.print("Tulkki is starting. Press Ctrl-C to stop it.")
        with suppress(KeyboardInterrupt):  # uvicorn raises it again once everything has ended
            server.run(sockets=[listening])
    if server.failure is not None:
        failure = server.failure
        code = failure.code if isinstance(failure, ModelError) else "engine_failed"
        raise CannotServe(str(failure), code=code) from failure


def _load(settings: Settings) -> ModelSet:
    with progress_shown() as show:
        models = load_models(settings, show)
    return replace(models, greetings=_greetings(settings))


def _greetings(settings: Settings) -> Mapping[str, str]:
    """The opening words, in every language in which clients are addressed."""
    book = load_phrase_book(settings.web_root / "i18n" / "client")
    return book.texts[OPENING_WORDS].texts


def listen(host: str, port: int) -> socket.socket:
    """A socket that serves; whoever is accepted on it gets each message at once.

    Raises:
        CannotServe: the address cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise CannotServe(
            f"{host}:{port} cannot be used ({error.strerror or error}). "
            "Another server may run there: stop it, or choose another port with --port.",
            code="address_unusable",
        ) from None
    # asyncio does this only for sockets that name their protocol, which these do not. Without it a
    # second small message waits up to 40 ms until the first is acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        ws_per_message_deflate=False,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=_DRAIN_S,
    )
