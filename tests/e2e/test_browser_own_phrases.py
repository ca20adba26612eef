"""Administrators write phrases in a real browser, and staff show them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from admin_screens import admin_phrase_group, admin_phrases, told
from browser import Watched
from playwright.async_api import Locator, expect
from screens import desk_running
from stage import Stage, showing

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

SHORT_NAME = "Short name: small letters, digits, dashes; never changes"


def button(watched: Watched, name: str) -> Locator:
    return watched.page.get_by_role("button", name=name, exact=True)


def field(watched: Watched, label: str) -> Locator:
    return watched.page.get_by_label(label, exact=True)


async def test_phrase_is_written_in_admin_and_shown_at_the_desk(stage: Stage) -> None:
    title, slug = f"Pool {uuid4().hex[:6]}", f"pool-{uuid4().hex[:6]}"
    admin = await admin_phrases(stage)
    await button(admin, "New group").click()
    await field(admin, "Name of the group, as staff see it").fill(title)
    await button(admin, "Save").click()
    await admin.wait_for_text("There are no phrases in this group yet.")
    await button(admin, "New phrase").click()
    await button(admin, "Save").click()
    await admin.wait_for_text("Write something, in one language at least.")
    await field(admin, "suomi").fill("Uimahalli on auki.")
    await field(admin, "Another language").select_option("pt")
    await button(admin, "Add this language").click()
    await field(admin, "português").fill("A piscina está aberta. <img src=x onerror=alert(1)>")
    await button(admin, "Save").click()
    await admin.wait_for_text("Saved.")
    await expect(admin.page.locator(".phrase-entries dd")).to_have_count(2)

    await button(admin, "All phrases").click()
    await button(admin, "New set").click()
    await field(admin, SHORT_NAME).fill(slug)
    await field(admin, "Another group").select_option(label=title)
    await button(admin, "Add this group").click()
    await button(admin, "Save").click()
    await admin.wait_for_text("Saved.")
    desk = {"slug": slug, "name": title, "phrase_set": slug}
    await told(stage, "POST", "/desks", desk)

    opened = await stage.staff.staff(
        "POST", "/conversations", {"staff_lang": "en", "client_lang": "pt", "desk": slug}
    )
    stage.conversation = str(opened.json()["conversation"])
    page = await desk_running(stage)
    await page.page.locator(".action-phrases").click()
    topic = page.page.locator(".phrase-topics button", has_text=title)
    await topic.click()
    await page.page.locator(".phrase-list .phrase").click()
    row = page.page.locator(".line").last
    await expect(row).to_contain_text("A piscina está aberta. <img src=x onerror=alert(1)>")
    assert [one for one in page.problems if one.startswith("script")] == []

    in_use = await admin_phrases(stage)
    await button(in_use, f"Change: {slug}").click()
    await in_use.wait_for_text("Desks offer it, so it cannot be removed")
    await expect(button(in_use, "Remove this set")).to_have_count(0)


async def test_copied_phrases_are_changed_ordered_and_removed(stage: Stage) -> None:
    admin = await admin_phrase_group(stage)
    lines = admin.page.locator(".phrase-entries > li")
    count = await lines.count()
    second = await lines.nth(1).locator("dd").first.inner_text()
    await lines.nth(1).get_by_role("button", name="Up").click()
    await admin.wait_for_text("Saved.")
    await expect(lines.first.locator("dd").first).to_have_text(second)
    await lines.first.get_by_role("button", name="Change").click()
    await button(admin, "Remove this phrase").click()
    await button(admin, "Really remove?").click()
    await admin.wait_for_text("Removed.")
    await expect(lines).to_have_count(count - 1)
    await button(admin, "Remove this group").click()
    await button(admin, "Really remove?").click()
    await showing(admin, ".glossary-line")
    await admin.wait_for_text("Removed.")
    assert admin.problems == []


async def test_what_comes_along_is_only_looked_at(stage: Stage) -> None:
    admin = await admin_phrases(stage)
    await button(admin, "Open: Greeting").click()
    await admin.wait_for_text("cannot be changed")
    await expect(admin.page.locator(".phrase-entries dd").first).to_be_visible()
    await expect(admin.page.locator(".phrase-entries button")).to_have_count(0)
    await expect(button(admin, "New phrase")).to_have_count(0)
