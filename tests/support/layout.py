"""What a page's layout does to those who enlarge it, and to fingers."""

from __future__ import annotations

from playwright.async_api import Page

_VISIBLE = """
const shown = [...document.querySelectorAll('body *')].filter((element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
  !element.closest('.visually-hidden, [aria-hidden=true], noscript'));
const told = (element) => `<${element.tagName.toLowerCase()} class="${element.className}">`;
"""

_CUT = (
    "() => {"
    + _VISIBLE
    + """
const page = document.documentElement;
const found = [];
const wider = page.scrollWidth - page.clientWidth;
if (wider > 0) found.push(`the page is ${wider} px wider than the window`);
const modal = document.querySelector('dialog[open]');
for (const element of shown) {
  if (modal && !modal.contains(element)) continue;
  if (element.closest('.table-scroll')) continue; // tables of data may be wide: WCAG 1.4.10
  const { left, right, width } = element.getBoundingClientRect();
  if (width > 1 && (left < -1 || right > innerWidth + 1))
    found.push(`${told(element)} lies from ${left} to ${right} of ${innerWidth}`);
  const clips = ['hidden', 'clip', 'auto', 'scroll'].includes(getComputedStyle(element).overflowX);
  const isTyped = element.matches('input, textarea, select');
  if (clips && !isTyped && width > 1 && element.scrollWidth > element.clientWidth + 1)
    found.push(`${told(element)} shows ${element.clientWidth} of ${element.scrollWidth} px`);
}
return found;
}"""
)

_SMALL = (
    "(least) => {"
    + _VISIBLE
    + """
const pressed =
  'a[href], button, select, summary, textarea, ' +
  'input:not([type=radio], [type=checkbox]), label:has(input)';
return shown.filter((element) => element.matches(pressed)).flatMap((element) => {
  const { width, height } = element.getBoundingClientRect();
  const isSmall = Math.min(width, height) < least - 0.5;
  return isSmall ? [`${told(element)} is ${width} x ${height}`] : [];
});
}"""
)


async def cut(page: Page) -> list[str]:
    """Whatever reaches over an edge, and whatever can only be read by scrolling sideways."""
    found: list[str] = await page.evaluate(_CUT)
    return found


async def small_targets(page: Page, *, least_px: int) -> list[str]:
    """Controls that a finger misses."""
    found: list[str] = await page.evaluate(_SMALL, least_px)
    return found
