"""/admin in every state that a person may meet; see ``screens``."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from browser import Watched
from httpx import AsyncClient
from playwright.async_api import FilePayload
from season import ADMIN_KEY
from stage import Reach, Stage, showing

from models.fake_talk import DESK_TALK

GLOSSARY: Final = "swimming-hall"
GLOSSARY_CONTENT: Final = {
    "note": "Uimahallin sanat",
    "concepts": [
        {"terms": {"fi": "uimakortti", "en": "swim card", "ar": "بطاقة السباحة"}, "note": "10 x"},
        {"terms": {"fi": "uimakortti", "en": "pool pass"}, "listen": True},
        {"terms": {"mul": "Kela"}, "case_sensitive": True},
    ],
}
IMPORTED: Final = b"fi,en\nuimakortti,bathing card\nkassi,bag\n"


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


async def admin_glossaries(stage: Stage) -> Watched:
    return await admin_part(stage, "glossaries", ".glossary-line")


async def admin_glossary_fixed(stage: Stage) -> Watched:
    admin = await admin_glossaries(stage)
    await admin.page.locator(".glossary-line button").nth(2).click()
    return await showing(admin, ".entries")


async def told(stage: Stage, method: str, path: str, body: object) -> dict[str, object]:
    """What the server answers to an administrator."""
    async with AsyncClient(
        base_url=stage.server.url, headers={"Origin": stage.server.url}, trust_env=False
    ) as http:
        signed_in = await http.post("/admin/api/session", json={"secret": ADMIN_KEY})
        cookie = signed_in.headers["set-cookie"].partition(";")[0]
        http.cookies.clear()
        answer = await http.request(
            method, f"/admin/api{path}", json=body, headers={"Cookie": cookie}
        )
        assert answer.is_success, answer.text
        return dict(answer.json()) if answer.content else {}


async def admin_glossary(stage: Stage) -> Watched:
    """An own glossary, with something that contradicts itself."""
    await told(stage, "PUT", f"/glossaries/{GLOSSARY}", GLOSSARY_CONTENT)
    admin = await admin_glossaries(stage)
    await admin.page.locator(".glossary-line button", has_text=GLOSSARY).click()
    await showing(admin, ".entries")
    await admin.page.locator(".part summary").click()
    return admin


async def admin_entry(stage: Stage) -> Watched:
    admin = await admin_glossary(stage)
    await admin.page.locator(".entries button").first.click()
    return await showing(admin, ".texts")


async def admin_import(stage: Stage) -> Watched:
    """A file was looked at that says one thing anew."""
    admin = await admin_glossary(stage)
    await admin.page.locator(".results > .form-buttons button").nth(2).click()
    file = FilePayload(name="terms.csv", mimeType="text/csv", buffer=IMPORTED)
    await admin.page.locator("input[type=file]").set_input_files(file)
    await admin.page.locator("form button[type=submit]").click()
    return await showing(admin, ".plan-conflicts")


async def admin_glossary_note(stage: Stage) -> Watched:
    admin = await admin_glossary(stage)
    await admin.page.locator(".results > .form-buttons button").last.click()
    return await showing(admin, "form textarea")


async def admin_phrases(stage: Stage) -> Watched:
    return await admin_part(stage, "phrases", ".glossary-line")


async def admin_phrases_fixed(stage: Stage) -> Watched:
    """The opening words, in all languages."""
    admin = await admin_phrases(stage)
    await admin.page.locator("ul.desks").last.locator("li").first.get_by_role("button").click()
    return await showing(admin, ".phrase-entries")


async def admin_phrase_group(stage: Stage) -> Watched:
    """A copy of the phrases of greeting."""
    title = f"Uimahalli {uuid4().hex[:6]}"
    await told(stage, "POST", "/phrases/groups", {"title": title, "copy_of": "greeting"})
    admin = await admin_phrases(stage)
    line = admin.page.locator(".glossary-line", has=admin.page.locator("h3", has_text=title))
    await line.get_by_role("button").first.click()
    return await showing(admin, ".phrase-entries")


async def admin_phrase(stage: Stage) -> Watched:
    admin = await admin_phrase_group(stage)
    await admin.page.locator(".phrase-entries button").first.click()
    return await showing(admin, ".texts")


async def admin_phrase_set(stage: Stage) -> Watched:
    admin = await admin_phrases(stage)
    await admin.page.locator("ul.desks").first.locator("button").last.click()
    return await showing(admin, ".ordered li")


async def admin_languages(stage: Stage) -> Watched:
    return await admin_part(stage, "languages", ".entries")


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
    "admin-glossaries": admin_glossaries,
    "admin-glossary-fixed": admin_glossary_fixed,
    "admin-glossary": admin_glossary,
    "admin-entry": admin_entry,
    "admin-import": admin_import,
    "admin-glossary-note": admin_glossary_note,
    "admin-phrases": admin_phrases,
    "admin-phrases-fixed": admin_phrases_fixed,
    "admin-phrase-group": admin_phrase_group,
    "admin-phrase": admin_phrase,
    "admin-phrase-set": admin_phrase_set,
    "admin-languages": admin_languages,
    "admin-keys": admin_keys,
    "admin-key-form": admin_key_form,
    "admin-key-made": admin_key_made,
}
