"""Pages that nobody sees for a while: their timers stand still, and they come back all the same."""

from __future__ import annotations

from typing import Final

import pytest
from browser import Watched
from playwright.async_api import expect
from screens import desk_setup
from stage import Stage, showing, tell_client

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

_STANDING_TIMERS: Final = """
window.standing = false;
const later = setTimeout;
window.setTimeout = (run, ms, ...rest) => later(() => standing || run(...rest), ms);
window.sockets = [];
const Socket = WebSocket;
window.WebSocket = class extends Socket {
  constructor(...where) { super(...where); sockets.push(this); }
};
"""
"""Browsers let the timers of hidden pages run seldom; here they do not run at all."""
_LOCKS: Final = """
window.locks = [];
const request = async () => {
  const lock = { isHeld: true, release: async () => { lock.isHeld = false; } };
  locks.push(lock);
  return lock;
};
Object.defineProperty(navigator, 'wakeLock', { value: { request } });
let visibility = 'visible';
Object.defineProperty(document, 'visibilityState', { get: () => visibility });
window.see = (state) => {
  visibility = state;
  if (state === 'hidden') locks.forEach((lock) => { lock.isHeld = false; });
  document.dispatchEvent(new Event('visibilitychange'));
};
"""


async def desk_in_conversation(stage: Stage, before: str) -> Watched:
    desk = await desk_setup(stage, before=before)
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    return await showing(desk, ".listen[data-mic=listening]")


async def test_desk_comes_back_while_its_timers_stand_still(stage: Stage) -> None:
    desk = await desk_in_conversation(stage, _STANDING_TIMERS)
    await desk.page.evaluate("standing = true; sockets[0].close()")
    away = desk.page.locator(".status[data-status=reconnecting]")
    await away.wait_for()
    await expect(away).to_have_count(0)
    assert await desk.page.evaluate("sockets.length") == 2


async def held(watched: Watched) -> list[bool]:
    found: list[bool] = await watched.page.evaluate("locks.map(({ isHeld }) => isHeld)")
    return found


async def open_reader(stage: Stage, page: str) -> Watched:
    await stage.converse()
    if page == "display":
        return await showing(await stage.open(await stage.shown(), before=_LOCKS), ".reading")
    phone = await showing(await stage.open(await stage.invited(), before=_LOCKS), ".welcome")
    assert await held(phone) == []
    await phone.page.locator(".welcome .button-primary").click()
    return await showing(phone, ".reading")


@pytest.mark.parametrize("page", ["desk", "display", "join"])
async def test_screen_stays_on_while_there_is_something_to_read(stage: Stage, page: str) -> None:
    if page == "desk":
        watched = await desk_in_conversation(stage, _LOCKS)
    else:
        watched = await open_reader(stage, page)
    assert await held(watched) == [True]
    await watched.page.evaluate("see('hidden')")
    assert await held(watched) == [False]
    await watched.page.evaluate("see('visible')")
    assert await held(watched) == [False, True]
    if page == "desk":
        await watched.page.locator(".action-end").click()
        await watched.page.locator("dialog[open] .button-danger").click()
    else:
        await stage.end()
    await showing(watched, ".ended")
    assert await held(watched) == [False, False]
