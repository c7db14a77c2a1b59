"""The pages for newcomers, for teams and for operators, done word for word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .walking import SET_UP, blocks, commands, walk

LEGACY = Path(__file__).parent / "legacy"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that the newcomer's page makes."""
    folder = tmp_path_factory.mktemp("shop")
    walk("getting-started.md", folder)
    return folder


def test_getting_started(started: Path) -> None:
    assert (started / "public" / "openapi-derefed.json").exists()


@pytest.mark.parametrize("page", ["contract-tests.md", "production-checks.md"])
def test_pages_that_go_on_from_there(page: str, started: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    shutil.copytree(started, folder)
    walk(page, folder)


def test_adopting(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    shutil.copytree(LEGACY, folder)
    for command in ("init", "config user.name Ada", "config user.email ada@example.org"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True, capture_output=True)
    walk("adopting.md", folder)
    [recording] = (folder / "contract-recordings").glob("*.jsonl")
    assert "grace@hopper.org" in recording.read_text()
    assert "grace@hopper.org" not in (folder / "public" / "openapi.json").read_text()


def test_a_newcomer_sets_up_an_environment_first() -> None:
    """What the walks leave out, because they have one."""
    [first, *_] = blocks("getting-started.md")
    assert [c for c, _ in commands(first.text) if c.startswith(SET_UP)] == [
        "python -m venv .venv",
        ". .venv/bin/activate",
        "pip install drf-typed-responses",
    ]
