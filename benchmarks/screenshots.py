"""Pictures of the page for the README and the docs: desktop, phone, dark.

    python benchmarks/screenshots.py [PAGE] [FOLDER]

Takes outputs/timeline.html and writes docs/screenshot.png, docs/screenshot-phone.png and docs/screenshot-dark.png with
/usr/bin/chromium (apt-get install chromium) through playwright.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
SHOTS: dict[str, tuple[int, int, Literal["light", "dark"]]] = {  # name: width, height, colours
    "screenshot": (1280, 1100, "light"),
    "screenshot-phone": (390, 844, "light"),
    "screenshot-dark": (1280, 1100, "dark"),
}


def shoot(browser: Browser, page: Path, target: Path, width: int, height: int, colours: Literal["light", "dark"]) -> None:
    """One picture of what a reader sees first, with the quotes of the first event that has several sources opened."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours, device_scale_factor=2)
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    several = tab.locator(".ev > li[data-n]:visible details")
    if several.count():
        several.first.evaluate("quotes => { quotes.open = true; }")
    tab.screenshot(path=target)
    context.close()


def main(page: Path, folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, (width, height, colours) in SHOTS.items():
            shoot(browser, page, folder / f"{name}.png", width, height, colours)
            print(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(given[0] if given else ROOT / "outputs" / "timeline.html", given[1] if len(given) > 1 else ROOT / "docs")
