"""The commands and settings of docs/preview.md; tests/walks runs them as a user does."""

from __future__ import annotations

import re
import shlex
import stat
import time
from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.test import override_settings

from drf_typed_responses.conf import current_settings
from drf_typed_responses.management.actions import watch

from ..watching import PATIENCE, Project, Watch

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "preview.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line.removeprefix("$ "))
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]
WATCH = ["python", "manage.py", "apidocs", "watch"]


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """A browser that records the address that it opens."""
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > "$0.opened"\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    return browser


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[: len(WATCH)] == WATCH], ids=" ".join)
def test_a_command(tmp_path: Path, browser: Path, command: list[str]) -> None:
    """On another port, because this one may be in use; no browser is opened."""
    project = Project(tmp_path / "example")
    with Watch(project, *command[len(WATCH) :], BROWSER=f"{browser} %s") as running:
        running.expect("Built 17 operations")
        assert "<title>API documentation, live</title>" in running.get("/")
    assert not browser.with_suffix(".opened").exists()


def test_open_opens_the_page(tmp_path: Path, browser: Path) -> None:
    opened = browser.with_suffix(".opened")
    with Watch(Project(tmp_path / "example"), "--open", BROWSER=f"{browser} %s") as running:
        until = time.monotonic() + PATIENCE
        while not opened.exists() or not opened.read_text():
            assert time.monotonic() < until
            time.sleep(0.02)
        assert opened.read_text().strip() == running.address


def test_the_options_are_those_of_the_command() -> None:
    parser = ArgumentParser(add_help=False)
    watch.arguments(parser)
    listed = re.findall(r"^\| `(--[a-z-]+)", PAGE, re.MULTILINE)
    assert set(listed) == set(parser._option_string_actions)


@pytest.mark.parametrize("url", re.findall(r"[a-z]+://\S*\{file\}[^\"`]*", PAGE))
def test_an_editor(url: str) -> None:
    with override_settings(TYPED_RESPONSES={"EDITOR_URL": url}):
        assert current_settings().editor_url == url


def test_the_port_it_names() -> None:
    assert f"`http://127.0.0.1:{watch.PORT}/`" in PAGE
