"""The page in a real browser, used as a person uses it."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from ..watching import PATIENCE, Watch

# A folder that git ignores.
SCREENSHOTS = Path(__file__).parents[3] / "build" / "screenshots"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    # No host name resolves, so a request to another host fails and is noticed.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# `view` is the visible part of the documentation.
VIEW = "const view = document.querySelector('iframe[data-drawn]')?.contentWindow;"

AT_REST = (
    VIEW
    + """
    const [frames, done] = arguments;
    const windows = view ? [window, view] : [window];
    const places = ({document, scrollY}) => [
        scrollY,
        document.getAnimations().filter((each) => each.playState === "running").length,
        ...[...document.images].map((image) => image.complete),
        ...[...document.querySelectorAll("body *")].map((each) => each.offsetTop),
    ];
    let before, alike = 0;
    requestAnimationFrame(function look() {
        const now = JSON.stringify(windows.map(places));
        alike = now === before ? alike + 1 : 0;
        before = now;
        alike < frames ? requestAnimationFrame(look) : done();
    });"""
)


def start(profile: Path) -> Chrome:
    """A browser with a profile of its own. A machine without one skips, except in CI."""
    paths = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    if not all(paths.values()) and not os.environ.get("CI"):
        pytest.skip("needs chromium and chromedriver")
    assert all(paths.values()), "CI installs chromium and its driver"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    options = ChromeOptions()
    options.binary_location = str(paths["chromium"])
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(options, Service(str(paths["chromedriver"])))
    driver.set_script_timeout(PATIENCE)
    return driver


class Page:
    """The open page of a running watch."""

    def __init__(self, driver: Chrome, watch: Watch) -> None:
        self.driver = driver
        self.watch = watch
        driver.get("about:blank")
        for kind in ("browser", "performance"):
            driver.get_log(kind)  # of the previous page

    def open(self, width: int = 1280, height: int = 800) -> Page:
        self.resize(width, height)
        self.driver.get(self.watch.address)
        self.until("return view !== undefined")
        return self

    def resize(self, width: int, height: int = 800) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(VIEW + script, *arguments)

    def until(self, script: str, *arguments: Any) -> Any:
        """The first truthy value of a script."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := self.run(script, *arguments):
                return found
            time.sleep(0.02)
        self.shot("timeout")
        raise AssertionError(f"never true: {script}\n" + "".join(self.watch.lines[-8:]))

    def text(self, selector: str) -> str:
        """The visible text of an element; empty if it is hidden."""
        found: str = self.driver.find_element(By.CSS_SELECTOR, selector).text
        return found

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is; an element may be hidden until it has the focus."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def tab_to(self, selector: str) -> None:
        """Press Tab until the element has the focus."""
        for _ in range(30):
            self.press(Keys.TAB)
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
        raise AssertionError(f"the keyboard never reaches {selector}")

    def documented(self, word: str) -> str:
        """The script that finds an attribute in the documentation."""
        return f"return view.document.documentElement.innerText.includes({json.dumps(word)})"

    def rest(self, frames: int = 3) -> None:
        """Wait until nothing moves, which means for some frames in a row."""
        self.driver.execute_async_script(AT_REST, frames)

    def shot(self, name: str) -> None:
        self.rest()
        self.driver.save_screenshot(str(SCREENSHOTS / f"{name}.png"))

    def assert_quiet(self) -> None:
        """No part of the page sent a request to another host, and there was no error."""
        requested = set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requested.add(message["params"]["request"]["url"])
        assert f"{self.watch.address}assets/page.js" in requested
        own = (self.watch.address, "data:", f"blob:{self.watch.address}")
        assert [url for url in requested if not url.startswith(own)] == []
        said = self.driver.get_log("browser")
        assert [entry for entry in said if entry["level"] == "SEVERE"] == []
