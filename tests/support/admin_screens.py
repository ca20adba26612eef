"""/admin in every state that a person may meet; see ``screens``."""

from __future__ import annotations

from typing import Final

from browser import Watched
from season import ADMIN_KEY
from stage import Reach, Stage, showing

from models.fake_talk import DESK_TALK


async def admin_sign_in(stage: Stage) -> Watched:
    return await showing(await stage.open("/admin#key=old"), ".sheet .warning")


async def admin_usage(stage: Stage) -> Watched:
    return await showing(await stage.open(f"/admin#key={ADMIN_KEY}"), ".plots")


async def admin_part(stage: Stage, part: str, shown: str) -> Watched:
    """One of the parts, once something of it is there."""
    admin = await admin_usage(stage)
    await admin.page.locator(f".parts [data-part={part}]").click()
    return await showing(admin, shown)


async def admin_compared(stage: Stage) -> Watched:
    admin = await admin_part(stage, "compare", ".filter .sides")
    await admin.page.locator(".filter button").click()
    return await showing(admin, "td.verdict")


async def admin_desks(stage: Stage) -> Watched:
    return await admin_part(stage, "desks", ".desks")


async def admin_desk_form(stage: Stage) -> Watched:
    admin = await admin_desks(stage)
    await admin.page.locator(".desks button").last.click()
    return await showing(admin, ".desk-form")


async def admin_desk_prompts(stage: Stage) -> Watched:
    """Something is told to speech recognition, in two languages."""
    admin = await admin_desk_form(stage)
    texts = admin.page.locator(".texts")
    for lang in ("pt", "ar"):
        await texts.locator("select").select_option(lang)
        await texts.locator("button").click()
        await texts.locator(f"textarea[lang={lang}]").fill(DESK_TALK[lang][0])
    return admin


async def admin_keys(stage: Stage) -> Watched:
    return await admin_part(stage, "keys", ".keys")


async def admin_key_form(stage: Stage) -> Watched:
    admin = await admin_part(stage, "keys", ".keys")
    await admin.page.locator(".results > .button").click()
    return await showing(admin, ".desk-form")


async def admin_key_made(stage: Stage) -> Watched:
    admin = await admin_key_form(stage)
    await admin.page.locator(".desk-form input").first.fill("Case system")
    await admin.page.locator(".desk-form .button-primary").click()
    return await showing(admin, ".made-key")


ADMIN_SCREENS: Final[dict[str, Reach]] = {
    "admin-sign-in": admin_sign_in,
    "admin-usage": admin_usage,
    "admin-compared": admin_compared,
    "admin-desks": admin_desks,
    "admin-desk-form": admin_desk_form,
    "admin-desk-prompts": admin_desk_prompts,
    "admin-keys": admin_keys,
    "admin-key-form": admin_key_form,
    "admin-key-made": admin_key_made,
}
