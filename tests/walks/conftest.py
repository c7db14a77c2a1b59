"""Environments that the pages make, and the projects with which they start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dayone.project import write_project

from .shelf import fill
from .terminal import Terminal
from .walking import walk

LEGACY = Path(__file__).parent / "legacy"
Factory = pytest.TempPathFactory


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: Factory) -> Path:
    """The wheels that `pip` finds."""
    folder = tmp_path_factory.mktemp("shelf")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def started(tmp_path_factory: Factory, shelf: Path) -> Iterator[Terminal]:
    """The project that the newcomer's page makes, in the environment that it makes."""
    terminal = Terminal.new(tmp_path_factory.mktemp("shop"), shelf)
    walk("getting-started.md", terminal)
    yield terminal
    shutil.rmtree(terminal.folder / ".venv")


@pytest.fixture
def shop(started: Terminal, tmp_path: Path) -> Terminal:
    """A copy of that project; its environment stays where it is."""
    folder = tmp_path / "shop"
    shutil.copytree(started.folder, folder, ignore=shutil.ignore_patterns(".venv"))
    return started.at(folder)


@pytest.fixture(scope="session")
def established(tmp_path_factory: Factory, shelf: Path, started: Terminal) -> Terminal:
    """The environment of an existing project, which no page makes."""
    terminal = Terminal.new(tmp_path_factory.mktemp("established"), shelf)
    terminal.succeed("python -m venv --without-pip .venv")
    link_to_all_but_us(started.folder / ".venv", terminal.folder / ".venv")
    terminal.succeed(". .venv/bin/activate")
    terminal.succeed("pip install pytest-django django-filter")
    return terminal


def link_to_all_but_us(installed: Path, environment: Path) -> None:
    """Link the packages of another environment, because an installation is slow."""
    [packages] = installed.glob("lib/python*/site-packages")
    for entry in packages.iterdir():
        if not entry.name.startswith("drf_typed_responses"):
            (environment / entry.relative_to(installed)).symlink_to(entry)
    for script in (installed / "bin").iterdir():
        if script.is_file() and script.read_bytes().startswith(f"#!{installed}".encode()):
            linked = environment / "bin" / script.name
            linked.write_text(script.read_text().replace(str(installed), str(environment)))
            linked.chmod(0o755)


@pytest.fixture
def legacy(established: Terminal, tmp_path: Path) -> Terminal:
    """A project with drf-spectacular and without this package."""
    shutil.copytree(LEGACY, tmp_path / "shop")
    established.succeed("pip uninstall --yes drf-typed-responses")
    return established.at(tmp_path / "shop")


@pytest.fixture
def existing(established: Terminal, tmp_path: Path) -> Terminal:
    """A project of 300 operations, likewise without this package."""
    write_project(tmp_path / "shop")
    established.succeed("pip uninstall --yes drf-typed-responses")
    return established.at(tmp_path / "shop")
