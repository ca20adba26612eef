"""What a page loads until everything on it was opened: counted in the browser."""

from __future__ import annotations

import pytest
from browser import Watched, open_page
from playwright.async_api import expect
from screens import SCREENS, size_of
from stage import Seen, Stage, showing, tell_client
from weight import script_bytes, unexpected_requests

from benchmarks.page_weight import BUDGET_BYTES, WITH_WINDOWS_BYTES, scripts_from, scripts_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

LAST_SCREENS = {
    "display": "display-over",
    "join": "join-over",
    "copy": "copy-offered",
    "admin": "admin-desk-form",
    "poster": "poster-shown",
}


async def look_into_every_window(desk: Watched) -> int:
    """Open each window over the conversation, and close it."""
    opened = 0
    windows = ".actions .action, .action-phrases, .listen-settings button"
    for button in await desk.page.locator(windows).all():
        if "action-screen" in str(await button.get_attribute("class")):
            continue  # a page of its own
        await button.click()
        await showing(desk, "dialog[open]")
        await desk.page.keyboard.press("Escape")
        await expect(desk.page.locator("dialog[open]")).to_have_count(0)
        opened += 1
    return opened


async def test_desk_keeps_to_its_budget_when_everything_was_opened(stage: Stage) -> None:
    desk = await SCREENS["desk-setup"](stage)
    at_first = await script_bytes(desk)
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await showing(desk, ".listen[data-mic=listening]")
    # Browsers do not tell what the audio thread loads.
    thread = scripts_from("capture/worklet.js")
    in_use = await script_bytes(desk) | thread
    assert sum(at_first.values()) < sum(in_use.values()) <= BUDGET_BYTES
    await desk.page.locator(".listen").first.click()
    assert await look_into_every_window(desk) >= 6
    await desk.page.locator(".action-end").click()
    await desk.page.locator("dialog[open] .button-danger").click()
    await showing(desk, ".feedback-answers")
    altogether = await script_bytes(desk)
    assert "pages/desk/terms-dialog.js" in altogether
    assert altogether.items() <= scripts_of("desk").items()
    altogether |= thread
    assert sum(in_use.values()) < sum(altogether.values()) <= WITH_WINDOWS_BYTES


@pytest.mark.parametrize(("page", "screen"), LAST_SCREENS.items())
async def test_page_loads_the_scripts_that_are_counted(
    stage: Stage, page: str, screen: str
) -> None:
    stage.seen = Seen(size=size_of(screen))
    loaded = await script_bytes(await SCREENS[screen](stage))
    assert loaded.items() <= scripts_of(page).items()
    assert sum(loaded.values()) <= BUDGET_BYTES


async def test_requests_that_nobody_expects_would_be_found(stage: Stage) -> None:
    context = await stage.browser.new_context(bypass_csp=True)
    stage.exits.push_async_callback(context.close)
    await context.route("**/odd.js", lambda route: route.fulfill(body="", status=200))
    watched = await open_page(context, f"{stage.server.url}/copy")
    assert unexpected_requests(watched) == []
    for address in ("http://another.example/odd.js", "/static/odd.js"):
        await watched.page.add_script_tag(url=address)
    assert unexpected_requests(watched) == [
        "/copy asks another host: http://another.example/odd.js",
        "/copy loads odd.js, which nothing counts",
    ]
