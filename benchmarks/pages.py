"""``docs/performance-results.md``, written from results in JSON lines and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.ablation_results import ABLATION_LINES, ablation_grid
from benchmarks.capacity_results import Step
from benchmarks.capacity_results import read as read_capacity
from benchmarks.capacity_tables import capacity_grid
from benchmarks.environment import CHECKOUT
from benchmarks.goals import goal_grids
from benchmarks.grids import Grid, markdown
from benchmarks.hotwords_results import HOTWORD_LINES, hotwords_grids
from benchmarks.origin import beside_others, made_on
from benchmarks.peers.capacity_table import peers_capacity_grid
from benchmarks.peers.translation_results import TRANSLATION_LINES, runs_grid
from benchmarks.phantoms_results import PHANTOM_LINES, phantoms_grid
from benchmarks.report import comparison
from benchmarks.rest_results import read as read_rest
from benchmarks.rest_tables import rest_grids
from benchmarks.results import LagResult, OfflineResult, read_results
from benchmarks.scheduling_results import SCHEDULING_LINES, scheduling_grids
from benchmarks.soak_results import SOAK_LINES, soak_grid
from benchmarks.stages_results import STAGE_LINES, stages_grids
from benchmarks.summary import FIGURES, minus_offline
from benchmarks.translation_policy_results import RULE_LINES, rules_grid

_HEAD: Final = """# Performance: results

`tulkki bench publish` writes this page from the lines in `benchmarks/results`; nobody types a
figure here. [Performance: how it is measured](performance.md) says what they mean.
"""


PICTURE_FOLDER: Final = "pictures"
PICTURES_DIR: Final = CHECKOUT / "docs" / PICTURE_FOLDER


def picture_of(file: str) -> str:
    """The name of the picture that is drawn from a file of results."""
    return f"bench-{Path(file).stem}.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page."""

    title: str
    file: str
    """Of the results, in their folder."""
    command: str
    """What writes that file."""
    grids: Callable[[Path], Sequence[Grid]]


def page(results: Path) -> str:
    """The whole page; what was not measured is named with its command."""
    return "\n".join([_HEAD, *_goals(results), *(_told(section, results) for section in SECTIONS)])


def _goals(results: Path) -> list[str]:
    """What was to be reached, where anything was measured."""
    grids = goal_grids(results)
    return ["## What was to be reached\n", *map(_table, grids)] if grids else []


def _told(section: Section, results: Path) -> str:
    head = f"## {section.title}\n\n`{section.command}`\n"
    file = results / section.file
    if not file.is_file():
        return f"{head}\nNo result is kept yet.\n"
    picture = f"![{section.title}]({PICTURE_FOLDER}/{picture_of(section.file)})\n"
    pictures = [picture] if (PICTURES_DIR / picture_of(section.file)).is_file() else []
    return "\n".join([head, *map(_table, section.grids(file)), *pictures])


def _table(grid: Grid) -> str:
    return f"**{grid.title}**\n\n{markdown(grid)}"


def lag_grid(file: Path) -> list[Grid]:
    """The newest run of each recording, side by side; and offline decodes."""
    found = read_results(file)
    runs = [one for one in found if isinstance(one, LagResult)]
    newest = {run.audio: run for run in runs}
    offline = [one for one in found if isinstance(one, OfflineResult)]
    rows = tuple(
        (figure.name, *(figure.told(figure.read(run)) for run in newest.values()))
        for figure in (*FIGURES, minus_offline(offline))
    )
    voids = (("void", *("; ".join(run.score.void) or "no" for run in newest.values())),)
    others = [run.others_cores for run in newest.values() if run.others_cores is not None]
    return [
        Grid(
            title="one conversation",
            columns=("figure", *newest),
            rows=(*voids, *rows),
            notes=(
                *([beside_others(max(others))] if others else []),
                *_by_commit(list(newest.values())),
            ),
        ),
        *([offline_grid(offline)] if offline else []),
    ]


def _by_commit(runs: Sequence[LagResult]) -> list[str]:
    """Where and of what runs were made, a line for each commit."""
    commits: dict[str, list[LagResult]] = {}
    for run in runs:
        commits.setdefault(run.environment.commit, []).append(run)
    return [
        f"{', '.join(run.audio for run in made)}: {made_on(made[-1].origin)}"
        for made in commits.values()
    ]


def offline_grid(runs: Sequence[OfflineResult]) -> Grid:
    """The newest decode of each recording as a whole, with each beam."""
    newest = {(run.audio, run.label): run for run in runs}
    return Grid(
        title="whole recordings, decoded at once with the same weights",
        columns=("recording", "decode", "words", "substituted", "missing", "added", "errors"),
        rows=tuple(
            (
                run.audio,
                run.label,
                str(run.errors.reference_words),
                str(run.errors.edits.substitutions),
                str(run.errors.edits.deletions),
                str(run.errors.edits.insertions),
                "-" if run.errors.rate is None else f"{100 * run.errors.rate:.2f} %",
            )
            for run in newest.values()
        ),
    )


def _peers(file: Path) -> list[Grid]:
    runs = read_results(file)
    return [
        comparison(runs, audio_sha256=sha256)
        for sha256 in dict.fromkeys(run.audio_sha256 for run in runs)
    ]


def _by_audio(file: Path) -> list[Grid]:
    found = ABLATION_LINES.read(file)
    return [
        ablation_grid([one for one in found if one.audio == audio])
        for audio in dict.fromkeys(one.audio for one in found)
    ]


def _rules(file: Path) -> list[Grid]:
    found = RULE_LINES.read(file)
    return [
        rules_grid([one for one in found if one.audio == audio])
        for audio in dict.fromkeys(one.audio for one in found)
    ]


def _rest(file: Path) -> list[Grid]:
    """The newest run of each choice of models."""
    newest = {run.models: run for run in read_rest(file)}
    return [grid for run in newest.values() for grid in rest_grids(run)]


SECTIONS: Final = (
    Section(
        title="Lag", file="results.jsonl", command="tulkki bench lag FILE --words FILE",
        grids=lag_grid,
    ),
    Section(
        title="Conversations at one time", file="capacity.jsonl",
        command="tulkki bench capacity FILE --words FILE",
        grids=lambda file: [capacity_grid(read_capacity(file))],
    ),
    Section(
        title="Against others", file="peers.jsonl", command="tulkki bench peers", grids=_peers
    ),
    Section(
        title="Conversations of others", file="peers-capacity.jsonl",
        command="tulkki bench peers-capacity",
        grids=lambda file: [
            peers_capacity_grid([one for one in read_capacity(file) if isinstance(one, Step)])
        ],
    ),
    Section(
        title="REST", file="rest.jsonl", command="tulkki bench rest FILE --words FILE",
        grids=_rest,
    ),
    Section(
        title="REST against transformers", file="peers-translate.jsonl",
        command="tulkki bench peers-translate",
        grids=lambda file: [runs_grid(TRANSLATION_LINES.read(file))],
    ),
    Section(
        title="What each technique is worth", file="ablation.jsonl",
        command="tulkki bench ablation FILE --words FILE", grids=_by_audio,
    ),
    Section(
        title="When translations are shown", file="translation-policy.jsonl",
        command="tulkki bench translation-policy FILE --words FILE", grids=_rules,
    ),
    Section(
        title="Steps of a decode", file="stages.jsonl", command="tulkki bench stages",
        grids=lambda file: stages_grids(STAGE_LINES.read(file)[-1]),
    ),
    Section(
        title="Sharing a busy machine", file="scheduling.jsonl", command="tulkki bench scheduling",
        grids=lambda file: scheduling_grids(SCHEDULING_LINES.read(file)),
    ),
    Section(
        title="Words from nothing", file="phantoms.jsonl", command="tulkki bench phantoms",
        grids=lambda file: [phantoms_grid(PHANTOM_LINES.read(file))],
    ),
    Section(
        title="Words to listen for", file="hotwords.jsonl", command="tulkki bench hotwords",
        grids=lambda file: hotwords_grids(HOTWORD_LINES.read(file)),
    ),
    Section(
        title="A long conversation",
        file="soak.jsonl",
        command="tulkki bench soak FILE --words FILE",
        grids=lambda file: [soak_grid(SOAK_LINES.read(file)[-1])],
    ),
)  # fmt: skip
