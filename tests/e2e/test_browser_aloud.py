"""Texts are read aloud by voices of the device alone, when a person wants it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser import Watched
from playwright.async_api import expect
from reader_screens import join_quiet, join_rows, join_welcome
from screens import desk_listening, desk_quiet, desk_rows, desk_setup
from stage import Stage, showing, tell_client

from models.fake_talk import DESK_TALK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

OPENING = "Um computador traduz."
LOCAL = ("pt-PT remote", "pt-BR local", "en-GB local")
NOTE_ECHO = """(() => {
const devices = navigator.mediaDevices;
const ask = devices.getUserMedia.bind(devices);
globalThis.echoes = [];
devices.getUserMedia = (wanted) => {
  echoes.push(wanted.audio.echoCancellation);
  return ask(wanted);
};
})()"""
REMOTE = ("pt-PT remote", "en-GB local")


def hear(stage: Stage, voices: tuple[str, ...]) -> None:
    """Devices have these voices."""
    stage.seen = replace(stage.seen, voices=voices)


async def heard(watched: Watched) -> list[tuple[str, str]]:
    """What was read so far, and by which voice."""
    spoken = await watched.page.evaluate("heardAloud")
    return [(one["text"], one["voice"]) for one in spoken]


async def expect_heard(watched: Watched, count: int) -> tuple[str, str]:
    """The last one of so many."""
    await watched.page.wait_for_function("count => heardAloud.length >= count", arg=count)
    spoken = await heard(watched)
    assert len(spoken) == count
    return spoken[-1]


async def show_opening(desk: Watched) -> None:
    await desk.page.locator(".action-phrases").click()
    await desk.page.locator("#phrases-opening + ul button").click()


async def test_a_phrase_is_spoken_by_a_local_voice_while_the_microphone_rests(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_listening(stage)
    await desk.page.locator(".aloud-switch").click()
    await expect(desk.page.locator(".aloud-told span")).to_have_count(0)
    await show_opening(desk)
    text, voice = await expect_heard(desk, 1)
    assert (text.startswith(OPENING), voice) == (True, "pt-BR local")
    await showing(desk, ".listen[data-mic=paused]")
    await desk.page.evaluate("speechSynthesis.finish()")
    await showing(desk, ".listen[data-mic=listening]")


async def test_the_desk_reads_the_opening_words_before_a_conversation(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_setup(stage)
    await desk.page.locator(".setup .read").click()
    text, voice = await expect_heard(desk, 1)
    assert text.startswith(OPENING)
    assert voice == "pt-BR local"
    assert desk.problems == []


async def test_the_microphone_takes_echo_out_while_reading_is_on(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_setup(stage)
    await desk.page.evaluate(NOTE_ECHO)
    await desk.page.locator(".setup-start .button-primary").click()
    await tell_client(desk)
    await showing(desk, ".listen[data-mic=listening]")
    for asked in ([False, True], [False, True, False]):
        await desk.page.locator(".aloud-switch").click()
        await desk.page.wait_for_function(f"echoes.length === {len(asked)}")
        await showing(desk, ".listen[data-mic=listening]")
        assert await desk.page.evaluate("echoes") == asked


async def test_one_who_speaks_is_not_spoken_over(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_listening(stage)
    await desk.page.locator(".aloud-switch").click()
    await show_opening(desk)
    await showing(desk, ".listen[data-mic=paused]")
    await desk.page.locator(".listen").click()
    await showing(desk, ".listen[data-mic=listening]")
    await desk.page.wait_for_function("speechSynthesis.current === null")
    await desk.page.locator(".listen").click()
    await showing(desk, ".listen[data-mic=paused]")


async def test_without_a_local_voice_nothing_is_spoken_and_the_desk_says_so(stage: Stage) -> None:
    hear(stage, REMOTE)
    desk = await desk_rows(stage)
    await desk.page.locator(".aloud-switch").click()
    told = desk.page.locator(".aloud-told")
    await expect(told).to_contain_text("no voice of its own for: português.")
    await expect(desk.page.locator(".cell:nth-child(2) .read:visible")).to_have_count(0)
    await show_opening(desk)
    await desk.page.locator(".line").get_by_text(OPENING).wait_for()
    await desk.page.locator(".cell:nth-child(1) .read:visible").first.click()
    assert await heard(desk) == [(DESK_TALK["en"][0], "en-GB local")]


async def test_the_desk_reads_a_line_when_it_is_pressed_and_stops(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_rows(stage)
    await expect(desk.page.locator(".read:visible")).to_have_count(0)
    await desk.page.locator(".aloud-switch").click()
    await desk.page.get_by_role("button", name="Read aloud", exact=True).nth(1).click()
    assert await expect_heard(desk, 1) == (DESK_TALK["pt"][0], "pt-BR local")
    await desk.page.get_by_role("button", name="Stop reading").click()
    await expect(desk.page.get_by_role("button", name="Stop reading")).to_have_count(0)
    await desk.page.locator(".read:visible").first.click()
    await desk.page.evaluate("speechSynthesis.fail('synthesis-failed')")
    await expect(desk.page.get_by_text("This could not be read aloud.")).to_be_visible()


async def test_phrases_are_not_read_while_reading_is_off(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_quiet(stage)
    await show_opening(desk)
    await desk.page.locator(".line").get_by_text(OPENING).wait_for()
    assert await heard(desk) == []


async def test_a_reload_keeps_the_choice_and_reads_nothing_again(stage: Stage) -> None:
    hear(stage, LOCAL)
    desk = await desk_listening(stage)
    await desk.page.locator(".aloud-switch").click()
    await show_opening(desk)
    await expect_heard(desk, 1)
    await desk.page.reload()
    await expect(desk.page.locator(".aloud-switch")).to_have_attribute("aria-pressed", "true")
    await desk.page.locator(".line").get_by_text(OPENING).wait_for()
    assert await heard(desk) == []


async def test_a_phone_reads_the_opening_words_and_its_lines(stage: Stage) -> None:
    hear(stage, LOCAL)
    phone = await join_welcome(stage)
    await phone.page.get_by_role("button", name="Ler em voz alta").click()
    text, _ = await expect_heard(phone, 1)
    assert text.startswith(OPENING)
    await phone.page.get_by_role("button", name="Parar de ler").click()

    phone = await join_rows(stage)
    await expect(phone.page.locator(".line .read:visible")).to_have_count(0)
    await phone.page.locator(".reading-top summary").click()
    await phone.page.locator(".aloud-switch").click()
    await phone.page.locator(".reading-top summary").click()
    await phone.page.locator(".line .read:visible").first.click()
    assert await expect_heard(phone, 1) == (DESK_TALK["pt"][0], "pt-BR local")
    await stage.end()
    await showing(phone, ".feedback-answers")
    assert await phone.page.evaluate("speechSynthesis.current") is None


async def test_a_phone_without_a_local_voice_says_so_until_one_comes(stage: Stage) -> None:
    hear(stage, REMOTE)
    phone = await join_quiet(stage)
    await stage.say("Good morning, how can I help you?")
    await phone.page.locator(".reading-top summary").click()
    await phone.page.locator(".aloud-switch").click()
    told = phone.page.locator(".aloud-told")
    await expect(told).to_have_text("Este aparelho não tem uma voz própria para esta língua.")
    voice = {"lang": "pt-PT", "name": "new", "localService": True, "default": False}
    await phone.page.evaluate("voice => speechSynthesis.arrive([voice])", voice)
    await expect(told).to_be_empty()
    await expect(phone.page.locator(".line .read:visible")).to_have_count(1)
    await phone.page.locator(".reading-top > select").select_option("fi")
    await expect(told).to_have_text("Tässä laitteessa ei ole omaa ääntä tälle kielelle.")
