"""Scripts are served without what only people read, and are the same programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import tree_sitter_javascript
from starlette.applications import Starlette
from starlette.routing import Mount
from tree_sitter import Language, Node, Parser

from service.api import pages
from service.api.web_files import WebFiles, slim
from service.settings import CHECKOUT

WEB = CHECKOUT / "clients" / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))


def grammar(script: str) -> list[str | bytes | None]:
    """The tree of a program, comments left out: two programs with the same one do the same."""
    tree = Parser(Language(tree_sitter_javascript.language())).parse(script.encode())
    assert not tree.root_node.has_error

    def walk(node: Node) -> Iterator[str | bytes | None]:
        if node.type == "comment":
            return
        yield node.type
        if node.child_count == 0:
            yield node.text
        for child in node.children:
            yield from walk(child)
        yield "end"

    return list(walk(tree.root_node))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(WEB)))
def test_slim_script_is_the_same_program(script: Path) -> None:
    source = script.read_text("utf-8")
    assert len(slim(source)) < len(source)
    assert grammar(slim(source)) == grammar(source)


def test_what_the_library_does_not_understand_would_be_found() -> None:
    """It takes a template inside another one for code, and takes blanks and slashes out of it."""
    nested = "const a = `x ${b ? `two  blanks` : ''}`;\n"
    assert grammar(slim(nested)) != grammar(nested)


@pytest.fixture
def client(tmp_path: Path) -> httpx.AsyncClient:
    pages.build_router(tmp_path)  # teaches the types of files
    app = Starlette(routes=[Mount("/static", WebFiles(directory=tmp_path))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://web")


async def test_script_is_served_slim_until_it_changes(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    script = tmp_path / "a.js"
    script.write_text("// one\nexport const a = 1; // why\n", "utf-8")
    first = await client.get("/static/a.js")
    assert first.text == "export const a=1;"
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["content-length"] == str(len(first.content))

    known = {"If-None-Match": first.headers["etag"]}
    assert (await client.get("/static/a.js", headers=known)).status_code == 304
    since = {"If-Modified-Since": first.headers["last-modified"]}
    assert (await client.get("/static/a.js", headers=since)).status_code == 304

    script.write_text("// one\nexport const a = 2; // why\n", "utf-8")
    os.utime(script, (0, 0))
    second = await client.get("/static/a.js", headers=known)
    assert second.text == "export const a=2;"
    assert second.headers["etag"] != first.headers["etag"]


async def test_other_files_are_served_as_they_are(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    style = "/* why */\np { color: red; }\n"
    (tmp_path / "a.css").write_text(style, "utf-8")
    assert (await client.get("/static/a.css")).text == style
    assert (await client.get("/static/none.js")).status_code == 404
    assert (await client.post("/static/a.css")).status_code == 405
