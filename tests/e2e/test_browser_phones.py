"""Two phones in two languages beside a desk: they type, speak when allowed, are muted, removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import numpy as np
import pytest
from browser import DESK_SIZE, PHONE_SIZE, Watched, chromium, open_context, open_page
from pictures import light_and_dark
from playwright.async_api import Browser, BrowserContext, Locator, expect
from stage import invitation_code, tell_client
from visit import silence, tone

from benchmarks.audio import Recording, write_wav
from benchmarks.server import RunningServer
from models.fake_talk import DESK_TALK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

SOON_MS = 60_000
SENTENCES_S = 60


@pytest.fixture(scope="module")
async def talking(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser into whose microphones something like sentences is said."""
    recording = tmp_path_factory.mktemp("microphone") / "voice.wav"
    sentence = np.concatenate([silence(0.5), tone(1.5), silence(1.0)])
    samples = np.tile(sentence, SENTENCES_S // 3)
    write_wav(recording, Recording(pcm=(samples * 32_767).astype("<i2").tobytes()))
    async with chromium(microphone=recording) as browser:
        yield browser


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A desk and the phones of two clients."""

    desk: Watched
    portuguese: Watched
    russian: Watched


@pytest.fixture
async def visit(talking: Browser, fake_server: RunningServer) -> AsyncIterator[Visit]:
    staff = await open_context(talking, DESK_SIZE)
    phones = [await open_context(talking, PHONE_SIZE, locale=locale) for locale in ("pt-PT", "ru")]
    desk = await open_page(staff, f"{fake_server.url}/desk#key={fake_server.secret}")
    for side, lang in enumerate(("en", "pt")):
        languages = desk.page.locator(".setup-pair fieldset").nth(side)
        await languages.locator(f"label:has(input[value={lang}])").click()
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.page.get_by_role("button", name="Stop listening").click()
    portuguese, russian = [await join(context, desk, fake_server) for context in phones]
    yield Visit(desk=desk, portuguese=portuguese, russian=russian)
    for context in (staff, *phones):
        await context.close()


async def join(context: BrowserContext, desk: Watched, server: RunningServer) -> Watched:
    """A phone that has come in by code and accepted the notice."""
    code = await invitation_code(desk)
    phone = await open_page(context, f"{server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.locator(".code-form button").click()
    await phone.page.locator(".welcome .button-primary").click()
    await phone.page.locator(".phone-dock").wait_for()
    return phone


async def person(desk: Watched, language: str) -> Locator:
    """The row of the phone that reads this language, in the list of who is here."""
    if not await desk.page.locator("dialog[open] .people").is_visible():
        await desk.page.locator(".action-people").click()
    return desk.page.locator(".people li").filter(has_text=language).filter(has_text="phone")


async def say(phone: Watched, text: str) -> None:
    field = phone.page.locator(".typed-turn input")
    await field.fill(text)
    await field.press("Enter")
    await expect(field).to_have_value("")


def lines(watched: Watched, who: str) -> Locator:
    return watched.page.locator(f".line[data-speaker={who}]")


async def test_phone_types_reads_its_language_and_corrects_its_own_words(visit: Visit) -> None:
    portuguese, russian = visit.portuguese, visit.russian
    await say(portuguese, DESK_TALK["pt"][0])
    await say(russian, DESK_TALK["ru"][1])
    for phone, lang in ((portuguese, "pt"), (russian, "ru")):
        for turn in DESK_TALK[lang][:2]:
            await phone.wait_for_text(turn)
        await expect(lines(phone, "you")).to_have_count(1)
        await expect(lines(phone, "other")).to_have_count(1)
        await expect(lines(phone, "other").locator(".pencil")).to_be_hidden()
    await expect(lines(portuguese, "you").locator(".who")).to_have_text("Você")
    await visit.desk.wait_for_text(DESK_TALK["en"][1])

    own = lines(portuguese, "you")
    await own.locator(".pencil").click()
    await own.locator("textarea").fill(DESK_TALK["pt"][2])
    await light_and_dark(portuguese, "phone-correcting")
    await own.get_by_role("button", name="Guardar").click()
    await russian.wait_for_text(DESK_TALK["ru"][2])
    await visit.desk.wait_for_text(DESK_TALK["en"][2])
    assert portuguese.problems == russian.problems == visit.desk.problems == []


async def test_phone_speaks_when_allowed_and_is_muted_and_removed(visit: Visit) -> None:
    desk, phone, other = visit.desk, visit.portuguese, visit.russian
    loaded = "performance.getEntriesByType('resource').map((one) => one.name).join()"
    talk = phone.page.locator(".talk")
    await expect(talk).to_be_hidden()
    await expect(phone.page.locator(".speak-say")).to_contain_text("ainda não autorizou")
    assert "microphone.js" not in await phone.page.evaluate(loaded)
    await light_and_dark(phone, "phone-waiting")

    row = await person(desk, "português")
    await row.get_by_role("button", name="Let speak").click()
    await expect(row).to_contain_text("may speak")
    await expect(row.get_by_role("button", name="Mute")).to_be_focused()
    await light_and_dark(desk, "desk-people")
    await expect(phone.page.locator(".speak-say")).to_have_text("Já pode falar.")
    await light_and_dark(phone, "phone-allowed")
    assert "microphone.js" not in await other.page.evaluate(loaded)

    await talk.click()
    await expect(row).to_contain_text("microphone open")
    await expect(lines(phone, "you").first).to_be_visible(timeout=SOON_MS)
    await expect(lines(other, "other").first).to_be_visible(timeout=SOON_MS)
    await light_and_dark(phone, "phone-talking")

    await row.get_by_role("button", name="Mute").click()
    await expect(phone.page.locator(".speak-say")).to_contain_text("desligou o seu microfone")
    await expect(talk).to_be_hidden()
    await expect(row).to_contain_text("microphone off")
    await light_and_dark(phone, "phone-muted")

    await row.get_by_role("button", name="Let speak").click()
    spoken = await lines(phone, "you").count()
    box = await talk.bounding_box()
    assert box is not None
    await phone.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await phone.page.mouse.down()
    await expect(lines(phone, "you")).not_to_have_count(spoken, timeout=SOON_MS)
    await phone.page.mouse.up()
    await expect(row).to_contain_text("may speak")

    await row.get_by_role("button", name="Remove").click()
    await phone.wait_for_text("Já não está na conversa")
    await expect(phone.page.locator(".line")).to_have_count(0)
    await expect(other.page.locator(".phone-dock")).to_be_visible()
    assert phone.problems == other.problems == desk.problems == []


async def test_display_has_nothing_to_press_and_may_not_open_a_microphone(
    visit: Visit, talking: Browser, fake_server: RunningServer
) -> None:
    staff = visit.desk.page.context
    async with staff.expect_page() as popup:
        await visit.desk.page.locator(".action-screen").click()
    display = await popup.value
    await display.locator(".reading").wait_for()
    await expect(display.locator(".phone-dock")).to_have_count(0)
    refusal = await display.evaluate(
        "navigator.mediaDevices.getUserMedia({audio: true}).then(() => '', (e) => e.name)"
    )
    assert refusal == "NotAllowedError"
    address = f"{fake_server.url}/join"
    assert await display.evaluate("location.pathname") == "/display"
    phone = await open_page(await open_context(talking, PHONE_SIZE), address)
    await phone.page.locator("#code").wait_for()
    await phone.page.context.close()
