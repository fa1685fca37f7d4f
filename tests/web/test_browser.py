"""The page in real Chromium: accessible, by keyboard alone, on a phone, and without JavaScript.

axe-core (MPL-2.0) comes inside the test-only package axe-playwright-python; it is not shipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carbon import language
from tests.web.conftest import CARROTS, MILK, digest_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip(
    "playwright.sync_api", reason="chromium cannot be driven: playwright is not installed"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PHONE, DESKTOP = (320, 640), (1280, 900)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
TARGET = 24  # CSS pixels that a finger needs at least (WCAG 2.2, 2.5.8)
Open = Callable[..., Any]
# The smaller side of everything that is pressed; a radio button is pressed by its label.
SIZES = """Object.fromEntries([...document.querySelectorAll(
    "main button, main a.button, main input:not([type=radio]), main label.tick, main select," +
    "main summary")].filter(one => one.checkVisibility()).map(one => {
        const box = one.getBoundingClientRect();
        return [one.outerHTML.slice(0, 120), Math.min(box.width, box.height)]; }))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as tool:
        # Tests run as root in a container, where Chromium's own sandbox cannot start.
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Open]:
    """Open an address of the page, in a window of a size, with or without JavaScript."""
    contexts = []

    def opened(path: str, size: tuple[int, int] = DESKTOP, *, script: bool = False) -> Any:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def fill(page: Any, answers: dict[str, str]) -> None:
    for name, text in answers.items():
        page.fill(f'[name="{name}"]', text)


def press(page: Any, value: str) -> None:
    page.locator(f'main button[name="do"][value="{value}"]').first.click()
    page.wait_for_load_state()


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


def sound_at_every_size(page: Any) -> None:
    """Hold a page with everything unfolded against the rules, on a phone and on a desk."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert overflow(page) <= 0


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("path", ["", "about", "nothing", "milk", "bread", "roots", "greenhouse"])
def test_axe_finds_nothing_on_a_page(visit: Open, path: str, lang: str) -> None:
    sound_at_every_size(visit(f"/{lang}/{path}", script=True))


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_axe_finds_nothing_on_questions_and_result(visit: Open, lang: str) -> None:
    page = visit(f"/{lang}/milk", script=True)
    press(page, "result")
    assert page.locator("#summary").is_visible()
    sound_at_every_size(page)
    fill(page, MILK)
    press(page, "result")
    assert page.locator(".big b").is_visible()
    sound_at_every_size(page)


def test_focus_stands_on_the_summary_and_its_links_lead_to_the_questions(visit: Open) -> None:
    page = visit("/sv/roots", script=True)
    press(page, "result")
    assert page.evaluate("document.activeElement.id") == "summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('.field').id || "
                            "document.activeElement.id")  # fmt: skip
    assert focused


def test_the_form_is_filled_in_and_sent_by_keyboard_alone(visit: Open) -> None:
    page = visit("/sv/roots", script=True)
    left = dict(CARROTS)
    for _ in range(200):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if name in left:
            page.keyboard.type(left.pop(name))
        if not left and name == "do":
            break
    assert not left
    assert page.evaluate("document.activeElement.value") == "result"
    page.keyboard.press("Enter")
    page.locator(".big b").wait_for()


def test_enter_in_a_field_calculates(visit: Open) -> None:
    page = visit("/sv/roots")
    fill(page, CARROTS)
    page.locator("#area").press("Enter")
    page.locator(".big b").wait_for()
    assert page.locator("html").get_attribute("lang") == "sv"


def test_every_focus_can_be_seen(visit: Open) -> None:
    page = visit("/sv/roots", script=True)
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_without_javascript_from_choosing_to_the_saved_file_and_back(
    visit: Open, lang: str
) -> None:
    page = visit(f"/{lang}/", PHONE)
    page.locator('.products a[href$="/roots"]').click()
    fill(page, CARROTS)
    press(page, "result")
    digest = digest_of(page.content())
    with page.expect_download() as waiting:
        page.locator('button[value="yaml"]').first.click()
    saved = waiting.value.path()
    page.goto(page.url.rpartition("/")[0] + "/")
    page.set_input_files("#file", {"name": "svar.yaml", "mimeType": "text/yaml",
                                   "buffer": saved.read_bytes()})  # fmt: skip
    page.locator("form[enctype] button").click()
    page.wait_for_load_state()
    press(page, "result")
    assert digest_of(page.content()) == digest


def test_back_finds_what_was_typed(visit: Open) -> None:
    page = visit("/sv/roots")
    fill(page, CARROTS)
    press(page, "result")
    page.go_back()
    assert page.input_value("#area") == CARROTS["a.area"]


def test_the_browser_asks_nobody_else_and_keeps_nothing(visit: Open, address: str) -> None:
    asked: list[str] = []
    page = visit("/sv/", script=True)
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/sv/roots")
    fill(page, CARROTS)
    press(page, "result")
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)
    assert complaints == []  # such as a style that the policy forbids
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("path", ["/sv/", "/sv/milk"])
def test_what_is_pressed_is_large_enough_for_a_finger(visit: Open, path: str) -> None:
    page = visit(path, PHONE, script=True)
    sizes = page.evaluate(SIZES)
    assert sizes
    assert {what: size for what, size in sizes.items() if size < TARGET} == {}


def test_the_page_is_readable_at_twice_the_size(visit: Open) -> None:
    page = visit("/sv/roots", (640, 900), script=True)  # as wide as half a desk
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0
