"""A whole visit on the real models: a desk, the client's screen and two phones in two languages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import docx
import pytest
from browser import DESK_SIZE, DISPLAY_SIZE, PHONE_SIZE, Watched, chromium, open_context, open_page
from playwright.async_api import Browser, Locator, expect
from stage import invitation_code, showing, tell_client

from benchmarks.audio import write_wav
from benchmarks.corpus import joined, librivox_sentences
from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.weights, pytest.mark.timeout(300)]

SPOKEN = "how much there might be"
"""Of the first sentence; whisper-base never gets it wrong."""
TRANSLATED = "John Dashwood"
TERM = ("travel card", "passe Navegante")
READS = {"portuguese": ("pt-PT", "português"), "english": ("en-GB", "English")}


@pytest.fixture(scope="module")
async def talking(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """A browser into whose microphone five sentences are read."""
    recording = tmp_path_factory.mktemp("microphone") / "speech.wav"
    write_wav(recording, joined(librivox_sentences()))
    async with chromium(microphone=recording) as browser:
        yield browser


@dataclass(frozen=True, kw_only=True)
class Room:
    """Everybody who takes part."""

    desk: Watched
    display: Watched
    portuguese: Watched
    english: Watched

    @property
    def readers(self) -> tuple[Watched, ...]:
        return self.display, self.portuguese, self.english

    async def type(self, text: str) -> Locator:
        """Staff type a turn; gives its row on the desk, translated."""
        await self.desk.page.locator(".typed-turn select").select_option("en")
        field = self.desk.page.locator(".typed-turn input")
        await field.fill(text)
        await field.press("Enter")
        row = self.desk.page.locator(".captions .line").filter(has_text=text)
        await expect(row.locator(".cell[data-origin=translated]")).to_contain_text(
            re.compile(r"\w{3}"), timeout=60_000
        )
        return row


@pytest.fixture
async def room(talking: Browser, real_server: RunningServer) -> AsyncIterator[Room]:
    """Four browsers that share nothing but the conversation."""
    contexts = [await open_context(talking, DESK_SIZE), await open_context(talking, DISPLAY_SIZE)]
    desk = await open_page(contexts[0], f"{real_server.url}/desk#key={real_server.secret}")
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    display = await open_page(contexts[1], f"{real_server.url}/display")
    await enter(display, await invitation_code(desk))
    await showing(display, ".reading")  # the next code ends this one, where it is not used yet
    phones = {}
    for name, (locale, endonym) in READS.items():
        contexts.append(await open_context(talking, PHONE_SIZE, locale=locale))
        phone = await open_page(contexts[-1], f"{real_server.url}/join")
        await enter(phone, await invitation_code(desk))
        await phone.page.locator(".welcome label").filter(has_text=endonym).click()
        await phone.page.locator(".welcome .button-primary").click()
        phones[name] = phone
    yield Room(desk=desk, display=display, **phones)
    for context in contexts:
        await context.close()


async def enter(reader: Watched, told: str) -> None:
    await reader.page.locator("#code").fill(told)
    await reader.page.locator("form button").click()


async def test_a_whole_visit(room: Room) -> None:
    await speech_reaches_everybody(room)
    await the_client_answers(room)
    await a_term_is_agreed(room)
    await a_text_is_corrected(room)
    await a_translation_is_checked(room)
    await an_interpreter_is_wanted(room)
    await a_copy_is_taken(room)
    await the_visit_ends(room)
    for watched in (room.desk, *room.readers):
        assert [odd for odd in watched.problems if "ERR_INTERNET" not in odd] == []


async def speech_reaches_everybody(room: Room) -> None:
    """Each reader in their own language, while staff see both."""
    await room.desk.wait_for_text(SPOKEN, seconds=120)
    for watched in (room.desk, room.display, room.portuguese):
        await watched.wait_for_text(TRANSLATED)
    await room.english.wait_for_text(SPOKEN)
    assert SPOKEN not in await room.portuguese.text()


async def the_client_answers(room: Room) -> None:
    """The other direction, from a phone."""
    field = room.portuguese.page.locator(".typed-turn input")
    await field.fill("Preciso de marcar uma consulta para segunda-feira.")
    await field.press("Enter")
    row = room.desk.page.locator(".captions .line").filter(has_text="segunda-feira")
    await expect(row).to_contain_text("Monday", timeout=60_000)
    await room.english.wait_for_text("Monday")


async def a_term_is_agreed(room: Room) -> None:
    """From the next words on it is translated as agreed."""
    english, portuguese = TERM
    await room.desk.page.get_by_role("button", name="Terms").click()
    form = room.desk.page.locator(".terms-form")
    await form.get_by_label("English").fill(english)
    await form.get_by_label("português").fill(portuguese)
    await form.get_by_label("português").press("Enter")
    await room.desk.page.locator(".terms-list").get_by_text(portuguese).wait_for()
    await room.desk.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    await room.type(f"Here is your {english}.")
    for watched in (room.desk, room.display, room.portuguese):
        await expect(watched.page.locator(".captions")).to_contain_text(portuguese)


async def a_text_is_corrected(room: Room) -> None:
    """Translated again, and marked as corrected on every screen."""
    row = await room.type("The office opens at seven.")
    await row.get_by_role("button", name="Correct this text").click()
    await room.desk.page.get_by_label("Corrected text").fill("The office opens at nine.")
    await room.desk.page.get_by_role("button", name="Save correction").click()
    await room.english.wait_for_text("The office opens at nine.")
    for reader, marked in zip(room.readers, ("corrigido", "corrigido", "corrected"), strict=True):
        mark = reader.page.locator(".captions .line").get_by_text(marked, exact=True)
        await expect(mark.filter(visible=True)).to_have_count(1)


async def a_translation_is_checked(room: Room) -> None:
    row = await room.type("Please bring your identity card.")
    await row.get_by_role("button", name="Check").click()
    check = row.locator(".check-result:not(:empty)")
    await expect(check).to_contain_text("a check, not a proof")
    await expect(check.locator(".check-text")).to_contain_text(re.compile("identity", re.I))


async def an_interpreter_is_wanted(room: Room) -> None:
    """One tap on a phone; staff answer, and the client is told."""
    await room.portuguese.page.locator(".calls-buttons button:last-child").click()
    alarm = room.desk.page.locator(".alarm[data-kind=wanted]")
    await expect(alarm).to_contain_text("wants a human interpreter")
    await alarm.locator("button").click()
    await room.desk.page.locator("dialog[open] .handover-answers .button-primary").click()
    await room.portuguese.wait_for_text("Vem aí um intérprete humano")


async def a_copy_is_taken(room: Room) -> None:
    """With both languages in it, and what the client wrote marked as a person's words."""
    await room.desk.page.get_by_role("button", name="Get a copy").click()
    window = room.desk.page.get_by_role("dialog")
    spoken = room.desk.page.locator(".cell[data-origin=spoken]")
    final = spoken.filter(has=room.desk.page.locator(".pencil:visible")).locator(".committed").first
    await final.wait_for()  # a copy has finals alone
    heard = " ".join((await final.inner_text()).split()[:3])
    async with room.desk.page.expect_download() as download:
        await window.get_by_role("button", name="DOCX").click()
    copy = docx.Document(str(await (await download.value).path()))
    cells = [cell.text for row in copy.tables[0].rows for cell in row.cells]
    for said in (heard, "segunda-feira", TERM[1], "The office opens at nine."):
        assert any(said in cell for cell in cells), f"{said} is not in {cells}"
    await window.get_by_role("button", name="Close").click()


async def the_visit_ends(room: Room) -> None:
    """For everybody, and nothing is left."""
    await room.desk.page.get_by_role("button", name="End", exact=True).click()
    await room.desk.page.get_by_role("button", name="End and forget").click()
    await room.desk.wait_for_text("Forgotten")
    for watched in (room.desk, *room.readers):
        await expect(watched.page.locator(".captions .line")).to_have_count(0)
        text = await watched.text()
        for said in (SPOKEN, TRANSLATED, "segunda-feira", TERM[1]):
            assert said not in text
