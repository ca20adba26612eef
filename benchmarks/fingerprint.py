"""What a recognizer's words depend on, as one hash: so that nobody has to say that it has changed.

That is the source of every module of ``models`` that it is made of, the tables beside them, the
files of the weights, and the versions of the libraries that compute.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.environment import CHECKOUT
from models.whisper import REQUIRED_FILES

ROOT_MODULE: Final = "models.whisper"
LIBRARIES: Final = ("ctranslate2", "faster-whisper", "tokenizers", "numpy")
_PACKAGE: Final = "models"


def fingerprint(weights: Path, *, module: str = ROOT_MODULE, checkout: Path = CHECKOUT) -> str:
    """The hash for the weights in a folder."""
    found = hashlib.sha256()
    weighed = (weights / name for name in REQUIRED_FILES)
    for path in (*sources(module, checkout), *weighed):
        with path.open("rb") as file:
            found.update(
                f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode()
            )
    for library in LIBRARIES:
        found.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return found.hexdigest()


def sources(module: str, checkout: Path = CHECKOUT) -> tuple[Path, ...]:
    """The files of a module, of what it imports of ``models``, and the tables that these name."""
    waiting, modules = [module], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in modules:
            modules.add(name)
            waiting += _imported(_source(name, checkout), checkout)
    code = [_source(name, checkout) for name in sorted(modules)]
    tables = sorted((checkout / _PACKAGE).glob("*.toml"))
    text = "".join(path.read_text(encoding="utf-8") for path in code)
    return (*code, *(table for table in tables if table.name in text))


def _source(module: str, checkout: Path) -> Path:
    path = checkout.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _imported(source: Path, checkout: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == _PACKAGE:
            yield node.module or ""
            parts = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (part for part in parts if _source(part, checkout).is_file())
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == _PACKAGE)
