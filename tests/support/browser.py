"""A real browser with a microphone that plays a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    Request,
    async_playwright,
    expect,
)

expect.set_options(timeout=30_000)  # a slow machine is no failure

CHROMIUM = "/usr/bin/chromium"
DESK_SIZE = (1366, 768)
DISPLAY_SIZE = (1920, 1080)
PHONE_SIZE = (390, 844)
SWITCHED_OFF = (
    # Each window would draw its address bar as two more pages: a third of a test's processor time.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What Playwright switches off, for Chromium heeds the last list alone.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
QUIET = (
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    f"--disable-features={','.join(SWITCHED_OFF)}",
)


@dataclass(kw_only=True)
class Watched:
    """A page, and everything in it that should not have happened."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    """Of the page, its workers and its audio thread."""

    async def text(self) -> str:
        """What a person can read on the page."""
        return await self.page.inner_text("body")

    async def wait_for_text(self, text: str, *, seconds: float = 60.0) -> None:
        """Return once the text is on the page."""
        await self.page.get_by_text(text, exact=False).first.wait_for(timeout=seconds * 1000)


@asynccontextmanager
async def chromium(microphone: Path | None = None) -> AsyncIterator[Browser]:
    """A browser; with a file, its microphone plays that once and may be used without asking."""
    arguments = list(QUIET)
    if microphone is not None:
        arguments += [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone}%noloop",
        ]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


async def open_context(
    browser: Browser, size: tuple[int, int], *, locale: str = "en-GB"
) -> BrowserContext:
    """A browser window of its own: cookies and storage of nobody else."""
    width, height = size
    return await browser.new_context(
        viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
    )


def watch(page: Page) -> Watched:
    """Note errors of scripts, of the content policy and of loading."""
    watched = Watched(page=page)

    def note(request: Request) -> None:
        watched.requests.append(request)

    page.on("pageerror", lambda error: watched.problems.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: (
            watched.problems.append(f"console: {message.text}") if message.type == "error" else None
        ),
    )
    page.on("request", note)
    return watched


async def open_page(context: BrowserContext, url: str) -> Watched:
    """A watched page at an address."""
    watched = watch(await context.new_page())
    await watched.page.goto(url)
    return watched
