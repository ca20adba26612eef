"""A person who has only a keyboard: where Tab leads, and whether they can see where they are."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

MOST_STOPS = 120

_CONTROLS = """
const pressed = 'a[href], button:enabled, select:enabled, input:enabled, textarea:enabled, ' +
  'summary, [tabindex="0"]';
const modal = document.querySelector('dialog[open]');
const controls = [...document.querySelectorAll(pressed)].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && (!modal || modal.contains(element)));
"""

_NAME_ALL = (
    "() => {"
    + _CONTROLS
    + """
const groups = new Set();
let count = 0;
return controls.flatMap((element) => {
  if (element.type === 'radio') {
    // Tab stops at one of a group; arrows lead to the others.
    if (groups.has(element.name)) return [];
    groups.add(element.name);
    element.dataset.stop = element.name;
  } else element.dataset.stop = `${element.tagName.toLowerCase()}-${(count += 1)}`;
  return [element.dataset.stop];
});
}"""
)

_STILL_THERE = (
    "() => {"
    + _CONTROLS
    + """
return controls.flatMap(({ dataset }) => dataset.stop ?? []);
}"""
)

_HERE = """() => {
const element = document.activeElement;
if (element === null || element === document.body) return null;
const marked = element.type === 'radio' ? element.closest('label') : element;
const { outlineStyle, outlineWidth } = getComputedStyle(marked);
const { width, height } = marked.getBoundingClientRect();
return {
  name: element.type === 'radio' ? element.name : element.dataset.stop ?? element.outerHTML,
  seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 1 && height > 1,
};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Once round a page with Tab."""

    missed: frozenset[str]
    """Controls that stay and that Tab does not lead to: all but a few, where it is trapped."""
    unseen: frozenset[str]
    """Stops at which nothing shows where one is."""


async def walk(page: Page) -> Walk:
    """Press Tab until it leads to where it has been; on the way it may lead out of the page."""
    await page.evaluate("document.activeElement?.blur()")
    await page.keyboard.press("Shift")  # what hides until a key is pressed shows itself
    controls = frozenset(await page.evaluate(_NAME_ALL))
    stops: dict[str, bool] = {}
    last = None
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        here = await page.evaluate(_HERE)
        if here is None:
            continue
        if here["name"] == last:
            continue  # a field of several parts, such as a date
        last = here["name"]
        if last in stops:
            break
        stops[last] = here["seen"]
    unseen = frozenset(name for name, seen in stops.items() if not seen)
    stay = controls & frozenset(await page.evaluate(_STILL_THERE))  # some go while people talk
    return Walk(missed=stay - stops.keys(), unseen=unseen)


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_STOPS):
        if await page.locator(f"{selector}:focus").count():
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {selector}")
