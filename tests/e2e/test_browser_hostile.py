"""Whatever a client writes is text: on the desk, on the client's screen and on phones."""

from __future__ import annotations

import pytest
from browser import DESK_SIZE, DISPLAY_SIZE, PHONE_SIZE, Watched
from playwright.async_api import Locator, expect
from reader_screens import join_reading
from stage import Seen, Stage, showing, tell_client

from service.wire.messages import MAX_TEXT, Caption, Error, Say

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

MARKUP = (
    "<img src=x onerror=\"document.title='run'\">",
    "<script>document.title='run'</script>",
    "<a href=\"javascript:document.title='run'\">javascript:document.title='run'</a>",
)
TURNED = "abc \u202e desrever \u200b"
LONG = "x" * MAX_TEXT
TOO_LONG = "x" * 10_000

_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BIDI = """(line) => [line, ...line.querySelectorAll('*')]
  .filter((element) => element.textContent.includes('desrever'))
  .some((element) => ['isolate', 'plaintext'].includes(getComputedStyle(element).unicodeBidi))"""
"""Whether something around the text keeps what it turns to itself."""


async def pages_of(stage: Stage) -> dict[str, Watched]:
    """Every page on which a word may be seen: phones read two languages."""
    stage.seen = Seen(staff_lang="en", client_lang="ar")
    desk = await stage.open_desk()
    await desk.page.locator(".setup-pair fieldset").nth(1).locator("label:has([value=ar])").click()
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await showing(desk, ".typed-turn input")
    await stage.adopt(desk)
    pages = {"desk": desk, "display": await stage.open(await stage.shown(), size=DISPLAY_SIZE)}
    for locale in ("ar", "en-GB"):
        stage.seen = Seen(staff_lang="en", client_lang="ar", locale=locale)
        pages[f"phone in {locale}"] = await join_reading(stage, size=PHONE_SIZE)
    return pages


async def write(watched: Watched, text: str) -> None:
    field = watched.page.locator(".typed-turn input").first
    await field.fill(text)
    await field.press("Enter")


async def row(watched: Watched, text: str) -> Locator:
    """The caption with a text; the microphone is heard, too."""
    line = watched.page.locator(".captions .line").filter(has_text=text)
    await expect(line).to_have_count(1)
    return line


async def test_markup_is_shown_as_text_and_never_run(stage: Stage) -> None:
    pages = await pages_of(stage)
    for text in MARKUP:
        await write(pages["phone in en-GB"], text)
        for watched in pages.values():
            line = await row(watched, text)
            assert await line.locator("img, script, a").count() == 0
            assert await watched.page.title() != "run"
            assert [odd for odd in watched.problems if "Content Security" in odd] == []


async def test_text_that_turns_the_line_around_turns_nothing_else(stage: Stage) -> None:
    pages = await pages_of(stage)
    await write(pages["phone in en-GB"], TURNED)
    for name, watched in pages.items():
        line = await row(watched, "desrever")
        assert await line.evaluate(_BIDI), name


@pytest.mark.parametrize("size", [DESK_SIZE, PHONE_SIZE, (320, 640)])
async def test_text_without_a_space_wraps(stage: Stage, size: tuple[int, int]) -> None:
    pages = await pages_of(stage)
    await write(pages["desk"], LONG)
    for name, watched in pages.items():
        await watched.page.set_viewport_size({"width": size[0], "height": size[1]})
        await row(watched, LONG)
        assert await watched.page.evaluate(_WIDER) <= 0, name


async def test_text_that_is_too_long_is_refused_in_words_and_nothing_is_lost(stage: Stage) -> None:
    await stage.converse()
    assert stage.socket is not None
    sent = Say.model_construct(type="say", text=TOO_LONG, lang="en")
    await stage.socket.connection.send(sent.model_dump_json())
    refused = await stage.socket.until(Error)
    assert refused.code == "bad_message"
    await stage.socket.send(Say(text="Good morning", lang="en"))
    await stage.socket.until(Caption, lambda told: told.committed == "Good morning")
