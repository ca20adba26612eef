"""``tulkki bench publish [RUN]``: keep a run's results in the repository and write the page anew.

Lines of a file replace those that were kept of it. The event logs that they name go along,
compressed, where they are small, so that a published score can be computed again
(``benchmarks.rescore_kept``).
"""

from __future__ import annotations

import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from benchmarks.cli import telling_errors
from benchmarks.environment import CHECKOUT
from benchmarks.errors import BenchmarkError
from benchmarks.pages import PICTURES_DIR, SECTIONS, page, picture_of
from benchmarks.pictures import PICTURES
from benchmarks.results import LagResult, read_results

KEPT: Final = Path(__file__).parent / "results"
PAGE: Final = CHECKOUT / "docs" / "performance-results.md"
MOST_LOG_BYTES: Final = 300_000
"""Of a compressed event log that is kept."""
WITH_LOGS: Final = ("results.jsonl", "peers.jsonl")
"""Files of lines that name the event logs that they were made from."""


def keep(run: Path, kept: Path) -> Iterator[str]:
    """Copy the results of a run; tells what was kept and what was not.

    Raises:
        BenchmarkError: there are none.
    """
    found = [section.file for section in SECTIONS if (run / section.file).is_file()]
    if not found:
        raise BenchmarkError(f"{run} holds no results")
    kept.mkdir(parents=True, exist_ok=True)
    for name in found:
        section = next(section for section in SECTIONS if section.file == name)
        section.grids(run / name)  # what cannot be read is not kept
        shutil.copyfile(run / name, kept / name)
        yield f"kept {name}"
    for name in WITH_LOGS:
        if name in found:
            yield from _keep_logs(run / name, run / "logs", kept / "logs")


def _keep_logs(results: Path, logs: Path, kept: Path) -> Iterator[str]:
    for result in read_results(results):
        if not isinstance(result, LagResult) or result.log is None:
            continue
        packed = lzma.compress((logs / result.log).read_bytes())
        if len(packed) > MOST_LOG_BYTES:
            yield f"{result.log} is too large to be kept: {len(packed)} bytes compressed"
            continue
        kept.mkdir(parents=True, exist_ok=True)
        (kept / f"{result.log}.xz").write_bytes(packed)


@telling_errors
def publish(
    run: Annotated[
        Path | None, typer.Argument(help="Folder of a run; none: write the page alone.")
    ] = None,
    kept: Annotated[Path, typer.Option(help="Folder of the kept results.")] = KEPT,
    out: Annotated[Path, typer.Option(help="The page.")] = PAGE,
) -> None:
    """Keep results and write the page that shows them."""
    console = Console()
    for line in keep(run, kept) if run else ():
        console.print(line, markup=False)
    for name, draw in PICTURES.items():
        picture = PICTURES_DIR / picture_of(name)
        if (kept / name).is_file() and draw(kept / name, picture):
            console.print(f"{picture} is drawn", markup=False)
    out.write_text(page(kept), encoding="utf-8")
    console.print(f"{out} is written", markup=False)
