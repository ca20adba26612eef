"""Glossaries in /admin, in a real browser: looked at, copied, changed, and read from files."""

from __future__ import annotations

import pytest
from admin_screens import GLOSSARY, admin_glossaries, admin_glossary, admin_import
from browser import Watched
from playwright.async_api import FilePayload, Locator, expect
from stage import Stage

SHORT_NAME = "Short name: small letters, digits, dashes; never changes"

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


def button(watched: Watched, name: str) -> Locator:
    return watched.page.get_by_role("button", name=name, exact=True)


def field(watched: Watched, label: str) -> Locator:
    return watched.page.get_by_label(label, exact=True)


def rows(watched: Watched) -> Locator:
    return watched.page.locator(".entries tbody tr")


async def test_shipped_glossary_is_looked_at_and_copied_to_be_changed(stage: Stage) -> None:
    admin = await admin_glossaries(stage)
    await button(admin, "Open: identity-papers").click()
    await admin.wait_for_text("Copy it to change it.")
    await expect(button(admin, "New entry")).to_have_count(0)
    entries = await rows(admin).count()
    await field(admin, "Entries with these words").fill("OLESKELU")
    await expect(rows(admin).first).to_contain_text("residence permit")
    assert 0 < await rows(admin).count() < entries

    await button(admin, "Copy").click()
    await field(admin, "Short name: small letters, digits, dashes; never changes").fill(
        "our-papers"
    )
    await button(admin, "Save").click()
    await admin.wait_for_text("Saved.")
    await expect(rows(admin)).to_have_count(entries)
    await button(admin, "Note and removal").click()
    await button(admin, "Remove this glossary").click()
    await button(admin, "Really remove?").click()
    await admin.wait_for_text("Removed.")
    await expect(button(admin, "Open: our-papers")).to_have_count(0)
    assert admin.problems == []


async def test_entry_is_written_changed_and_removed(stage: Stage) -> None:
    admin = await admin_glossary(stage)
    await button(admin, "New entry").click()
    await field(admin, "Only with these capitals").check()
    await field(admin, "suomi").fill("sauna")
    await button(admin, "Save").click()
    await admin.wait_for_text("Write the term in two languages at least.")
    await field(admin, "English").fill("<img src=x onerror=alert(1)> sauna")
    await button(admin, "Save").click()
    await admin.wait_for_text("Saved.")
    first = rows(admin).first
    await expect(first).to_contain_text("<img src=x onerror=alert(1)> sauna")
    await expect(first).to_contain_text("Capitals count")

    await first.get_by_role("button").click()
    await field(admin, "Not to be translated: it stays the same in all languages").check()
    await expect(field(admin, "suomi")).to_be_hidden()
    await field(admin, "What stays as it is").fill("Löyly")
    await button(admin, "Save").click()
    await admin.wait_for_text("Saved.")
    await expect(rows(admin).first).to_contain_text("Not translated")

    await button(admin, "Change: Löyly").click()
    await button(admin, "Remove this entry").click()
    await button(admin, "Really remove?").click()
    await admin.wait_for_text("Removed.")
    await expect(rows(admin)).to_have_count(3)
    assert [one for one in admin.problems if "422" not in one] == []


async def test_file_is_explained_before_it_is_read_in(stage: Stage) -> None:
    admin = await admin_import(stage)
    await admin.wait_for_text("New entries: 2. Unchanged: 3. Gone: 0.")
    conflicts = admin.page.locator(".plan .conflicts")
    await expect(conflicts).to_contain_text("“bathing card” counts, as it comes first.")
    mode = field(admin, "What happens to the entries that are there")
    await mode.select_option("replace")
    await expect(conflicts).to_have_count(0)
    await button(admin, "See what would come of it").click()
    await admin.wait_for_text("New entries: 2. Unchanged: 0. Gone: 3.")
    await button(admin, "Import").click()
    await admin.wait_for_text("The file is imported.")
    await expect(rows(admin)).to_have_count(2)
    async with admin.page.expect_download() as downloading:
        await admin.page.get_by_role("link", name="Save as CSV").click()
    path = await (await downloading.value).path()
    assert "uimakortti" in path.read_text(encoding="utf-8")
    assert (await downloading.value).suggested_filename == f"{GLOSSARY}.csv"
    assert admin.problems == []


async def test_line_of_a_file_that_cannot_be_read_is_told(stage: Stage) -> None:
    admin = await admin_glossary(stage)
    await button(admin, "Import a file").click()
    wrong = FilePayload(name="terms.csv", mimeType="text/csv", buffer=b"fi,en\na,b\nc,\n")
    await admin.page.locator("input[type=file]").set_input_files(wrong)
    await button(admin, "See what would come of it").click()
    await admin.wait_for_text("Line 3: Write the term in two languages at least.")
    await expect(button(admin, "Import")).to_have_count(0)
