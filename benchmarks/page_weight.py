"""``python -m benchmarks.page_weight [PAGE]``: bytes of script that a page can come to load.

Counted as they are served, uncompressed: what a page loads at once, and all that its dialogs,
workers and audio thread load later, as if somebody had opened every one of them.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from service.api.pages import PAGES
from service.api.web_files import slim
from service.settings import CHECKOUT

WEB: Final = CHECKOUT / "clients" / "web"
BUDGET_BYTES: Final = 150_000
"""For what a page loads to be used; a window over it is loaded when it is first opened."""
WITH_WINDOWS_BYTES: Final = 170_000
"""For all that it can come to load."""
_NEEDED: Final = re.compile(
    r"\b(?:import|export)\{[^}]*\}from'(?P<imported>[^']+)'"
    r"|\bimport\('(?P<later>[^']+)'\)"
    r"|\bnew URL\('(?P<thread>[^']+\.js)'"
)
"""As it is in a script that is slim: comments name types of others, which nobody loads."""


def scripts_of(page: str, web: Path = WEB) -> dict[str, int]:
    """Bytes by script, named by its path in the web client; a page may have none."""
    first = f"pages/{page}.js"
    return scripts_from(first, web) if (web / first).exists() else {}


def scripts_from(first: str, web: Path = WEB) -> dict[str, int]:
    """Bytes of a script and of all that it can come to load."""
    found: dict[Path, int] = {}
    waiting = [(web / first).resolve()]
    while waiting:
        script = waiting.pop()
        if script in found:
            continue
        source = slim(script.read_text("utf-8"))
        found[script] = len(source.encode())
        paths = [match[match.lastgroup or 0] for match in _NEEDED.finditer(source)]
        waiting += [(script.parent / path).resolve() for path in paths]
    return {str(script.relative_to(web)): found[script] for script in sorted(found)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print each page's bytes, or those of each script of one page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", choices=PAGES)
    page = parser.parse_args(arguments).page
    if page is None:
        rows = {f"/{each}": sum(scripts_of(each).values()) for each in PAGES}
    else:
        rows = scripts_of(page)
        rows["altogether"] = sum(rows.values())
    for name, count in sorted(rows.items(), key=lambda row: -row[1]):
        print(f"{count:8,}  {name}")


if __name__ == "__main__":
    main()
