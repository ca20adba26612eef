"""A Dockerfile read as instructions, for rules of our own."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction, continued lines joined."""

    name: str
    rest: str

    @property
    def assignments(self) -> dict[str, str]:
        """The pairs of an ENV, ARG or LABEL."""
        words = [word.partition("=") for word in shlex.split(self.rest)]
        return {key: value for key, equals, value in words if equals}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dockerfile:
    """All instructions, in order."""

    instructions: tuple[Instruction, ...]

    def all(self, name: str) -> list[str]:
        """What follows each instruction of this name."""
        return [one.rest for one in self.instructions if one.name == name]

    def values(self, name: str) -> dict[str, str]:
        """The pairs of all ENV, ARG or LABEL instructions together; the last one wins."""
        found: dict[str, str] = {}
        for one in self.instructions:
            if one.name == name:
                found |= one.assignments
        return found

    @property
    def outside_images(self) -> list[str]:
        """The images that are no stages of this file."""
        froms = [rest.split() for rest in self.all("FROM")]
        stages = {words[2] for words in froms if len(words) > 1}
        return [words[0] for words in froms if words[0] not in stages and "$" not in words[0]]

    @property
    def context_sources(self) -> set[str]:
        """What is copied from the checkout."""
        copies = [rest for rest in self.all("COPY") if not rest.startswith("--from")]
        return {source for rest in copies for source in rest.split()[:-1]}


def read_dockerfile(file: Path) -> Dockerfile:
    text = file.read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    lines = re.sub(r"\\\n\s*", " ", code).splitlines()
    words = [line.partition(" ") for line in lines if line.strip()]
    return Dockerfile(
        instructions=tuple(Instruction(name=name, rest=rest.strip()) for name, _, rest in words)
    )
