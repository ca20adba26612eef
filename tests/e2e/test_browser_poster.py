"""/poster in a real browser: on one page of A4, in however many languages, without a secret."""

from __future__ import annotations

import re

import pytest
from browser import Watched
from pictures import picture_file
from playwright.async_api import Route, expect
from screens import poster_shown
from stage import Seen, Stage

from models.language_names import DESK_CODES, language_name

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

A4_POINTS = re.compile(rb"/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.\d+\]")


async def printed_pages(watched: Watched, name: str) -> int:
    """Pages of A4 that a printer would get."""
    paper = await watched.page.pdf(prefer_css_page_size=True, print_background=True)
    picture_file(f"{name}.pdf").write_bytes(paper)
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert len(A4_POINTS.findall(paper)) == pages
    return pages


async def every_language(route: Route) -> None:
    """What a service tells that interprets all languages of a desk."""
    languages = [
        {"code": code, "endonym": language_name(code).endonym} for code in sorted(DESK_CODES)
    ]
    await route.fulfill(json={"languages": languages, "fake": False, "version": ""})


async def test_languages_that_are_interpreted_stand_on_one_page(stage: Stage) -> None:
    poster = await poster_shown(stage)
    told = (await stage.staff.http.get("/capabilities")).json()["languages"]
    await expect(poster.page.locator(".poster-languages li")).to_have_count(len(told))
    assert await printed_pages(poster, "poster-few") == 1
    await poster.page.get_by_label("português").uncheck()
    await expect(poster.page.locator(".poster-languages [lang=pt]")).to_have_count(0)
    assert poster.problems == []


async def test_all_languages_of_desks_stand_on_one_page(stage: Stage) -> None:
    context = await stage.context()
    await context.route("**/capabilities", every_language)
    page = await context.new_page()
    await page.goto(f"{stage.server.url}/poster")
    await expect(page.locator(".poster-languages li")).to_have_count(len(DESK_CODES))
    assert await printed_pages(Watched(page=page), "poster-all") == 1


async def test_poster_leads_to_where_a_code_is_typed_and_holds_no_secret(stage: Stage) -> None:
    poster = await poster_shown(stage)
    place = (await stage.staff.http.get("/poster/link")).json()
    assert place["link"].endswith("/join")
    await expect(poster.page.locator("figcaption")).to_have_text(place["link"].split("://")[1])
    phone = await stage.open("/join")
    await phone.page.locator("#code").wait_for()


async def test_address_that_phones_cannot_reach_is_told_before_printing(stage: Stage) -> None:
    poster = await poster_shown(stage)
    await poster.wait_for_text("Set public_url before you print.")


async def test_poster_is_read_in_the_language_of_staff(stage: Stage) -> None:
    stage.seen = Seen(locale="fi-FI")
    poster = await poster_shown(stage)
    await poster.wait_for_text("Tulkkaus tässä palvelupisteessä")
    await poster.page.locator(".locale").select_option("sv")
    await poster.wait_for_text("Tolkning vid den här disken")


async def test_desk_leads_to_the_poster(stage: Stage) -> None:
    desk = await stage.open_desk()
    link = desk.page.get_by_role("link", name="Poster to print")
    await expect(link).to_have_attribute("href", "/poster")
