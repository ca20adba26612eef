"""/admin in a real browser: usage, a comparison and desks."""

from __future__ import annotations

import csv
import io
import re

import pytest
from admin_screens import (
    ADMIN_SCREENS,
    admin_compared,
    admin_desk_prompts,
    admin_desks,
    admin_key_form,
    admin_key_made,
    admin_usage,
)
from browser import DESK_SIZE, PHONE_SIZE, Watched
from pictures import light_and_dark
from playwright.async_api import Locator, expect
from season import EXPERIMENT
from stage import Seen, Stage

from models.fake_talk import DESK_TALK

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]


def labelled(watched: Watched, text: str) -> Locator:
    return watched.page.get_by_label(text, exact=True)


async def test_usage_is_seen_as_plots_and_tables_and_taken_as_a_file(stage: Stage) -> None:
    admin = await admin_usage(stage)
    assert "#" not in admin.page.url, "the secret stays in the address bar"
    await expect(admin.page.locator(".plot")).to_have_count(3)
    plot = admin.page.get_by_role("img", name="Conversations")
    await expect(plot).to_have_accessible_name(re.compile("highest .* table"))
    tables = admin.page.locator("table")
    await expect(tables).to_have_count(3)
    await expect(tables.nth(1).locator("tbody tr")).to_have_count(3)
    await labelled(admin, "Desk").select_option("travel-cards")
    await admin.page.get_by_role("button", name="Show").click()
    await expect(tables.nth(1).locator("tbody tr")).to_have_count(1)
    async with admin.page.expect_download() as downloading:
        await admin.page.get_by_role("link", name="Conversations as a CSV file").click()
    path = await (await downloading.value).path()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert rows[0][:2] == ["hour", "desk"]
    assert {row[1] for row in rows[1:]} == {"travel-cards"}
    assert admin.problems == []


async def test_time_without_a_visit_says_so(stage: Stage) -> None:
    admin = await admin_usage(stage)
    await labelled(admin, "From").fill("2020-01-01")
    await labelled(admin, "To, this day included").fill("2020-01-31")
    await admin.page.get_by_role("button", name="Show").click()
    await admin.wait_for_text("Nothing was counted in this time.")


async def test_experiment_is_compared_in_honest_words(stage: Stage) -> None:
    admin = await admin_compared(stage)
    rows = admin.page.locator("tbody tr")
    lag = rows.filter(has_text="Lag, mean of the medians")
    await expect(lag.locator("td.verdict")).to_have_text("A difference is shown")
    minutes = rows.filter(has_text="Minutes of a conversation")
    await expect(minutes.locator("td.verdict")).to_have_text("No difference shown")
    await admin.wait_for_text("does not mean that there is none")
    chosen = labelled(admin, "What is compared")
    await expect(chosen.locator("option").first).to_have_text(f"Experiment: {EXPERIMENT}")
    await chosen.select_option("")
    await labelled(admin, "First desk").select_option("desk")
    await labelled(admin, "Second desk").select_option("travel-cards")
    await admin.page.get_by_role("button", name="Compare").click()
    await expect(admin.page.locator("thead th").nth(2)).to_have_text("travel-cards")
    assert admin.problems == []


async def test_desk_is_made_changed_and_removed(stage: Stage) -> None:
    admin = await admin_desks(stage)
    await admin.page.get_by_role("button", name="New desk").click()
    await labelled(admin, "Name").fill("Varhaiskasvatus")
    await admin.page.locator(".desk-form input").nth(1).fill("early-education")
    await labelled(admin, "Telephone of the interpreters").fill("+358 9 123")
    await labelled(admin, "Reasons for a hand-over, one a line").fill("Rights\n\nSound")
    await labelled(admin, "How long the text is kept after a conversation").select_option("1")
    await labelled(admin, "Name of an experiment; empty for none").fill("=SUM(1)")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.wait_for_text("Saved.")
    desks = (await stage.staff.staff("GET", "/desks")).json()
    made = next(desk for desk in desks if desk["slug"] == "early-education")
    assert made["handover_reasons"] == ["Rights", "Sound"]
    assert made["retention_h"] == 1

    await admin.page.get_by_role("button", name="Edit: Varhaiskasvatus").click()
    await expect(labelled(admin, "Name of an experiment; empty for none")).to_have_value("=SUM(1)")
    await expect(admin.page.locator(".desk-form input").nth(1)).not_to_be_editable()
    await labelled(admin, "Name").fill("Päiväkoti")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_role("button", name="Edit: Päiväkoti").click()
    await admin.page.get_by_role("button", name="Remove this desk").click()
    await admin.page.get_by_role("button", name="Really remove?").click()
    await admin.wait_for_text("Removed.")
    slugs = [desk["slug"] for desk in (await stage.staff.staff("GET", "/desks")).json()]
    assert "early-education" not in slugs
    assert admin.problems == []


async def test_prompts_of_a_desk_are_written_by_language_and_taken_away(stage: Stage) -> None:
    admin = await admin_desk_prompts(stage)
    save = admin.page.get_by_role("button", name="Save")
    await save.click()
    await admin.wait_for_text("Saved.")
    edit = admin.page.get_by_role("button", name="Edit: Työnhakijat")
    await edit.click()
    await expect(labelled(admin, "português")).to_have_value(DESK_TALK["pt"][0])
    arabic = labelled(admin, "العربية")
    await expect(arabic).to_have_attribute("dir", "rtl")
    await arabic.fill(" ")
    await save.click()
    await edit.click()
    await expect(labelled(admin, "português")).to_be_visible()
    await expect(arabic).to_have_count(0)
    await labelled(admin, "português").fill("")
    await save.click()
    await admin.wait_for_text("Saved.")
    assert admin.problems == []


async def test_short_name_that_is_taken_is_told(stage: Stage) -> None:
    admin = await admin_desks(stage)
    await admin.page.get_by_role("button", name="New desk").click()
    await labelled(admin, "Name").fill("Again")
    await admin.page.locator(".desk-form input").nth(1).fill("desk")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.wait_for_text("There is a desk of this short name.")


async def test_first_desk_has_no_way_to_be_removed(stage: Stage) -> None:
    admin = await admin_desks(stage)
    await admin.page.get_by_role("button", name="Edit: Desk", exact=True).click()
    await expect(admin.page.locator(".desk-form")).to_be_visible()
    await expect(admin.page.locator(".button-danger")).to_have_count(0)


async def test_sign_out_leads_out(stage: Stage) -> None:
    admin = await admin_usage(stage)
    await admin.page.get_by_role("button", name="Sign out").click()
    await admin.wait_for_text("Open the link for administrators")
    await admin.page.reload()
    await admin.wait_for_text("Open the link for administrators")


@pytest.mark.parametrize(("locale", "size"), [("fi-FI", DESK_SIZE), ("sv-FI", PHONE_SIZE)])
async def test_pictures_of_every_part(stage: Stage, locale: str, size: tuple[int, int]) -> None:
    stage.seen = Seen(locale=locale, size=size)
    for name in ("admin-usage", "admin-compared", "admin-desk-form"):
        admin = await ADMIN_SCREENS[name](stage)
        await light_and_dark(admin, f"{name}-{locale[:2]}", full_page=True)
        assert admin.problems == []


async def test_key_is_made_shown_once_used_and_revoked(stage: Stage) -> None:
    admin = await admin_key_form(stage)
    await labelled(admin, "Which system it is for").fill("<b>Case</b> system")
    await labelled(admin, "Valid until, this day included (UTC); empty for no end").fill(
        "2099-12-31"
    )
    await labelled(admin, "Characters a month; empty for no bound").fill("1000")
    await admin.page.get_by_role("button", name="Make the key").click()
    secret = await admin.page.locator(".made-key code").inner_text()
    await expect(admin.page.locator(".made-key h2")).to_be_focused()
    await expect(admin.page.locator(".made-key h2")).to_have_text("The key of <b>Case</b> system")
    text = {"q": "hello", "source": "en", "target": "pt", "api_key": secret}
    answer = await stage.staff.http.post("/translate", json=text)
    assert answer.status_code == 200, answer.text
    await admin.page.get_by_role("button", name="I have kept it").click()
    row = admin.page.locator(".key", has_text="<b>Case</b> system")
    assert secret[16:] not in await admin.page.content()
    for told in (secret[:15], "Translate texts", "Valid", "2099-12-31", "0 of 1\u202f000"):
        await expect(row).to_contain_text(told)
    await row.get_by_role("button", name="Revoke: <b>Case</b> system").click()
    await row.get_by_role("button", name="Really revoke? <b>Case</b> system").click()
    await admin.wait_for_text("Revoked.")
    await expect(row).to_contain_text("Revoked")
    assert (await stage.staff.http.post("/translate", json=text)).status_code == 403
    assert admin.problems == []


async def test_key_is_copied_on_demand(stage: Stage) -> None:
    admin = await admin_key_made(stage)
    await admin.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await admin.page.get_by_role("button", name="Copy").click()
    await admin.wait_for_text("Copied.")
    copied = await admin.page.evaluate("navigator.clipboard.readText()")
    assert copied == await admin.page.locator(".made-key code").inner_text()


async def test_key_that_cannot_be_is_told_and_the_form_stays(stage: Stage) -> None:
    admin = await admin_key_form(stage)
    await labelled(admin, "Which system it is for").fill("System")
    await labelled(admin, "Translate texts").uncheck()
    await admin.page.get_by_role("button", name="Make the key").click()
    await admin.wait_for_text("The key cannot be made like this.")
    await expect(labelled(admin, "Which system it is for")).to_have_value("System")
