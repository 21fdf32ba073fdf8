"""Look at a page as people do: with axe, on pictures, and on a narrow screen."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots"
WIDE, NARROW = (1600, 940), (390, 844)
FINISH = """() => {
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().endTime < Infinity) one.finish();
  }
}"""
SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= window.innerWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > window.innerWidth);
  return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}"""


def hold_still(page: Page) -> None:
    """Have the letters there and nothing fading in.

    Animations are brought to their end, not waited for: a page that Chromium does not
    draw at the moment never comes to it, and no deadline binds what a page evaluates.
    """
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.evaluate(FINISH)


def axe(page: Page) -> None:
    """Fail on any rule of axe that the page breaks."""
    hold_still(page)
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
        hold_still(page)
        page.screenshot(path=SHOTS / f"{name}-{width}.png")
    if before:
        page.set_viewport_size(before)
