"""``tulkki bench peers``: this service and other programs, in turn, over one recording.

Each program gets its published package in an environment of its own, the weights of this service
and no network. The table tells medians and their ratio to this service's. This service is measured
once more at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from rich.text import Text

from benchmarks.cli import telling_errors, wide_console
from benchmarks.corpus import SETS, SETS_DIR
from benchmarks.errors import BenchmarkError
from benchmarks.grids import printed
from benchmarks.peers.comparison import compare
from benchmarks.peers.lineup import line_up
from benchmarks.peers.programs import PEERS, Peer
from benchmarks.peers.subjects import Talk
from benchmarks.pieces import piece
from benchmarks.report import comparison
from benchmarks.words import load_words, require_same_audio

DEFAULT_RESULTS: Final = Path("artifacts/benchmarks/peers.jsonl")


@telling_errors
def peers(
    *,
    audio: Annotated[
        Literal["desk", "librivox"], typer.Option(help="Which of the frozen sets is played.")
    ] = "desk",
    seconds: Annotated[
        float, typer.Option(min=5, help="Play no more than this; cut in a pause.")
    ] = 60.0,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is measured.")] = 1,
    only: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join(PEERS)}; may be repeated.")
    ] = None,
    nice: Annotated[
        int, typer.Option(help="Priority of the client; -10 lets it send in time beside a peer.")
    ] = 0,
    results: Annotated[Path, typer.Option(help="JSON lines to add to.")] = DEFAULT_RESULTS,
) -> None:
    """Compare this service with other programs."""
    console = wide_console(170)
    chosen = named(only)
    frozen = load_words(SETS_DIR / audio / "words.json")
    whole = SETS[audio]().recording
    require_same_audio(frozen, whole)
    said = piece(whole, frozen, begin_s=0, longest_s=seconds)

    def tell(line: str) -> None:
        console.print(Text(line, style="dim"))

    talk = Talk(name=audio, recording=said.recording, spoken=said.spoken, nice=nice)
    subjects = line_up(chosen, talk, tell)
    compared = compare(subjects, talk, rounds=rounds, results=results, tell=tell)
    if compared.runs:
        console.print(printed(comparison(compared.runs, audio_sha256=said.recording.sha256)))
    console.print(f"results and event logs: {results.parent}", markup=False)
    if compared.failures:
        raise BenchmarkError("; ".join(compared.failures))
    if all(run.score.void for run in compared.runs):
        raise BenchmarkError("every run is void")


def named(names: Sequence[str] | None) -> list[Peer]:
    """The peers of these names; all of them where none is named.

    Raises:
        BenchmarkError: there is none of this name.
    """
    if unknown := [name for name in names or () if name not in PEERS]:
        raise BenchmarkError(f"no peer {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return [PEERS[name] for name in names or PEERS]


if __name__ == "__main__":
    typer.run(peers)
