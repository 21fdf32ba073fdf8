"""Look at a page as people do: with axe, on pictures, and on a narrow screen."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots"
WIDE, NARROW = (1600, 940), (390, 844)
STILL = "() => Promise.all([document.fonts.ready, ...document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).map(a => a.finished.catch(() => {}))]).then(() => null)"  # noqa: E501 - one expression for the browser
SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= window.innerWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > window.innerWidth);
  return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}"""


def axe(page: Page) -> None:
    """Fail on any rule of axe that the page breaks."""
    page.evaluate(STILL)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def nothing_sideways(page: Page) -> None:
    """Fail if a narrow screen would have to scroll sideways."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    wide = page.evaluate(SIDEWAYS)
    assert wide == [], wide
    if before:
        page.set_viewport_size(before)


def shot(page: Page, name: str) -> None:
    """Keep pictures of a page, wide and narrow, as test output."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(STILL)
        page.screenshot(path=SHOTS / f"{name}-{width}.png")
    if before:
        page.set_viewport_size(before)
