"""The dependency rule of docs/adr: who may import whom, read from the source."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = (
    frozenset({"service.cli"}),
    frozenset({"service.app"}),
    frozenset({"service.api", "service.security"}),
    frozenset({"service.live"}),
    frozenset(
        {
            "service.access",
            "service.inference",
            "service.feed",
            "service.phrases",
            "service.glossary",
            "service.conversation",
            "service.export",
            "service.wire",
            "service.settings",
            "service.storage",
            "service.usage",
        }
    ),
)
"""From the top. A layer may import those below it; within the lowest, see ``SIDEWAYS``."""

SIDEWAYS = {
    ("service.access", "service.conversation"),
    ("service.access", "service.usage"),
    ("service.export", "service.wire"),
    ("service.phrases", "service.conversation"),
    ("service.usage", "service.conversation"),
    ("service.storage", "service.access"),
    ("service.storage", "service.conversation"),
    ("service.storage", "service.glossary"),
    ("service.storage", "service.phrases"),
    ("service.storage", "service.usage"),
}
"""Access speaks of roles and phrases are prepared texts: words of the conversation; exports read
wire messages; usage counts what the conversation publishes; access and storage speak of what is
counted; storage keeps glossaries, phrases and API keys.
"""

PURE = {
    "service.conversation",
    "service.export",
    "service.glossary",
    "service.usage",
    "service.wire",
}
PURE_MAY_IMPORT = {
    "defusedxml",
    "docx",
    "numpy",
    "pydantic",
    "models",
    *sys.stdlib_module_names,
}
IMPURE_STDLIB = {"asyncio", "threading", "time", "logging", "socket", "subprocess", "random"}
MODEL_SEAMS = {
    "models",
    "models.types",
    "models.interfaces",
    "models.errors",
    "models.language_names",
}
HEAVY = {
    "faster_whisper",
    "ctranslate2",
    "onnxruntime",
    "fxtranslate",
    "lingua",
    "av",
    "torch",
    "transformers",
}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def unit_of(module: str) -> str | None:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "service" and len(parts) > 1 else None


def layer_of(unit: str) -> int | None:
    return next((i for i, layer in enumerate(LAYERS) if unit in layer), None)


@pytest.mark.parametrize("path", modules("service"), ids=name_of)
def test_service_imports_only_what_lies_below(path: Path) -> None:
    unit = unit_of(name_of(path))
    if unit is None:
        return
    own = layer_of(unit)
    assert own is not None, f"{unit} has no layer"
    for module in imports(path):
        other = unit_of(module)
        if other is None or other == unit:
            continue
        below = layer_of(other)
        assert below is not None, f"{other} has no layer"
        sideways = own == below and ((unit, other) in SIDEWAYS or own < len(LAYERS) - 1)
        assert below > own or sideways, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", modules("models"), ids=name_of)
def test_models_know_nothing_of_the_service(path: Path) -> None:
    assert not {module for module in imports(path) if module.split(".")[0] == "service"}


@pytest.mark.parametrize(
    "path",
    [path for package in sorted(PURE) for path in modules(package.replace(".", "/"))],
    ids=name_of,
)
def test_pure_core_imports_neither_clock_nor_loop_nor_framework(path: Path) -> None:
    own = unit_of(name_of(path))
    for module in imports(path):
        root = module.split(".")[0]
        if root == "service":
            other = unit_of(module)
            assert other in {None, own} or (own, other) in SIDEWAYS, module
            continue
        assert root in PURE_MAY_IMPORT, module
        assert root not in IMPURE_STDLIB, module
        if root == "models":
            assert any(module == seam or module.startswith(f"{seam}.") for seam in MODEL_SEAMS)


@pytest.mark.parametrize(
    "path",
    [*modules("service"), ROOT / "models/catalog.py", ROOT / "models/loading.py"],
    ids=name_of,
)
def test_heavy_libraries_are_imported_only_when_a_model_is_loaded(path: Path) -> None:
    assert not {module.split(".")[0] for module in imports(path, top_level_only=True)} & HEAVY


def test_only_whisper_imports_faster_whisper() -> None:
    importers = {
        name_of(path)
        for package in ("models", "service")
        for path in modules(package)
        if "faster_whisper" in {module.split(".")[0] for module in imports(path)}
    }
    assert importers == {"models.whisper", "models.whisper_decoder"}
