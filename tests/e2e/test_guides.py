"""The examples of the guides run as they stand."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

import pytest

from benchmarks.server import RunningServer
from service.live.closing import CloseCode

pytestmark = pytest.mark.e2e

GUIDE = (Path(__file__).parents[2] / "docs" / "integrators" / "stream.md").read_text("utf-8")


async def test_example_of_the_stream_guide_prints_both_languages(
    fake_server: RunningServer,
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        example,
        fake_server.url,
        fake_server.secret,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert (process.returncode, errors.decode()) == (0, "")
    lines = output.decode().splitlines()
    assert lines[0] == "en Good morning."
    assert lines[-1].startswith("pt ")


def test_guide_names_every_close_code_of_ours() -> None:
    named = {int(code) for code in re.findall(r"^\| (\d{4}) \|", GUIDE, re.MULTILINE)}
    assert {int(code) for code in CloseCode} <= named
