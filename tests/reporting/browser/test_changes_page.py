"""The page of changes in a real browser, without network and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from output.test_changes import NEW, NULL, printed
from output.test_changes_page import HOSTILE
from preview.browser.page import SCREENSHOTS, start

from .test_page import CONTRASTS


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Chrome, tmp_path: Path) -> Iterator[Chrome]:
    file = tmp_path / "changes.html"
    file.write_text(printed("html", NULL, HOSTILE, NEW)[0], encoding="utf-8")
    browser.get_log("browser")
    browser.get(file.as_uri())
    yield browser
    assert browser.get_log("browser") == []


def shown(page: Chrome) -> list[str]:
    found = page.find_elements(By.CSS_SELECTOR, "article")
    return sorted(each.get_attribute("id") or "" for each in found if each.is_displayed())


def test_the_filters(page: Chrome) -> None:
    assert shown(page) == ["c1", "c2"]
    page.find_element(By.CSS_SELECTOR, "[value=error]").send_keys(Keys.SPACE)
    assert shown(page) == []
    assert page.find_element(By.CSS_SELECTOR, "[role=status]").text == "1 of 3 changes"
    page.find_element(By.CSS_SELECTOR, "[value=error]").send_keys(Keys.SPACE)
    page.find_element(By.CSS_SELECTOR, "[type=search]").send_keys("onerror")
    assert shown(page) == ["c2"]


def test_a_link_leads_to_the_change_by_keyboard(page: Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, ".shared a[href='#c1']").send_keys(Keys.ENTER)
    assert page.execute_script("return document.activeElement.id") == "c1"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_every_text_has_contrast(page: Chrome, width: int, scheme: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.refresh()
    page.save_screenshot(str(SCREENSHOTS / f"changes-{width}-{scheme}.png"))
    assert page.execute_script("return document.documentElement.scrollWidth") == width
    assert page.execute_script(CONTRASTS) == []
