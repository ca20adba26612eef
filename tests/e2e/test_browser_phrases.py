"""Staff show ready phrases and cards: what the desk, the client's screen and a phone show."""

from __future__ import annotations

import pytest
from browser import Watched
from playwright.async_api import Locator, expect
from reader_screens import display_reading, join_reading
from screens import desk_quiet
from stage import Seen, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

LEAST_DRAWN_PX = 20


async def show_card(desk: Watched, words: str) -> None:
    """Find a card by its words and press it."""
    await desk.page.locator(".action-phrases").click()
    await desk.page.locator(".phrase-search input").fill(words)
    await desk.page.locator(".phrase:has(.card-picture)").click()
    await expect(desk.page.locator("dialog[open]")).to_have_count(0)


async def expect_drawn(picture: Locator) -> None:
    """Something is seen where the picture is."""
    await expect(picture).to_be_visible()
    await picture.page.wait_for_function(
        f"picture => picture.getBBox().width > {LEAST_DRAWN_PX}",
        arg=await picture.element_handle(),
    )


@pytest.mark.parametrize("client_lang", ["pt", "ar"])
async def test_a_card_is_seen_on_every_screen_in_the_words_of_each(
    stage: Stage, client_lang: str
) -> None:
    words = {"pt": "Autorização de residência", "ar": "تصريح الإقامة"}[client_lang]
    stage.seen = Seen(client_lang=client_lang)
    desk = await desk_quiet(stage)
    display = await display_reading(stage)
    phone = await join_reading(stage)

    await show_card(desk, "permit residence")
    row = desk.page.locator(".line").last
    await expect(row.locator(".cell").nth(0)).to_contain_text("Residence permit")
    await expect(row.locator(".cell").nth(1)).to_contain_text(words)
    await expect(row.get_by_text("ready phrase")).to_have_count(2)
    await expect(row.locator(".pencil:visible, .check:visible")).to_have_count(0)
    await expect_drawn(row.locator(".card-picture").first)

    for watched in (display, phone):
        line = watched.page.locator(".line").last
        await expect(line).to_contain_text(words)
        await expect_drawn(line.get_by_role("img"))

    await phone.page.locator(".picture").click()
    card = phone.page.get_by_role("dialog")
    await expect(card).to_contain_text(words)
    await expect_drawn(card.locator(".card-picture"))
    await stage.end()
    await expect(phone.page.get_by_text(words)).to_have_count(0)
    assert [*desk.problems, *display.problems, *phone.problems] == []


async def test_the_opening_words_are_one_press_away_and_say_who_wrote_them(stage: Stage) -> None:
    desk = await desk_quiet(stage)
    display = await display_reading(stage)
    await desk.page.get_by_role("button", name="Show the opening words").click()
    line = display.page.locator(".line")
    await expect(line).to_contain_text("Um computador traduz.")
    await expect(line).to_contain_text("Escrito por uma pessoa")


async def test_the_opening_words_can_be_pressed_as_soon_as_there_is_a_line(stage: Stage) -> None:
    desk = await desk_quiet(stage)
    opening = desk.page.get_by_role("button", name="Show the opening words")
    await desk.page.context.set_offline(True)
    await expect(opening).to_be_disabled()
    await desk.page.context.set_offline(False)
    await opening.click()
    await expect(desk.page.locator(".cell[data-origin=typed]")).to_have_count(1)


async def test_phrases_that_nobody_wrote_in_the_clients_language_say_so(stage: Stage) -> None:
    stage.seen = Seen(client_lang="ar")
    desk = await desk_quiet(stage)
    display = await display_reading(stage)
    await desk.page.locator(".action-phrases").click()
    button = desk.page.get_by_role("button", name="Please sign here.")
    await expect(button).to_contain_text("translated by a computer")
    await button.click()
    await expect(display.page.locator(".line")).to_contain_text("[ar] Please sign here.")
    await expect(display.page.locator(".line .route:visible")).to_have_count(0)


async def test_topics_and_words_narrow_what_is_offered(stage: Stage) -> None:
    desk = await desk_quiet(stage)
    await desk.page.locator(".action-phrases").click()
    window = desk.page.get_by_role("dialog")
    await window.get_by_role("button", name="Cards", exact=True).click()
    await expect(window.get_by_role("heading", level=3)).to_have_text("Cards")
    await window.get_by_role("textbox").fill("passaporte")
    await expect(window.locator(".phrase")).to_have_count(1)
    await expect(window.get_by_role("status")).to_have_text("Phrases: 1")
    await window.get_by_role("textbox").fill("zebra")
    await expect(window.get_by_role("status")).to_have_text("No phrase has these words.")
    await window.get_by_role("button", name="Close").click()
    await desk.page.locator(".action-phrases").click()
    await expect(window.get_by_role("textbox")).to_have_value("")


async def test_a_desk_whose_phrases_cannot_be_had_says_so_and_tries_again(stage: Stage) -> None:
    desk = await desk_quiet(stage)
    await desk.page.route("**/phrases", lambda route: route.abort())
    await desk.page.locator(".action-phrases").click()
    await expect(desk.page.locator(".notice")).to_contain_text("The service cannot be reached.")
    await desk.page.unroute("**/phrases")
    await desk.page.locator(".action-phrases").click()
    await expect(desk.page.locator("dialog[open] .phrase").first).to_be_visible()
