"""``python -m benchmarks.rescore_kept [FOLDER]``: the scores of kept lines, once more.

For when the scorer has learned a new figure: each line whose event log lies beside it gets the
score that the log gives now, against the frozen words of its recording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.cli import telling_errors
from benchmarks.corpus import SETS_DIR
from benchmarks.event_log import read_log
from benchmarks.publish import KEPT, WITH_LOGS
from benchmarks.results import LagResult, Result, read_results, write_results
from benchmarks.scoring import Score, score
from benchmarks.words import SpokenWords, load_words


def spoken_in(result: LagResult) -> SpokenWords:
    """What is said in the recording of a result: a frozen set, or its beginning.

    The hash of a beginning is taken from the line, for the words file knows the whole alone.
    """
    frozen = load_words(SETS_DIR / Path(result.audio).stem / "words.json")
    if frozen.audio_sha256 == result.audio_sha256:
        return frozen
    words = tuple(word for word in frozen.words if word.start_s < result.score.audio_s)
    return replace(frozen, audio_sha256=result.audio_sha256, words=words)


def score_again(result: LagResult, logs: Path) -> Score | None:
    """From the event log of a result; None where none is kept."""
    packed = logs / f"{result.log}.xz"
    if result.log is None or not packed.is_file():
        return None
    return score(read_log(packed), spoken_in(result))


def rescore_kept(folder: Path) -> Iterator[str]:
    """Write the lines anew; tells which runs have a log."""
    for file in (folder / name for name in WITH_LOGS):
        if not file.is_file():
            continue
        found: list[Result] = []
        for result in read_results(file):
            if not isinstance(result, LagResult):
                found.append(result)
                continue
            again = score_again(result, folder / "logs")
            told = "has no log" if again is None else "is scored anew"
            yield f"{file.name}: {result.label}, {result.audio} {told}"
            found.append(replace(result, score=again or result.score))
        write_results(file, found)


@telling_errors
def rescore(
    folder: Annotated[Path, typer.Argument(help="Results with their logs.")] = KEPT,
) -> None:
    """Compute the scores of a folder of kept results again."""
    console = Console()
    for line in rescore_kept(folder):
        console.print(line, markup=False)


if __name__ == "__main__":
    typer.run(rescore)
