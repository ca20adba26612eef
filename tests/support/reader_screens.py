"""The client's pages in every state: the screen at the desk, the phone, the copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from browser import Watched
from playwright.async_api import expect
from stage import NO_MICROPHONE, Reach, Stage, showing

from models.fake_talk import DESK_TALK

SILENCE: Final = """
navigator.mediaDevices.getUserMedia = async () => {
  const sound = new AudioContext();
  return sound.createMediaStreamDestination().stream;
};
"""
"""A microphone that is switched off: all it gives are zeros."""

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


async def display_cards(stage: Stage) -> Watched:
    display = await display_quiet(stage)
    await cards(stage)
    return await showing(display, ".line:nth-child(2) .card-picture")


async def display_notice(stage: Stage) -> Watched:
    await stage.converse(told=False)
    return await showing(await stage.open(await stage.shown()), ".welcome .button-primary")


async def display_reading(stage: Stage) -> Watched:
    """The client has read on the screen that a computer translates."""
    display = await showing(await stage.open(await stage.shown()), ".welcome .button-primary")
    await display.page.locator(".welcome .button-primary").click()
    return await showing(display, ".reading")


async def display_coming(stage: Stage) -> Watched:
    """An interpreter is on the way, for one who asked here."""
    display = await display_rows(stage)
    await stage.answer(display, "coming")
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


async def display_asked(stage: Stage) -> Watched:
    """The question at the end, on a touch screen: nobody has a phone."""
    stage.seen = replace(stage.seen, touch=True)
    return await showing(await display_over(stage), ".feedback-answers")


async def display_answered(stage: Stage) -> Watched:
    display = await display_asked(stage)
    await display.page.locator(".feedback-answers button").first.click()
    return await showing(display, ".feedback-thanks:not(:empty)")


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


async def join_welcome_without_voice(stage: Stage) -> Watched:
    phone = await join_welcome(stage)
    await phone.page.locator(".read").click()
    return await showing(phone, ".read-problem bdi")


async def join_aloud(stage: Stage) -> Watched:
    stage.seen = replace(stage.seen, voices=(f"{stage.seen.client_lang} local",))
    phone = await join_look(stage)
    await phone.page.locator(".aloud-switch").click()
    await phone.page.locator(".reading-top summary").click()
    await phone.page.locator(".read:visible").first.click()
    await phone.page.wait_for_function("speechSynthesis.current !== null")
    return phone


async def join_without_voice(stage: Stage) -> Watched:
    phone = await join_look(stage)
    await phone.page.locator(".aloud-switch").click()
    return await showing(phone, ".aloud-told span")


async def join_wanting(stage: Stage) -> Watched:
    """An interpreter is wanted, and something is to be said again."""
    phone = await join_rows(stage)
    for button in await phone.page.locator(".calls-buttons button").all():
        await button.click()
    await expect(phone.page.locator(".calls [aria-disabled=true]")).to_have_count(2)
    return phone


async def join_answered(stage: Stage) -> Watched:
    phone = await join_rows(stage)
    await stage.answer(phone, "answered")
    return phone


async def display_practice(stage: Stage) -> Watched:
    stage.practice = True
    return await showing(await display_rows(stage), ".practice-mark:visible")


async def join_welcome_practice(stage: Stage) -> Watched:
    stage.practice = True
    return await showing(await join_welcome(stage), ".practice-mark")


async def join_practice(stage: Stage) -> Watched:
    stage.practice = True
    return await showing(await join_rows(stage), ".practice-mark:visible")


async def join_cards(stage: Stage) -> Watched:
    phone = await join_quiet(stage)
    await cards(stage)
    return await showing(phone, ".line:nth-child(2) .picture")


async def join_card(stage: Stage) -> Watched:
    """A card over the whole screen."""
    phone = await join_cards(stage)
    await phone.page.locator(".picture").last.click()
    return await showing(phone, ".card-window[open]")


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


async def join_coached(stage: Stage) -> Watched:
    """A phone that hears nothing, and is told what to do."""
    phone = await join_allowed(stage)
    await phone.page.evaluate(SILENCE)
    await phone.page.locator(".talk").focus()
    await phone.page.keyboard.press("Enter")
    return await showing(phone, ".talk[data-mic=listening] + .speak-say:not(.visually-hidden)")


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

READER_SCREENS: Final[dict[str, Reach]] = {
    "display-code": display_code,
    "display-quiet": display_quiet,
    "display-rows": display_rows,
    "display-cards": display_cards,
    "display-notice": display_notice,
    "display-coming": display_coming,
    "display-controls": display_controls,
    "display-over": display_over,
    "display-asked": display_asked,
    "display-answered": display_answered,
    "join-code": join_code,
    "join-code-refused": join_code_refused,
    "join-welcome": join_welcome,
    "join-quiet": join_quiet,
    "join-rows": join_rows,
    "join-welcome-without-voice": join_welcome_without_voice,
    "join-aloud": join_aloud,
    "join-without-voice": join_without_voice,
    "join-wanting": join_wanting,
    "join-answered": join_answered,
    "display-practice": display_practice,
    "join-welcome-practice": join_welcome_practice,
    "join-practice": join_practice,
    "join-cards": join_cards,
    "join-card": join_card,
    "join-look": join_look,
    "join-own-line": join_own_line,
    "join-correcting": join_correcting,
    "join-allowed": join_allowed,
    "join-coached": join_coached,
    "join-without-microphone": join_without_microphone,
    "join-muted": join_muted,
    "join-copy": join_copy,
    "copy-offered": copy_offered,
    "copy-gone": copy_gone,
    "join-over": join_over,
}


async def turns(stage: Stage) -> None:
    """Two turns of staff, and what a client answers to each."""
    staff, client = DESK_TALK[stage.seen.staff_lang], DESK_TALK[stage.seen.client_lang]
    for question, answer in zip(staff[:2], client[:2], strict=True):
        await stage.say(question)
        await stage.say(answer, by_client=True)


async def cards(stage: Stage) -> None:
    """Staff show two cards."""
    for card in ("card.permit", "card.interpreter"):
        await stage.show(card)
