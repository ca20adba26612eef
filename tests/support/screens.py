"""Every page in every state that a person may meet, each a function that brings it about.

A new state is one line in ``SCREENS``, one of /admin in ``ADMIN_SCREENS``; barriers, reflow and
keys are then looked at there, too.
Elements are found by their class, for the pages speak many languages.
"""

from __future__ import annotations

import json
from typing import Final

from admin_screens import ADMIN_SCREENS
from browser import DESK_SIZE, DISPLAY_SIZE, PHONE_SIZE, Watched
from playwright.async_api import expect
from stage import Reach, Stage, showing

from models.fake_talk import DESK_TALK

NO_MICROPHONE: Final = (
    "navigator.mediaDevices.getUserMedia ="
    " () => Promise.reject(new DOMException('', 'NotFoundError'))"
)

# --- /desk ------------------------------------------------------------------------------------


async def desk_sign_in(stage: Stage) -> Watched:
    return await showing(await stage.open("/desk"), ".sheet code")


async def desk_sign_in_refused(stage: Stage) -> Watched:
    return await showing(await stage.open("/desk#key=old"), ".sheet .warning")


async def desk_setup(stage: Stage, *, before: str | None = None) -> Watched:
    desk = await showing(await stage.open_desk(before=before), ".setup")
    for side, lang in enumerate(stage.pair):
        languages = desk.page.locator(".setup-pair fieldset").nth(side)
        await languages.locator(f"label:has(input[value={lang}])").click()
    return desk


async def desk_listening(stage: Stage) -> Watched:
    desk = await desk_setup(stage)
    await desk.page.locator(".setup-start button").click()
    return await showing(desk, ".listen[data-mic=listening]")


async def desk_speaking(stage: Stage) -> Watched:
    return await showing(await desk_listening(stage), ".tentative:not(:empty)")


async def desk_holding(stage: Stage) -> Watched:
    """A button for each language, one of them held."""
    desk = await desk_listening(stage)
    await desk.page.locator(".talk-mode").select_option("hold")
    await desk.page.locator(".listen").last.hover()
    await desk.page.mouse.down()
    return await showing(desk, ".listen[aria-pressed=true]")


async def desk_flipped(stage: Stage) -> Watched:
    desk = await desk_listening(stage)
    await desk.page.locator(".flip:visible").first.click()
    return await showing(desk, ".cell:nth-child(2)[data-origin=spoken] .mark:visible")


async def desk_pedals(stage: Stage) -> Watched:
    desk = await desk_quiet(stage)
    await learn_pedal(desk)
    return desk


async def learn_pedal(desk: Watched) -> None:
    """The first pedal sends PageDown; the dialog stays open."""
    await desk.page.locator(".listen-settings button").click()
    learn = desk.page.locator("dialog[open] .pedal button:visible").first
    await learn.click()
    await learn.press("PageDown")
    await showing(desk, ".pedal kbd:visible")


async def desk_without_microphone(stage: Stage) -> Watched:
    desk = await desk_setup(stage, before=NO_MICROPHONE)
    await desk.page.locator(".setup-start button").click()
    return await showing(desk, ".notice")


async def desk_quiet(stage: Stage) -> Watched:
    await stage.begin()
    running = json.dumps({"running": {"id": stage.conversation, "pair": stage.pair}})
    remembered = f"sessionStorage.setItem('tulkki.desk', {json.dumps(running)})"
    desk = await stage.open_desk(before=f"if (location.pathname === '/desk') {remembered}")
    return await showing(desk, ".listen:enabled")


async def desk_rows(stage: Stage) -> Watched:
    desk = await desk_quiet(stage)
    turn = desk.page.locator(".typed-turn")
    for at in range(2):
        for lang in stage.pair:
            text = DESK_TALK[lang][at]
            await turn.locator("select").select_option(lang)
            await turn.locator("input").fill(text)
            await turn.locator("button").click()
            await desk.page.locator(".line").get_by_text(text).first.wait_for()
    await expect(desk.page.locator(".cell[data-origin=translated]")).to_have_count(4)
    return desk


async def desk_correcting(stage: Stage) -> Watched:
    desk = await desk_rows(stage)
    await desk.page.locator(".pencil:visible").last.click()
    return await showing(desk, ".correction textarea")


async def desk_corrected(stage: Stage) -> Watched:
    desk = await desk_correcting(stage)
    await desk.page.locator(".correction textarea").fill(DESK_TALK[stage.seen.client_lang][3])
    await desk.page.locator(".correction-buttons button").first.click()
    return await showing(desk, ".mark:visible")


async def desk_checked(stage: Stage) -> Watched:
    desk = await desk_corrected(stage)
    await desk.page.locator(".former summary:visible").last.click()
    await desk.page.locator(".check:visible").last.click()
    return await showing(desk, ".check-text")


async def desk_people(stage: Stage) -> Watched:
    return await desk_dialog(stage, ".action-people", ".people li")


async def desk_terms(stage: Stage) -> Watched:
    desk = await desk_dialog(stage, ".action-book", ".terms-form")
    for term in ("travel card", "travel"):
        for at in range(2):
            await desk.page.locator(".terms-form input[type=text]").nth(at).fill(f"{term} {at}")
        await desk.page.locator(".terms-form .button-primary").click()
        await desk.page.locator(".terms-list").get_by_text(f"{term} 0", exact=True).wait_for()
    return desk


async def desk_invitation(stage: Stage) -> Watched:
    return await desk_dialog(stage, ".action-phone", ".invitation .code")


async def desk_export(stage: Stage) -> Watched:
    desk = await desk_dialog(stage, ".action-down", ".export-formats")
    await desk.page.locator(".export > button").click()
    return await showing(desk, ".export-offer img")


async def desk_ending(stage: Stage) -> Watched:
    return await desk_dialog(stage, ".action-end", "dialog .button-danger")


async def desk_dialog(stage: Stage, button: str, shown: str) -> Watched:
    """A running conversation with a dialog over it."""
    desk = await desk_rows(stage)
    await desk.page.locator(button).click()
    return await showing(desk, f"dialog[open] {shown.removeprefix('dialog ')}")


async def desk_ended(stage: Stage) -> Watched:
    desk = await desk_ending(stage)
    await desk.page.locator("dialog[open] .button-danger").click()
    return await showing(desk, ".feedback-answers")


async def desk_answered(stage: Stage) -> Watched:
    desk = await desk_ended(stage)
    await desk.page.locator(".feedback-answers button").first.click()
    return await showing(desk, ".feedback-thanks:not(:empty)")


# --- /display ---------------------------------------------------------------------------------


async def display_code(stage: Stage) -> Watched:
    return await showing(await stage.open("/display"), "#code")


async def display_quiet(stage: Stage) -> Watched:
    await stage.converse()
    display = await stage.open(await stage.shown())
    return await showing(display, ".status[data-status=paused]")


async def display_rows(stage: Stage) -> Watched:
    display = await display_quiet(stage)
    await turns(stage)
    await expect(display.page.locator(".line")).to_have_count(4)
    return display


async def display_controls(stage: Stage) -> Watched:
    display = await display_rows(stage)
    await display.page.mouse.move(200, 200)
    await display.page.locator(".view-controls input").focus()
    return await showing(display, ".view-controls:not(.is-away)")


async def display_over(stage: Stage) -> Watched:
    display = await display_rows(stage)
    await stage.end()
    return await showing(display, ".ended")


# --- /join ------------------------------------------------------------------------------------


async def join_code(stage: Stage) -> Watched:
    return await showing(await stage.open("/join"), "#code")


async def join_code_refused(stage: Stage) -> Watched:
    phone = await join_code(stage)
    await phone.page.locator("#code").fill("AAAAAA")
    await phone.page.locator(".code-form button").click()
    return await showing(phone, ".notice")


async def join_welcome(stage: Stage) -> Watched:
    await stage.converse()
    return await join_invited(stage)


async def join_invited(stage: Stage, *, size: tuple[int, int] | None = None) -> Watched:
    """A phone that has come into a conversation, and knows nothing yet."""
    phone = await showing(await stage.open(await stage.invited(), size=size), ".welcome")
    client = f".welcome label:has(input[value={stage.seen.client_lang}])"
    await phone.page.locator(client).click()
    return phone


async def join_reading(stage: Stage, *, size: tuple[int, int] | None = None) -> Watched:
    """A phone that reads in a conversation."""
    phone = await join_invited(stage, size=size)
    await phone.page.locator(".welcome .button-primary").click()
    return await showing(phone, ".reading")


async def join_quiet(stage: Stage) -> Watched:
    await stage.converse()
    return await showing(await join_reading(stage), ".status[data-status=paused]")


async def join_rows(stage: Stage) -> Watched:
    phone = await join_quiet(stage)
    await turns(stage)
    await expect(phone.page.locator(".line")).to_have_count(4)
    return phone


async def join_look(stage: Stage) -> Watched:
    phone = await join_rows(stage)
    await phone.page.locator(".reading-top summary").click()
    return await showing(phone, ".view-controls")


async def join_own_line(stage: Stage) -> Watched:
    phone = await join_quiet(stage)
    await phone.page.locator(".typed-turn input").fill(DESK_TALK[stage.seen.client_lang][0])
    await phone.page.locator(".typed-turn button").click()
    return await showing(phone, ".line[data-speaker=you] .pencil:visible")


async def join_correcting(stage: Stage) -> Watched:
    phone = await join_own_line(stage)
    await phone.page.locator(".pencil").click()
    return await showing(phone, ".correction textarea")


async def join_allowed(stage: Stage) -> Watched:
    phone = await join_quiet(stage)
    await stage.allow(microphone=True)
    return await showing(phone, ".talk")


async def join_without_microphone(stage: Stage) -> Watched:
    phone = await join_allowed(stage)
    await phone.page.evaluate(f"void ({NO_MICROPHONE})")
    await phone.page.locator(".talk").click()
    return await showing(phone, ".speak[data-problem=mic_absent]")


async def join_muted(stage: Stage) -> Watched:
    phone = await join_allowed(stage)
    await stage.allow(microphone=False)
    return await showing(phone, ".speak[data-permission=taken]")


async def join_copy(stage: Stage) -> Watched:
    phone = await join_rows(stage)
    await phone.page.locator(".copy-button").click()
    return await showing(phone, "dialog[open] .copy-buttons")


async def copy_offered(stage: Stage) -> Watched:
    await stage.converse()
    offered = await stage.staff.staff("POST", f"/conversations/{stage.conversation}/copies", {})
    link = str(offered.json()["link"])
    return await showing(await stage.open(f"/copy#{link.partition('#')[2]}"), ".copy-buttons")


async def copy_gone(stage: Stage) -> Watched:
    return await showing(await stage.open("/copy"), ".sheet .lead")


async def join_over(stage: Stage) -> Watched:
    phone = await join_rows(stage)
    await stage.end()
    return await showing(phone, ".feedback-answers")


# --- all of them ------------------------------------------------------------------------------

SCREENS: Final[dict[str, Reach]] = {
    "desk-sign-in": desk_sign_in,
    "desk-sign-in-refused": desk_sign_in_refused,
    "desk-setup": desk_setup,
    "desk-listening": desk_listening,
    "desk-speaking": desk_speaking,
    "desk-holding": desk_holding,
    "desk-flipped": desk_flipped,
    "desk-pedals": desk_pedals,
    "desk-without-microphone": desk_without_microphone,
    "desk-quiet": desk_quiet,
    "desk-rows": desk_rows,
    "desk-correcting": desk_correcting,
    "desk-corrected": desk_corrected,
    "desk-checked": desk_checked,
    "desk-people": desk_people,
    "desk-terms": desk_terms,
    "desk-invitation": desk_invitation,
    "desk-export": desk_export,
    "desk-ending": desk_ending,
    "desk-ended": desk_ended,
    "desk-answered": desk_answered,
    "display-code": display_code,
    "display-quiet": display_quiet,
    "display-rows": display_rows,
    "display-controls": display_controls,
    "display-over": display_over,
    "join-code": join_code,
    "join-code-refused": join_code_refused,
    "join-welcome": join_welcome,
    "join-quiet": join_quiet,
    "join-rows": join_rows,
    "join-look": join_look,
    "join-own-line": join_own_line,
    "join-correcting": join_correcting,
    "join-allowed": join_allowed,
    "join-without-microphone": join_without_microphone,
    "join-muted": join_muted,
    "join-copy": join_copy,
    "copy-offered": copy_offered,
    "copy-gone": copy_gone,
    "join-over": join_over,
    **ADMIN_SCREENS,
}
_SIZES: Final = {
    "desk": DESK_SIZE,
    "display": DISPLAY_SIZE,
    "join": PHONE_SIZE,
    "copy": PHONE_SIZE,
    "admin": DESK_SIZE,
}


def size_of(name: str) -> tuple[int, int]:
    """The window in which a screen is mostly seen."""
    return _SIZES[name.partition("-")[0]]


async def turns(stage: Stage) -> None:
    """Two turns of staff, and what a client answers to each."""
    staff, client = DESK_TALK[stage.seen.staff_lang], DESK_TALK[stage.seen.client_lang]
    for question, answer in zip(staff[:2], client[:2], strict=True):
        await stage.say(question)
        await stage.say(answer, by_client=True)
