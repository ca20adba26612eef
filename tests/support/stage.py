"""Pages of one conversation in one browser: what brings them into any state a person may meet."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final, Literal

from browser import DESK_SIZE, Watched, open_page
from playwright.async_api import Browser, BrowserContext, expect
from visit import Socket, Visit
from voices import with_voices

from benchmarks.server import RunningServer
from service.wire.messages import (
    Allow,
    Caption,
    Consent,
    Interpreter,
    Notice,
    Participants,
    ParticipantState,
    Say,
    Show,
    Translation,
)

NO_MICROPHONE: Final = (
    "navigator.mediaDevices.getUserMedia ="
    " () => Promise.reject(new DOMException('', 'NotFoundError'))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a person sees pages."""

    size: tuple[int, int] = DESK_SIZE
    scale: float = 1.0
    """Device pixels for one of the page: 2 is a page at 200 %."""
    locale: str = "en-GB"
    staff_lang: str = "en"
    client_lang: str = "pt"
    touch: bool = False
    """By fingers."""
    voices: tuple[str, ...] = ()
    """Of the device, as ``voices.with_voices`` takes them."""


@dataclass(kw_only=True)
class Stage:
    """A browser, a server and one conversation; everything is put away with ``exits``."""

    browser: Browser
    server: RunningServer
    staff: Visit
    exits: AsyncExitStack
    seen: Seen = field(default_factory=Seen)
    practice: bool = False
    """Conversations that it opens are practice."""
    conversation: str = ""
    socket: Socket | None = None
    opened: list[Watched] = field(default_factory=list)

    async def context(self, size: tuple[int, int] | None = None) -> BrowserContext:
        """A window of its own, as the person sees it."""
        width, height = size or self.seen.size
        context = await self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=self.seen.scale,
            locale=self.seen.locale,
            reduced_motion="reduce",
            has_touch=self.seen.touch,
        )
        self.exits.push_async_callback(context.close)
        if self.seen.voices:
            await context.add_init_script(with_voices(*self.seen.voices))
        return context

    async def open(
        self, path: str, *, before: str | None = None, size: tuple[int, int] | None = None
    ) -> Watched:
        """A page of the server; a script may run before its own."""
        context = await self.context(size)
        if before is not None:
            await context.add_init_script(before)
        watched = await open_page(context, f"{self.server.url}{path}")
        self.opened.append(watched)
        return watched

    async def open_desk(self, *, before: str | None = None) -> Watched:
        """The desk, signed in."""
        return await self.open(f"/desk#key={self.server.secret}", before=before)

    async def begin(self) -> None:
        """Open the conversation."""
        self.conversation = await self.staff.open(*self.pair, practice=self.practice)

    async def adopt(self, desk: Watched) -> None:
        """Take the conversation that the desk has opened for that of the stage."""
        remembered = await desk.page.evaluate("sessionStorage.getItem('tulkki.desk')")
        self.conversation = json.loads(remembered)["running"]["id"]

    async def converse(self, *, told: bool = True) -> None:
        """Open the conversation, with a member of staff who can type and has told the client."""
        await self.begin()
        ticket = await self.staff.ticket(self.conversation)
        seat = self.staff.seat(ticket, reads=self.pair)
        self.socket, _ = await self.exits.enter_async_context(seat)
        if told:
            await self.tell()

    async def tell(self) -> None:
        """Staff have told the client that a computer translates."""
        await self._socket.send(Consent())

    async def say(self, text: str, *, by_client: bool = False) -> None:
        """Type a turn, and wait for its translation."""
        socket = self._socket
        lang = self.seen.client_lang if by_client else self.seen.staff_lang
        await socket.send(Say(text=text, lang=lang))
        caption = await socket.until(Caption, lambda caption: caption.committed == text)
        await socket.until(Translation, lambda made: made.caption == caption.id and made.final)

    async def show(self, phrase: str) -> None:
        """Show a ready phrase or a card."""
        await self._socket.send(Show(phrase=phrase))
        await self._socket.until(Caption, lambda caption: caption.phrase == phrase)

    async def allow(self, *, microphone: bool) -> None:
        """Let the phone speak, or mute it."""
        told = await self._socket.until(Participants, lambda told: _phone(told) is not None)
        phone = _phone(told)
        assert phone is not None
        await self._socket.send(Allow(participant=phone.id, microphone=microphone))

    async def phones(self, number: int) -> None:
        """Wait until so many phones are here."""

        def here(told: Participants) -> bool:
            return sum(one.role == "client" for one in told.participants) == number

        await self._socket.until(Participants, here)

    async def answer(self, asking: Watched, status: Literal["coming", "answered"]) -> None:
        """Somebody wants an interpreter on a page, and staff answer."""
        await asking.page.locator(".calls-buttons button").last.click()
        await self._socket.until(Notice, lambda told: told.code == "interpreter_wanted")
        await self._socket.send(Interpreter(status=status))
        await expect(asking.page.locator(".calls [aria-disabled=true]")).to_have_count(0)
        await showing(asking, ".calls-said p span")

    async def invited(self) -> str:
        """The address by which a phone comes in."""
        link = (await self.staff.invite(self.conversation))["link"]
        return f"/join#{link.partition('#')[2]}"

    async def shown(self) -> str:
        """The address by which the client's screen comes in."""
        link = (await self.staff.invite(self.conversation, "viewer"))["link"]
        return f"/display#{link.partition('#')[2]}"

    async def end(self) -> None:
        """End the conversation for everybody."""
        response = await self.staff.staff("DELETE", f"/conversations/{self.conversation}")
        assert response.status_code == 204, response.text

    @property
    def pair(self) -> tuple[str, str]:
        """Languages of staff and client."""
        return self.seen.staff_lang, self.seen.client_lang

    @property
    def _socket(self) -> Socket:
        if self.socket is None:
            raise RuntimeError("nobody converses yet")
        return self.socket


Reach = Callable[[Stage], Awaitable[Watched]]
"""Brings a page into a state."""


async def showing(watched: Watched, selector: str) -> Watched:
    """The page, once something is on it."""
    await watched.page.locator(selector).first.wait_for()
    return watched


def _phone(told: Participants) -> ParticipantState | None:
    """The one phone that is here."""
    return next((one for one in told.participants if one.role == "client"), None)


async def tell_client(desk: Watched) -> None:
    """Staff tell the client that a computer translates, and go on."""
    await desk.page.locator(".notice-window[open] .notice-staff button").first.click()


async def invitation_code(desk: Watched) -> str:
    """The code by which one device comes in, as staff read it out; the next one ends it."""
    await desk.page.locator(".action-phone").click()
    code = desk.page.locator("dialog[open] .invitation .code")
    told = "".join((await code.inner_text()).split())
    await desk.page.locator("dialog[open] .dialog-buttons button").click()
    return told
