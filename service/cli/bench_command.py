"""``tulkki bench``: how quick the service is, measured through its own sockets.

The commands are those of ``benchmarks/commands.py``. They need libraries that serving a desk does
not, so they are imported when one of them, or their list, is asked for.
"""

from __future__ import annotations

from typing import Final

import typer
from typer._click.core import Command, Context  # what a group of typer gives and takes
from typer.core import TyperGroup
from typer.main import get_group

from service.cli.models_evaluate import require_importable

_NEEDED: Final = ("matplotlib", "psutil", "safetensors", "whisper_normalizer")


class _Bench(TyperGroup):
    """A group whose commands are loaded on demand."""

    def list_commands(self, ctx: Context) -> list[str]:
        return _loaded().list_commands(ctx)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        return _loaded().get_command(ctx, cmd_name)


def _loaded() -> TyperGroup:
    require_importable(_NEEDED)
    from benchmarks.commands import bench_app

    return get_group(bench_app)


bench_app = typer.Typer(
    name="bench",
    cls=_Bench,
    help="Measure lag, capacity and throughput.",
    no_args_is_help=True,
)
