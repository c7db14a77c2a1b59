"""The documentation site: strict, complete, and without another server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from drf_typed_responses import remedies
from drf_typed_responses.publish.rules import own_rules
from preview.browser.page import SCREENSHOTS, start

ROOT = Path(__file__).parents[2]
PATIENCE = 60
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it: a link that leads nowhere fails it."""
    folder = tmp_path_factory.mktemp("site")
    [options] = re.findall(r"-m sphinx (.*) docs build/site", (ROOT / "Makefile").read_text())
    # Its caches stay out of the checkout, and of the site.
    own = ["-d", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")]
    command = [sys.executable, "-m", "sphinx", *options.split(), *own]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder / "html"


def test_each_rule_has_the_address_that_its_findings_lead_to(site: Path) -> None:
    page = (site / "rules" / "index.html").read_text(encoding="utf-8")
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert [rule.id for rule in own_rules() if rule.id not in ids] == []
    assert remedies.page("rules", "title").endswith("/rules/#title")


def test_the_addresses_of_the_front_page_are_there(site: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for address in re.findall(rf"{remedies.DOCUMENTATION}([\w./-]+)", readme):
        assert (site / address).exists(), address


def test_its_pages_need_no_other_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//[^"]*"'
            r'|<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href="(?:https?:)?//[^"]*"',
            page.read_text(encoding="utf-8"),
        )
        assert loaded == [], page


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def quiet(browser: Chrome, address: str) -> Iterator[Chrome]:
    browser.get("about:blank")
    browser.get_log("performance")
    yield browser
    messages = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
    sent = [m for m in messages if m["method"] == "Network.requestWillBeSent"]
    urls = {message["params"]["request"]["url"] for message in sent}
    assert urls
    assert [url for url in urls if not url.startswith((address, "data:"))] == []


def shot(browser: Chrome, name: str, width: int) -> None:
    browser.set_window_size(width, 900)
    browser.save_screenshot(str(SCREENSHOTS / f"{name}-{width}.png"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_is_no_wider_than_the_window(quiet: Chrome, address: str, width: int) -> None:
    for page in ("", "rules/", "how-it-works/"):
        quiet.set_window_size(width, 900)
        quiet.get(address + page)
        shot(quiet, f"site-{page.strip('/') or 'front'}", width)
        wide: Any = quiet.execute_script(
            "return document.documentElement.scrollWidth - window.innerWidth"
        )
        assert wide <= 0, page


def test_the_search_finds_a_rule(quiet: Chrome, address: str) -> None:
    quiet.set_window_size(1280, 900)
    quiet.get(address)
    field = quiet.find_element(By.CSS_SELECTOR, "input[name=q]")
    field.send_keys("sample-leak", Keys.ENTER)

    def found(browser: Chrome) -> list[str]:
        links = browser.find_elements(By.CSS_SELECTOR, "#search-results a")
        return [link.get_attribute("href") or "" for link in links]

    WebDriverWait(quiet, PATIENCE).until(found)
    assert any(link.startswith(f"{address}rules/") for link in found(quiet))
    shot(quiet, "site-search", 1280)
