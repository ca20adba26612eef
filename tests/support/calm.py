"""How calm captions are while somebody speaks: what moves, and how often something is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

SAME_PLACE_PX = 0.5
"""Rounding moves a word by less than this."""

_WATCH = """(samePx) => {
const captions = document.querySelector('.captions');
const report = { moved: [], words: 0, shift: 0, drawnMs: [], frames: 0 };
const places = new Map();
const ids = new WeakMap();
let rows = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry.sources.some(({ node }) => node && captions.contains(node)))
      report.shift += entry.value;
}).observe({ type: 'layout-shift' });
new MutationObserver(() => report.drawnMs.push(performance.now())).observe(captions, {
  childList: true, characterData: true, subtree: true,
});
const range = document.createRange();
const look = () => {
  const origin = captions.getBoundingClientRect();
  for (const text of captions.querySelectorAll('.committed')) {
    if (!ids.has(text)) ids.set(text, (rows += 1));
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let at = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const { 0: word, index } of node.data.matchAll(/\\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { left, top } = range.getBoundingClientRect();
        const here = { word, x: left - origin.left, y: top - origin.top };
        const key = `${ids.get(text)}:${(at += 1)}`;
        const before = places.get(key);
        // Of a word that grows, the first letter stays; another word is a correction.
        if (before && here.word.startsWith(before.word) &&
            Math.max(Math.abs(before.x - here.x), Math.abs(before.y - here.y)) > samePx)
          report.moved.push({ from: before, to: here });
        places.set(key, here);
      }
    }
  }
  report.words = places.size;
  report.frames += 1;
  requestAnimationFrame(look);
};
look();
window.calmReport = report;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """What was seen of the captions of a page, frame by frame."""

    words: int
    """Committed words that were watched."""
    moved: list[dict[str, dict[str, object]]]
    """Those that did not stay where they were, in the list of captions."""
    shift: float
    """Cumulative layout shift of the captions, as the browser counts it."""
    most_redraws: int
    """In any second."""
    frames: int

    def __str__(self) -> str:
        """One line of figures."""
        return (
            f"{self.words} committed words in {self.frames} frames, {len(self.moved)} moved; "
            f"layout shift {self.shift:.4f}; at most {self.most_redraws} redraws in a second"
        )


async def watch_captions(page: Page) -> None:
    """Begin to look at the captions of a page with every frame."""
    await page.evaluate(_WATCH, SAME_PLACE_PX)


async def calm_of(page: Page) -> Calm:
    """What has been seen until now."""
    seen = await page.evaluate("window.calmReport")
    return Calm(
        words=seen["words"],
        moved=seen["moved"],
        shift=seen["shift"],
        most_redraws=most_within(seen["drawnMs"], 1_000.0),
        frames=seen["frames"],
    )


def most_within(times_ms: list[float], window_ms: float) -> int:
    """The most of ascending times that lie within a window."""
    first, most = 0, 0
    for last, time_ms in enumerate(times_ms):
        while time_ms - times_ms[first] >= window_ms:
            first += 1
        most = max(most, last - first + 1)
    return most
