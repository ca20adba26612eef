"""Marks on the pages: what is read back is marked, and no word moves when the marks come."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from browser import DESK_SIZE, DISPLAY_SIZE, PHONE_SIZE, chromium, open_context, open_page
from playwright.async_api import Browser, expect
from stage import invitation_code, tell_client

from benchmarks.server import RunningServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

PLACES = """async ([text, lang, dir, marks]) => {
  const { CaptionText } = await import('/static/elements/caption-text.js');
  const i18n = { attribute: (element) => element };
  const caption = new CaptionText(i18n, lang, dir);
  document.body.replaceChildren(caption.element);
  document.body.className = 'reading';
  caption.element.style.cssText = 'font-size: 30px; inline-size: 25ch';
  const cell = { committed: text, tentative: '', confidence: null };
  const letters = () => {
    const found = [];
    const nodes = document.createTreeWalker(caption.element, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      for (let at = 0; at < nodes.currentNode.length; at += 1) {
        const range = document.createRange();
        range.setStart(nodes.currentNode, at);
        range.setEnd(nodes.currentNode, at + 1);
        const { x, y, width } = range.getBoundingClientRect();
        const blank = nodes.currentNode.data[at].trim() === '';  // at the end of a line: anywhere
        found.push(blank ? [] : [x, y, width]);
      }
    }
    return found;
  };
  caption.update({ ...cell, final: false, marks: [] });
  const before = letters();
  caption.update({ ...cell, final: true, marks });
  const after = letters();
  const moved = before.flatMap((place, i) => place.map((v, j) => Math.abs(v - after[i][j])));
  const { length } = caption.element.querySelectorAll('mark');
  return { moved: Math.max(...moved), letters: [before.length, after.length], marks: length };
}"""
KINDS = ("negation", "number", "date", "number", "uncertain")


@pytest.fixture(scope="module")
async def plain() -> AsyncIterator[Browser]:
    """A browser without any microphone."""
    async with chromium() as browser:
        yield browser


@pytest.mark.parametrize(
    ("lang", "dir", "text", "marked"),
    [
        (
            "en",
            "ltr",
            "You do not pay 1,250.50 euros on Monday, 14 May; AVATAR is what you say, not me.",
            ("not", "1,250.50 euros", "Monday", "14", "AVATAR", "not me"),
        ),
        (
            "fi",
            "ltr",
            "Ette maksa 12,50 € maanantaina, vaan työllisyyspalvelukeskuksen 14.30 aika siirtyy.",
            ("Ette", "12,50 €", "maanantaina", "14.30"),
        ),
        ("ar", "rtl", "الموعد يوم الاثنين الساعة 14.30 وليس 15 من فضلك", ("14.30", "15")),
    ],
)
async def test_no_letter_moves_when_the_marks_come(
    plain: Browser,
    fake_server: RunningServer,
    lang: str,
    dir: str,
    text: str,
    marked: tuple[str, ...],
) -> None:
    context = await open_context(plain, DISPLAY_SIZE)
    page = (await open_page(context, f"{fake_server.url}/display")).page
    marks = [
        {"start": text.index(word), "end": text.index(word) + len(word), "kind": kind}
        for word, kind in zip(marked, KINDS * 2, strict=False)
    ]
    measured = await page.evaluate(PLACES, [text, lang, dir, marks])
    assert measured["letters"] == [len(text), len(text)]
    assert measured["marks"] == len(marks)
    assert measured["moved"] < 0.05, f"{measured['moved']} px"
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_numbers_and_negations_are_marked_on_desk_and_phone(
    plain: Browser, fake_server: RunningServer, scheme: str
) -> None:
    context = await open_context(plain, DESK_SIZE)
    desk = await open_page(context, f"{fake_server.url}/desk#key={fake_server.secret}")
    await desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sides = desk.page.locator("fieldset")
    await sides.nth(0).get_by_text("English", exact=True).click()
    await sides.nth(1).get_by_text("português", exact=True).click()
    await desk.page.get_by_role("button", name="Start the conversation").click()
    await tell_client(desk)
    await desk.wait_for_text("Not listening")
    code = await invitation_code(desk)
    reader = await open_context(plain, PHONE_SIZE, locale="pt-PT")
    phone = await open_page(reader, f"{fake_server.url}/join")
    await phone.page.locator("#code").fill(code)
    await phone.page.locator("form button").click()
    await phone.page.locator("button.button-primary").click()
    await desk.page.get_by_placeholder("Type in English").fill("You do not pay 12,50 € in May.")
    await desk.page.get_by_role("button", name="Send").click()
    said = desk.page.locator("main .cell[data-origin=typed] mark")
    await expect(said).to_have_text(["not", "12,50 €", "May"])
    await expect(said.nth(1).locator("bdi")).to_have_text("12,50 €")
    await expect(said.nth(1)).to_have_attribute("title", "number: read it back")
    await expect(phone.page.locator(".caption-text mark.is-number")).to_have_text("12,50 €")
    await expect(phone.page.locator(".caption-text mark.is-number")).to_have_attribute(
        "title", "número"
    )
    await phone.page.locator(".reading-top summary").click()
    legend = phone.page.get_by_role("list", name="Marcas no texto")
    await expect(legend.get_by_role("listitem")).to_have_count(4)
    assert not phone.problems
    await context.close()
    await reader.close()
