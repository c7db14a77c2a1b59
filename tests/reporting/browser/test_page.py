"""The page of a report in a real browser, without network and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from output.test_standing_formats import PRIVATE, TEAM, report, written
from preview.browser.page import SCREENSHOTS, start

LAST = {**TEAM, "operation": "GET /zebras/", "owner": "a-team", "sampled": True, "typed": True}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Chrome, tmp_path: Path) -> Iterator[Chrome]:
    file = tmp_path / "report.html"
    file.write_text(written(report(TEAM, PRIVATE, LAST), "html"), encoding="utf-8")
    browser.get_log("browser")
    browser.get(file.as_uri())
    yield browser
    assert browser.get_log("browser") == []


def shown(page: Chrome) -> list[str]:
    rows = page.find_elements(By.CSS_SELECTOR, ".operations tbody th")
    return [row.text.partition("\n")[0] for row in rows if row.is_displayed()]


def test_the_heads_of_the_columns_sort_by_keyboard(page: Chrome) -> None:
    heads = page.find_elements(By.CSS_SELECTOR, ".operations thead th")
    (typed,) = (head for head in heads if head.text.startswith("Typed"))
    button = typed.find_element(By.TAG_NAME, "button")
    button.send_keys(Keys.ENTER)
    assert typed.get_attribute("aria-sort") == "ascending"
    assert shown(page) == ["POST /teams/", "GET /teams/", "GET /zebras/"]
    button.send_keys(Keys.SPACE)
    assert typed.get_attribute("aria-sort") == "descending"
    assert shown(page) == ["GET /zebras/", "GET /teams/", "POST /teams/"]
    heads[0].find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert typed.get_attribute("aria-sort") is None
    assert shown(page) == ["GET /teams/", "POST /teams/", "GET /zebras/"]


def test_the_filter(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "input").send_keys("teams private")
    assert shown(page) == ["POST /teams/"]
    assert page.find_element(By.CSS_SELECTOR, "[role=status]").text == "1 of 3 operations"


def test_a_narrow_page_scrolls_only_its_tables(page: Chrome) -> None:
    page.set_window_size(500, 900)
    width = page.execute_script("return document.documentElement.scrollWidth")
    assert width <= page.execute_script("return window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast(page: Chrome, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    page.set_window_size(1300, 1000)
    page.save_screenshot(str(SCREENSHOTS / f"report-{scheme}.png"))
    low = page.execute_script(CONTRASTS)
    assert low == []


# The texts whose contrast is below 4.5, the minimum of WCAG 2.2, success criterion 1.4.3.
CONTRASTS = """
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const behind = (node) => {
  const [r, g, b, alpha] = channels(getComputedStyle(node).backgroundColor);
  return alpha === 0 ? behind(node.parentElement) : [r, g, b];
};
return [...document.querySelectorAll("body *")]
  .filter((node) => [...node.childNodes].some((c) => c.nodeType === 3 && c.data.trim()))
  .filter((node) => node.tagName !== "SCRIPT")
  .filter((node) => {
    const [a, b] = [light(channels(getComputedStyle(node).color)), light(behind(node))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
  }).map((node) => node.outerHTML);
"""
