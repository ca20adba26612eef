"""``tulkki keys``: API keys in the database of the settings, whether the server runs or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Final

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from service.access.api_keys import (
    LONGEST,
    PREFIX,
    ApiKey,
    KeyInvalid,
    Quota,
    Scope,
    Used,
    draw_key,
    month_of,
)
from service.cli.model_console import DataDir, fail
from service.settings import SettingsError, read_settings
from service.storage import key_rows
from service.storage.database import Database
from service.storage.errors import KeyUnknown, StorageError
from service.storage.opening import open_database

keys_app = typer.Typer(name="keys", help="Make, see and revoke API keys.", no_args_is_help=True)

_ID: Final = slice(len(PREFIX), len(PREFIX) + 8)
_STYLES: Final = {"valid": "green", "expired": "yellow", "revoked": "red"}


@keys_app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose key it is, for example a system's name.")],
    scope: Annotated[
        list[Scope] | None,
        typer.Option("--scope", help="What it opens; may be repeated. translate, if none."),
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=LONGEST.days, help="How long it is valid.")
    ] = None,
    characters: Annotated[
        int | None, typer.Option("--characters", help="Characters that it may translate a month.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Make a key, and show it. It is not kept as it is, and cannot be shown again."""
    now = datetime.now(UTC)
    with _database(data_dir) as database:
        quota = Quota(characters=characters)
        expires = None if days is None else now + timedelta(days=days)
        scopes = frozenset(scope or [Scope.TRANSLATE])
        draw = partial(draw_key, name, scopes, now, expires=expires, quota=quota)
        with database.transaction(writes=True) as connection:
            key, secret = key_rows.make(connection, draw)
    console = Console()
    console.print(_card(key, now))
    console.print("\nKeep it now, it is not shown again:\n", style="bold")
    # On one line and without markup, to be copied.
    console.print(f"    {secret}\n", highlight=False, soft_wrap=True)


@keys_app.command("list")
def list_keys(
    all_keys: Annotated[
        bool, typer.Option("--all", help="Also those that were revoked or have expired.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Show the keys, and what each used in this month."""
    now = datetime.now(UTC)
    with (
        _database(data_dir) as database,
        database.transaction(writes=False) as connection,
    ):
        kept = key_rows.every(connection, month_of(now))
    shown = [(key, used) for key, used in kept if all_keys or key.state(now) == "valid"]
    if shown:
        Console().print(_list(f"Keys, used in {month_of(now)} (UTC)", shown, now))
    else:
        typer.echo("no keys" if all_keys or not kept else "no valid keys; --all shows the others")


@keys_app.command()
def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="As tulkki keys list shows it.")],
    data_dir: DataDir = None,
) -> None:
    """End a key, from the next request on."""
    key_id = key[_ID] if key.startswith(PREFIX) else key
    with (
        _database(data_dir) as database,
        database.transaction(writes=True) as connection,
    ):
        if not key_rows.revoke(connection, key_id, datetime.now(UTC)):
            raise KeyUnknown(f"there is no key {PREFIX}{key_id}")
    typer.echo(f"{PREFIX}{key_id}: revoked")


@contextmanager
def _database(data_dir: DataDir) -> Iterator[Database]:
    """The database of the settings; ends the command with one line where something is wrong."""
    try:
        database = open_database(read_settings({"data_dir": data_dir}).database())
        try:
            yield database
        finally:
            database.close()
    except (SettingsError, StorageError) as error:
        raise fail(error.code, str(error)) from error
    except KeyInvalid as error:
        raise fail("key_invalid", str(error)) from error


def _list(title: str, kept: list[tuple[ApiKey, Used]], now: datetime) -> Table:
    """Every key in a few lines, on a terminal of 80 columns."""
    names = ("key", "name", "scopes", "state", "until", "characters")
    table = Table(*names, title=title, title_justify="left", box=box.SIMPLE, padding=(0, 1, 0, 0))
    for column in table.columns:
        column.no_wrap = column.header != "name"
    table.columns[-1].justify = "right"
    for key, used in kept:
        table.add_row(f"{PREFIX}{key.id}", *_cells(key, used, now))
    return table


def _card(key: ApiKey, now: datetime) -> Table:
    """All of a new key but its secret."""
    table = Table(box=None, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    cells = _cells(key, None, now)
    for name, value in zip(
        ("key", "name", "scopes", "state", "until", "characters a month"),
        (key.shown, *cells),
        strict=True,
    ):
        table.add_row(name, value.replace("\n", ", "))
    return table


def _cells(key: ApiKey, used: Used | None, now: datetime) -> tuple[str, ...]:
    state = key.state(now)
    return (
        escape(key.name),
        "\n".join(sorted(key.scopes)),
        f"[{_STYLES[state]}]{state}[/]",
        f"{key.expires:%Y-%m-%d}" if key.expires else "no end",
        _of(used.characters if used else None, key.quota.characters),
    )


def _of(used: int | None, most: int | None) -> str:
    bound = "no bound" if most is None else f"{most:,}"
    if used is None:
        return bound
    return f"{used:,}" if most is None else f"{used:,}\nof {bound}"
