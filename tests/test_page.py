"""The page in a browser: filters, keyboard, permalinks, no JavaScript, no network, print, phone."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import ARTICLES, DIFF, EVENTS, TIMELINE

from timeline.model import Timeline
from timeline.render.html import diff_page, page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
MAIN = [event.id for event in EVENTS if event.salience >= 0.5]

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true", reason="needs /usr/bin/chromium (apt-get install chromium)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    for lang in ("en", "it"):
        (folder / f"{lang}.html").write_text(page(TIMELINE, lang=lang), encoding="utf-8")
    (folder / "empty.html").write_text(page(Timeline()), encoding="utf-8")
    (folder / "one.html").write_text(page(Timeline(articles=ARTICLES, events=EVENTS[-1:])), encoding="utf-8")
    (folder / "diff.html").write_text(diff_page(DIFF, articles=ARTICLES), encoding="utf-8")
    return folder


Opener = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, files: Path) -> Iterator[Opener]:
    """Opens a page with a hash; any request but the page itself, any error and any blocked resource fails the test."""
    contexts, wrong = [], []

    def open_page(fragment: str, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(address) else None)
        page.goto(address + fragment)
        return page

    address = ""

    def with_address(fragment: str = "", *, name: str = "en", **options: Any) -> Page:
        nonlocal address
        address = (files / f"{name}.html").as_uri()
        return open_page(fragment, **options)

    yield with_address
    for context in contexts:
        context.close()
    assert not wrong


def shown(page: Page) -> list[str]:
    return list(page.eval_on_selector_all(".ev > li", "items => items.filter(i => i.offsetParent).map(i => i.id)"))


def state(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash.replaceAll('+', ' '))"))


def until(page: Page, expression: str) -> None:
    """Waits for an expression to be true; playwright's own wait evaluates inside the page, which the policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {expression}")


def test_opens_on_the_main_events(opened: Opener) -> None:
    page = opened()
    assert set(shown(page)) == set(MAIN)
    assert page.text_content("#ui-count") == f"{len(MAIN)} shown · {len(EVENTS) - len(MAIN)} more among the lesser events"
    page.check("#ui-all")
    assert len(shown(page)) == len(EVENTS)
    assert state(page) == "#all=1"


@pytest.mark.parametrize(("name", "events"), [("empty", 0), ("one", 1)])
def test_little_to_show(opened: Opener, name: str, events: int) -> None:
    page = opened(name=name)
    assert len(shown(page)) == events
    page.keyboard.press("j")


def test_without_javascript_all_is_there(opened: Opener) -> None:
    page = opened(java_script_enabled=False)
    assert page.is_visible("text=Putin tells Trump by telephone")
    assert not page.is_visible("input[type=search]")
    assert not page.is_visible("text=Aid deliveries slow down")
    page.check("#ui-all")
    assert page.is_visible("text=Aid deliveries slow down")
    page.click("#e-istanbul-1 summary")
    assert page.is_visible("#e-istanbul-1 q >> nth=0")
    assert page.is_visible("text=probability 52 %")


def test_a_lesser_event_opens_by_its_permalink_without_javascript(opened: Opener) -> None:
    page = opened("#e-weeks", java_script_enabled=False)
    assert page.is_visible("text=Aid deliveries slow down")


def test_search_ignores_case_and_accents_and_reads_quotes(opened: Opener) -> None:
    page = opened()
    page.fill("input[type=search]", "elysee")
    assert shown(page) == []
    assert page.text_content("#ui-count") == "No event matches. · 1 more among the lesser events"
    page.check("#ui-all")
    assert shown(page) == ["e-denial"]
    page.fill("input[type=search]", "istanbul officials")
    assert shown(page) == ["e-istanbul-1"]
    assert state(page) == "#q=istanbul officials&all=1"


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#who=Donald+Trump", ["e-call-6", "e-summit"]),
        ("#where=Istanbul", ["e-istanbul-1", "e-round-2"]),
        ("#type=meeting&status=planned", ["e-meeting"]),
        ("#status=denied&all=1", ["e-denial"]),
        ("#source=istanbul.txt", ["e-istanbul-1", "e-round-2"]),
        ("#min=2", ["e-istanbul-1", "e-call-6"]),
        ("#from=2025-06-03&to=2025-07-03", ["e-meeting", "e-strikes", "e-call-6"]),
        ("#to=2022-12-31", ["e-invasion"]),
        ("#from=2025-08-16&all=1&q=troops", ["e-massing", "e-denial"]),
        ("#who=Nobody", MAIN),
        ("#%E0%A4%A", MAIN),
        ("#q=%E0%A4%A", []),
    ],
)
def test_a_hash_is_a_view(opened: Opener, fragment: str, expected: list[str]) -> None:
    page = opened(fragment)
    assert sorted(shown(page)) == sorted(expected)


def test_filters_write_the_hash_and_reset_clears_it(opened: Opener) -> None:
    page = opened()
    page.click(".filters > summary")
    page.select_option("select[name=who]", label="Vladimir Putin")
    page.select_option("select[name=min]", label="2 sources")
    assert state(page) == "#min=2&who=Vladimir Putin"
    assert shown(page) == ["e-call-6"]
    page.click("button[type=reset]")
    until(page, "location.hash === ''")
    assert set(shown(page)) == set(MAIN)


def test_a_new_hash_is_followed(opened: Opener) -> None:
    page = opened("#where=Istanbul")
    page.evaluate("location.hash = '#q=telephone'")
    until(page, "document.querySelectorAll('.ev > li:not([hidden])').length === 1")
    page.evaluate("location.hash = '#e-summit'")  # hidden by the search: the permalink wins
    until(page, "!document.getElementById('e-summit').hidden")
    page.wait_for_timeout(50)
    assert state(page) == "#e-summit"
    assert page.get_attribute("#e-summit details", "open") is not None


def test_empty_months_leave_no_heading(opened: Opener) -> None:
    page = opened("#where=Istanbul")
    assert page.eval_on_selector_all(".m > h3", "all => all.filter(h => h.offsetParent).map(h => h.textContent)") == ["May", "June"]
    assert page.eval_on_selector_all("h2.y", "all => all.filter(h => h.offsetParent).map(h => h.textContent)") == ["2025"]


def test_keyboard(opened: Opener) -> None:
    page = opened()
    focused = functools.partial(page.evaluate, "document.activeElement.id || document.activeElement.name")
    page.keyboard.press("j")
    first = focused()
    assert first == shown(page)[0]
    page.keyboard.press("j")
    assert focused() == shown(page)[1]
    page.keyboard.press("o")
    assert page.get_attribute(f"#{shown(page)[1]} details", "open") is not None
    page.keyboard.press("k")
    assert focused() == first
    page.keyboard.press("/")
    assert focused() == "q"
    page.keyboard.type("jka?")
    assert page.input_value("input[type=search]") == "jka?"
    page.fill("input[type=search]", "")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    assert len(shown(page)) == len(EVENTS)
    page.keyboard.press("?")
    assert page.is_visible("dialog")
    page.uncheck("#ui-keys")
    page.click("dialog button")
    assert not page.is_visible("dialog")
    page.keyboard.press("a")
    assert len(shown(page)) == len(EVENTS), "single-key shortcuts can be turned off"


def test_pictures_lead_to_events(opened: Opener) -> None:
    page = opened()
    assert page.text_content('.wide a[href="#e-call-6"] title') == (
        "3 July: Putin tells Trump by telephone that Moscow will not give up its aims"
    )
    page.click('.wide a[href="#e-call-6"]')
    until(page, "location.hash === '#e-call-6'")
    until(page, "document.querySelector('#e-call-6 details').open")


def test_theme_toggles(opened: Opener) -> None:
    page = opened(color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.click(".theme")
    light = page.evaluate(colour)
    assert dark != light
    page.click(".theme")
    assert page.evaluate(colour) == dark


@pytest.mark.parametrize("name", ["en", "it", "diff"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out(opened: Opener, name: str, width: int) -> None:
    page = opened(name=name, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough(opened: Opener) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels for what stands by itself (links in a sentence are exempt)."""
    page = opened(viewport={"width": 390, "height": 800})
    page.click(".filters > summary")
    small = page.eval_on_selector_all(
        "button, input, select, summary, label.check",
        "all => all.filter(i => i.offsetParent && !i.closest('label.check') || i.matches('label.check'))"
        ".map(i => [i.outerHTML.slice(0, 60), i.getBoundingClientRect()]).filter(([_, r]) => r.height && r.height < 24).map(([h]) => h)",
    )
    assert small == []


def test_every_control_has_a_name(opened: Opener) -> None:
    page = opened()
    page.click(".filters > summary")
    nameless = page.eval_on_selector_all(
        "button, input, select, [role=region], [role=img]",
        "all => all.filter(i => !(i.labels?.length || i.textContent.trim() || i.ariaLabel)).map(i => i.outerHTML.slice(0, 80))",
    )
    assert nameless == []


def test_print_shows_the_events_and_no_controls(opened: Opener) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert not page.is_visible("form#ui")
    assert not page.is_visible(".theme")
    assert page.is_visible("h4:has-text('Putin tells Trump by telephone')")


def test_the_policy_holds(browser: Browser, files: Path) -> None:
    """A script that got into the page all the same would not run, nor would a picture be fetched."""
    context = browser.new_context()
    page = context.new_page()
    fetched: list[str] = []
    blocked: list[str | None] = []
    page.on("response", lambda response: fetched.append(response.url))
    page.on("requestfailed", lambda request: blocked.append(request.failure))
    text = (files / "en.html").read_text(encoding="utf-8")
    broken = text.replace(
        "<footer>", '<footer><img src="http://127.0.0.1:9/x.png" onerror="window.hit = 1"><script>window.hit = 1</script>', 1
    )
    path = files / "broken.html"
    path.write_text(broken, encoding="utf-8")
    page.goto(path.as_uri())
    assert page.evaluate("window.hit") is None
    assert [url for url in fetched if url != path.as_uri()] == []
    assert blocked == ["csp"]
    context.close()
