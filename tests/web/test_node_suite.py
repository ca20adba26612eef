"""The tests of the web client run in Node, on the scripts as written and as served."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from service.api.web_files import slim

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SUITE_TIMEOUT_S = 300
READ_SOURCES = ("pages.test.mjs", "icons.test.mjs")
"""Look at scripts as text, and find their way by how they are written."""
_PARSE = """
import { readdirSync, readFileSync } from 'node:fs';
import { SourceTextModule } from 'node:vm';
const [folder] = process.argv.slice(1);
for (const name of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')))
  new SourceTextModule(readFileSync(`${folder}/${name}`, 'utf8'), { identifier: name });
"""


def node(*arguments: str | Path) -> None:
    program = shutil.which("node")
    assert program is not None, "the web client's tests need Node 20 or newer: https://nodejs.org"
    done = subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=SUITE_TIMEOUT_S,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def suites(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.test.mjs"))
    assert found
    return found


@pytest.fixture(scope="module")
def as_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web client and its tests, with the scripts that browsers get."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(ROOT / "clients" / "web", root / "clients" / "web")
    shutil.copytree(HERE, root / "tests" / "web", ignore=shutil.ignore_patterns(*READ_SOURCES))
    (root / "docs").symlink_to(ROOT / "docs")
    for script in (root / "clients" / "web").rglob("*.js"):
        script.write_text(slim(script.read_text("utf-8")), "utf-8")
    return root


@pytest.mark.timeout(SUITE_TIMEOUT_S)
def test_node_suite_passes() -> None:
    """``node --test`` finds no failure; its output tells which where it does."""
    node("--test", *suites(HERE))


@pytest.mark.timeout(SUITE_TIMEOUT_S)
def test_node_suite_passes_with_scripts_as_they_are_served(as_served: Path) -> None:
    node("--test", *suites(as_served / "tests" / "web"))


def test_every_script_can_be_read_as_it_is_served(as_served: Path) -> None:
    """Those of the pages, too, which only a browser can run."""
    flags = ("--experimental-vm-modules", "--input-type=module", "-e")
    node(*flags, _PARSE, as_served / "clients" / "web")
