"""Every page in every state that a person may meet, each a function that brings it about.

A new state of the desk is one line in ``SCREENS``, one of another page a line in its own module;
barriers, reflow and keys are then looked at there, too.
Elements are found by their class, for the pages speak many languages.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from admin_screens import ADMIN_SCREENS
from browser import DESK_SIZE, DISPLAY_SIZE, PHONE_SIZE, Watched
from playwright.async_api import expect
from reader_screens import READER_SCREENS
from stage import NO_MICROPHONE, Reach, Stage, showing, tell_client

from models.fake_talk import DESK_TALK
from service.wire.messages import Interpreter, Repeat

CARD_WORDS: Final = {"en": "card", "fi": "kortti"}


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


async def desk_notice(stage: Stage) -> Watched:
    """The opening words, before any microphone opens."""
    desk = await desk_setup(stage)
    await desk.page.locator(".setup-start .button-primary").click()
    return await showing(desk, ".notice-window[open]")


async def desk_listening(stage: Stage) -> Watched:
    desk = await desk_notice(stage)
    await tell_client(desk)
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


async def desk_recent(stage: Stage) -> Watched:
    """Before a conversation, after others."""
    pairs = json.dumps({"pairs": [["en", "ar"], ["fi", "ru"], ["sv", "ar"], ["gone", "fi"]]})
    remembered = f"sessionStorage.setItem('tulkki.desk', {json.dumps(pairs)})"
    desk = await desk_setup(stage, before=f"if (location.pathname === '/desk') {remembered}")
    return await showing(desk, ".recent button")


async def desk_look(stage: Stage) -> Watched:
    desk = await desk_rows(stage)
    await desk.page.locator(".view-menu summary").click()
    return await showing(desk, ".view-controls")


async def desk_microphone_check(stage: Stage) -> Watched:
    desk = await desk_setup(stage)
    await desk.page.locator(".setup-start button[aria-expanded]").click()
    await showing(desk, ".mic-facts span")
    return await showing(desk, ".mic-check .level[data-advice=good]")


async def desk_microphone_gone(stage: Stage) -> Watched:
    """The microphone that was chosen is not plugged in."""
    chosen = "sessionStorage.setItem('tulkki.desk', '{\"microphone\":\"gone\"}')"
    desk = await desk_setup(stage, before=f"if (location.pathname === '/desk') {chosen}")
    await desk.page.locator(".setup-start button[aria-expanded]").click()
    return await showing(desk, ".mic-check .notice")


async def desk_without_microphone(stage: Stage) -> Watched:
    desk = await desk_setup(stage, before=NO_MICROPHONE)
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    return await showing(desk, ".notice")


async def desk_quiet(stage: Stage) -> Watched:
    await stage.begin()
    return await desk_running(stage)


async def desk_running(stage: Stage) -> Watched:
    """The desk in the conversation of the stage, connected."""
    running = json.dumps({"running": {"id": stage.conversation, "pair": stage.pair}})
    remembered = f"sessionStorage.setItem('tulkki.desk', {json.dumps(running)})"
    desk = await stage.open_desk(before=f"if (location.pathname === '/desk') {remembered}")
    return await showing(desk, ".typed-turn button:enabled")


async def desk_rows(stage: Stage) -> Watched:
    """Two turns of each side."""
    desk = await desk_quiet(stage)
    turn = desk.page.locator(".typed-turn")
    typed = [(lang, DESK_TALK[lang][at]) for at in range(2) for lang in stage.pair]
    for lang, text in typed:
        await turn.locator("select").select_option(lang)
        await turn.locator("input").fill(text)
        await turn.locator("button").click()
    await desk.page.locator(".cell[data-origin=translated]").nth(len(typed) - 1).wait_for()
    shown = desk.page.locator(".cell[data-origin=typed] .committed")
    assert await shown.all_inner_texts() == [text for _, text in typed]
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


async def desk_alarm(stage: Stage) -> Watched:
    """A client wants an interpreter, and something to be said again."""
    desk = await desk_rows(stage)
    place = await stage.staff.join(stage.conversation)
    seat = stage.staff.seat(place["ticket"], reads=(stage.seen.client_lang,))
    phone, _ = await stage.exits.enter_async_context(seat)
    await phone.send(Interpreter())
    await phone.send(Repeat(caption="c1"))
    await showing(desk, ".asked-again p")
    return await showing(desk, ".alarm[data-kind=wanted] button")


async def desk_hand_over(stage: Stage) -> Watched:
    desk = await desk_rows(stage)
    await desk.page.locator(".action-interpreter").click()
    return await showing(desk, "dialog[open] .handover-answers")


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


async def desk_term_changing(stage: Stage) -> Watched:
    desk = await desk_terms(stage)
    await desk.page.locator(".terms-list button").first.click()
    return await showing(desk, ".terms-form button:nth-last-child(2):visible")


async def desk_phrases(stage: Stage) -> Watched:
    return await desk_dialog(stage, ".action-phrases", ".phrase")


async def desk_phrases_sought(stage: Stage) -> Watched:
    """Words that cards and phrases have, in the language of the staff."""
    desk = await desk_phrases(stage)
    await desk.page.locator(".phrase-search input").fill(CARD_WORDS[stage.seen.staff_lang])
    return await showing(desk, ".phrase:has(.card-picture)")


async def desk_phrases_none(stage: Stage) -> Watched:
    desk = await desk_phrases(stage)
    await desk.page.locator(".phrase-search input").fill("qqq")
    await expect(desk.page.locator(".phrase")).to_have_count(0)
    return desk


async def desk_phrases_shown(stage: Stage) -> Watched:
    """The opening words by one tap, then a card."""
    desk = await desk_quiet(stage)
    await desk.page.locator(".empty button").click()
    await showing(desk, ".cell[data-origin=typed]")
    await desk.page.locator(".action-phrases").click()
    await desk.page.locator(".phrase-topic").last.click()
    await desk.page.locator(".phrase").first.click()
    return await showing(desk, ".cell .card-picture")


async def desk_aloud(stage: Stage) -> Watched:
    """Something is read aloud; the client's language has no voice."""
    stage.seen = replace(stage.seen, voices=(f"{stage.seen.staff_lang} local",))
    desk = await desk_rows(stage)
    await desk.page.locator(".aloud-switch").click()
    await desk.page.locator(".read:visible").last.click()
    await desk.page.wait_for_function("speechSynthesis.current !== null")
    return await showing(desk, ".aloud-told span")


async def desk_practice(stage: Stage, *, before: str | None = None) -> Watched:
    """The recording plays."""
    desk = await desk_setup(stage, before=before)
    await desk.page.locator(".setup-practise").click()
    await showing(desk, ".practice")
    return await showing(desk, ".listen[data-mic=listening]")


async def desk_practice_ended(stage: Stage) -> Watched:
    desk = await desk_practice(stage)
    await desk.page.locator(".action-end").click()
    await desk.page.locator("dialog[open] .button-danger").click()
    return await showing(desk, ".ended")


async def desk_invitation(stage: Stage) -> Watched:
    return await desk_dialog(stage, ".action-phone", ".invitation .code")


async def desk_invitation_used(stage: Stage) -> Watched:
    desk = await desk_invitation(stage)
    code = "".join((await desk.page.locator(".invitation .code").inner_text()).split())
    place = await stage.staff.come_in({"code": code})
    seat = stage.staff.seat(place["ticket"], reads=(stage.seen.client_lang,))
    await stage.exits.enter_async_context(seat)
    return await showing(desk, ".invite-used:not(:empty)")


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


# --- /accessibility ---------------------------------------------------------------------------


async def statement_shown(stage: Stage) -> Watched:
    return await showing(await stage.open("/accessibility"), "article")


# --- /poster ----------------------------------------------------------------------------------


async def poster_shown(stage: Stage) -> Watched:
    return await showing(await stage.open("/poster"), ".poster-languages li")


# --- all of them ------------------------------------------------------------------------------

SCREENS: Final[dict[str, Reach]] = {
    "desk-sign-in": desk_sign_in,
    "desk-sign-in-refused": desk_sign_in_refused,
    "desk-setup": desk_setup,
    "desk-recent": desk_recent,
    "desk-look": desk_look,
    "desk-microphone-check": desk_microphone_check,
    "desk-microphone-gone": desk_microphone_gone,
    "desk-notice": desk_notice,
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
    "desk-alarm": desk_alarm,
    "desk-hand-over": desk_hand_over,
    "desk-people": desk_people,
    "desk-terms": desk_terms,
    "desk-term-changing": desk_term_changing,
    "desk-phrases": desk_phrases,
    "desk-phrases-sought": desk_phrases_sought,
    "desk-phrases-none": desk_phrases_none,
    "desk-phrases-shown": desk_phrases_shown,
    "desk-aloud": desk_aloud,
    "desk-practice": desk_practice,
    "desk-practice-ended": desk_practice_ended,
    "desk-invitation": desk_invitation,
    "desk-invitation-used": desk_invitation_used,
    "desk-export": desk_export,
    "desk-ending": desk_ending,
    "desk-ended": desk_ended,
    "desk-answered": desk_answered,
    "statement-shown": statement_shown,
    "poster-shown": poster_shown,
    **READER_SCREENS,
    **ADMIN_SCREENS,
}
_SIZES: Final = {
    "desk": DESK_SIZE,
    "display": DISPLAY_SIZE,
    "join": PHONE_SIZE,
    "copy": PHONE_SIZE,
    "admin": DESK_SIZE,
    "poster": DESK_SIZE,
    "statement": PHONE_SIZE,
}


def size_of(name: str) -> tuple[int, int]:
    """The window in which a screen is mostly seen."""
    return _SIZES[name.partition("-")[0]]
