"""The command ``tulkki`` and its subcommands."""

from __future__ import annotations

import typer

from service.cli.bench_command import bench_app
from service.cli.keys_command import keys_app
from service.cli.models_command import models_app
from service.cli.serve_command import serve
from service.cli.transcribe_command import transcribe
from service.cli.translate_command import translate

app = typer.Typer(
    name="tulkki",
    help="Live interpretation at customer desks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(serve)
app.command()(transcribe)
app.command()(translate)
app.add_typer(models_app, name="models")
app.add_typer(keys_app, name="keys")
app.add_typer(bench_app, name="bench")

if __name__ == "__main__":
    app()
