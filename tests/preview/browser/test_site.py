"""The static copy of the documentation in a real browser, as a plain web server shows it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from selenium.webdriver import Chrome
from selenium.webdriver.support.ui import WebDriverWait

from drf_typed_responses.preview import assets

from ..watching import PATIENCE
from .page import SCREENSHOTS


class Handler(SimpleHTTPRequestHandler):
    """A web server without any setting."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def shown(browser: Chrome, root: Path, path: str) -> Iterator[str]:
    """The site at a path of a server for `root`; it asks no other server for anything."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}/"
            browser.get("about:blank")
            for kind in ("browser", "performance"):
                browser.get_log(kind)
            browser.get(address + path)
            yield address
            messages = [json.loads(e["message"])["message"] for e in browser.get_log("performance")]
            sent = [m for m in messages if m["method"] == "Network.requestWillBeSent"]
            urls = {message["params"]["request"]["url"] for message in sent}
            assert f"{address}{path}openapi.json" in urls
            own = (address, "data:", f"blob:{address}", "about:")
            assert [url for url in urls if not url.startswith(own)] == []
            said = browser.get_log("browser")
            assert [entry for entry in said if entry["level"] == "SEVERE"] == []
        finally:
            server.shutdown()
            thread.join()


def build(folder: Path, *options: str) -> None:
    out = str(folder.with_name("out"))
    call_command("apidocs", "build", "--out", out, "--site", str(folder), *options)


def wait(browser: Chrome, script: str) -> str:
    found: str = WebDriverWait(browser, PATIENCE).until(
        lambda driver: driver.execute_script(script)
    )
    return found


@pytest.mark.parametrize(("folder", "options"), [("a/b", []), ("a/b", ["--site-base", "/a/b"])])
def test_it_is_drawn_and_searched(
    browser: Chrome, tmp_path: Path, folder: str, options: list[str]
) -> None:
    build(tmp_path / folder, *options)
    with shown(browser, tmp_path, f"{folder}/"):
        wait(browser, "return document.body.innerText.includes('memberCount')")
        assert browser.title == "Teams API"
        browser.save_screenshot(str(SCREENSHOTS / "site.png"))
        browser.execute_script(
            """const input = document.querySelector('input[type="text"]');
            const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
            set.call(input, "categories");
            input.dispatchEvent(new Event("input", {bubbles: true}));
            input.dispatchEvent(new Event("change", {bubbles: true}));"""
        )
        found = "return document.querySelector('[data-role=\"search:results\"]')?.innerText"
        assert "List an Organization's Project Categories" in wait(browser, found)


def test_it_is_drawn_without_redoc(
    browser: Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "find_spec", lambda name: None)
    build(tmp_path / "site")
    with shown(browser, tmp_path, "site/"):
        wait(browser, "return document.querySelector('.plain')?.innerText.includes('memberCount')")
