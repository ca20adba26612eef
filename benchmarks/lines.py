"""Results in JSON lines: one line a result, added as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from benchmarks.errors import BenchmarkError

Result = TypeVar("Result")


class Lines(Generic[Result]):
    """Files of one kind of result.

    Args:
        adapter: Reads and writes one result.
    """

    def __init__(self, adapter: TypeAdapter[Result]) -> None:
        self._adapter = adapter

    def append(self, path: Path, *results: Result) -> None:
        """Add results to a file; it and its folder are made where they are missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.writelines(self._adapter.dump_json(result) + b"\n" for result in results)

    def write(self, path: Path, results: Iterable[Result]) -> None:
        """Write a file anew, in one step."""
        scratch = path.with_name(f"{path.name}.new")
        scratch.write_bytes(b"".join(self._adapter.dump_json(one) + b"\n" for one in results))
        scratch.replace(path)

    def read(self, path: Path) -> list[Result]:
        """Read all results of a file.

        Raises:
            BenchmarkError: no such file, or a line is no result of this kind.
        """
        if not path.is_file():
            raise BenchmarkError(f"{path} does not exist: no result has been written yet")
        results: list[Result] = []
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                results.append(self._adapter.validate_json(line))
            except ValidationError as error:
                raise BenchmarkError(f"{path}, line {number}: {error}") from error
        return results
