"""The saves that begin a build, and those that do not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from drf_typed_responses.preview.watcher import Watcher


@pytest.fixture
def module(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    module = tmp_path / "app" / "models.py"
    module.write_text("1")
    return module


def changed(watcher: Watcher) -> list[str]:
    return [Path(path).name for path in watcher.wait(0)]


def rename(module: Path) -> None:
    fresh = module.with_suffix(".new")
    fresh.write_text("2")
    os.utime(fresh, ns=(module.stat().st_atime_ns, module.stat().st_mtime_ns))
    fresh.replace(module)


@pytest.mark.parametrize(
    "save",
    [
        lambda module: module.write_text("2"),
        rename,
        lambda module: module.unlink(),
    ],
    ids=["written", "renamed with the same size and time", "deleted"],
)
def test_a_known_file(module: Path, save: Callable[[Path], None]) -> None:
    watcher = Watcher([module.parent])
    assert changed(watcher) == []
    save(module)
    assert changed(watcher) == ["models.py"]
    assert changed(watcher) == []


@pytest.mark.parametrize("name", ["new.py", "package/new.py", "data.json", "x.toml", "x.yaml"])
def test_a_new_file(module: Path, name: str) -> None:
    watcher = Watcher([module.parent])
    new = module.parent / name
    new.parent.mkdir(exist_ok=True)
    new.write_text("1")
    assert changed(watcher) == [new.name]


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        ".hidden.py",
        ".git/config.json",
        "__pycache__/models.py",
        "node_modules/left/pad.json",
        "site-packages/x.py",
        "out/openapi.json",
        "venv/lib/x.py",
    ],
)
def test_what_is_not_looked_at(module: Path, name: str) -> None:
    (module.parent / "venv").mkdir()
    (module.parent / "venv/pyvenv.cfg").touch()
    watcher = Watcher([module.parent], [module.parent / "out"])
    new = module.parent / name
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text("1")
    assert changed(watcher) == []


def test_the_same_content_again(module: Path) -> None:
    watcher = Watcher([module.parent])
    module.write_text("2")
    assert changed(watcher) == ["models.py"]
    module.write_text("2")
    assert changed(watcher) == []


def test_a_root_that_comes_later(tmp_path: Path) -> None:
    watcher = Watcher([tmp_path / "later.py"])
    assert changed(watcher) == []
    (tmp_path / "later.py").write_text("1")
    assert changed(watcher) == ["later.py"]


def test_a_root_that_is_added(module: Path, tmp_path: Path) -> None:
    """Its existing files are not changes, but files saved meanwhile in the other roots are."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more/a.py").write_text("1")
    watcher = Watcher([module.parent])
    module.write_text("2")
    watcher.extend([tmp_path / "more"])
    assert changed(watcher) == ["models.py"]
    (tmp_path / "more/a.py").write_text("2")
    assert changed(watcher) == ["a.py"]


def test_a_folder_that_is_left_out_later(module: Path) -> None:
    watcher = Watcher([module.parent])
    (module.parent / "out").mkdir()
    watcher.extend([], [module.parent / "out"])
    (module.parent / "out/openapi.json").write_text("{}")
    assert changed(watcher) == []


def test_saving_that_does_not_end(module: Path) -> None:
    """A build begins nevertheless, after half a second."""
    watcher = Watcher([module.parent])
    module.write_text("0")
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        module.write_text(f"{len(pauses)}")

    assert watcher.wait(60, sleep=sleep) == [str(module)]


def test_a_link_that_leads_nowhere(module: Path) -> None:
    (module.parent / "broken.py").symlink_to(module.parent / "nothing.py")
    watcher = Watcher([module.parent])
    assert changed(watcher) == []
