"""Which saves are seen, and which begin no build."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from drf_typed_responses.preview.files import Files


@pytest.fixture
def module(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    module = tmp_path / "app" / "models.py"
    module.write_text("1")
    return module


def changed(files: Files) -> list[str]:
    return [Path(path).name for path in files.wait(0)]


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
    files = Files([module.parent])
    assert changed(files) == []
    save(module)
    assert changed(files) == ["models.py"]
    assert changed(files) == []


@pytest.mark.parametrize("name", ["new.py", "package/new.py", "data.json", "x.toml", "x.yaml"])
def test_a_new_file(module: Path, name: str) -> None:
    files = Files([module.parent])
    new = module.parent / name
    new.parent.mkdir(exist_ok=True)
    new.write_text("1")
    assert changed(files) == [new.name]


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
    files = Files([module.parent], [module.parent / "out"])
    new = module.parent / name
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text("1")
    assert changed(files) == []


def test_the_same_content_again(module: Path) -> None:
    files = Files([module.parent])
    module.write_text("2")
    assert changed(files) == ["models.py"]
    module.write_text("2")
    assert changed(files) == []


def test_a_root_that_comes_later(tmp_path: Path) -> None:
    files = Files([tmp_path / "later.py"])
    assert changed(files) == []
    (tmp_path / "later.py").write_text("1")
    assert changed(files) == ["later.py"]


def test_a_root_that_is_added(module: Path, tmp_path: Path) -> None:
    """What was there already is no news; what is saved meanwhile in the others is."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more/a.py").write_text("1")
    files = Files([module.parent])
    module.write_text("2")
    files.extend([tmp_path / "more"])
    assert changed(files) == ["models.py"]
    (tmp_path / "more/a.py").write_text("2")
    assert changed(files) == ["a.py"]


def test_a_folder_that_is_left_out_later(module: Path) -> None:
    files = Files([module.parent])
    (module.parent / "out").mkdir()
    files.extend([], [module.parent / "out"])
    (module.parent / "out/openapi.json").write_text("{}")
    assert changed(files) == []


def test_saving_that_does_not_end(module: Path) -> None:
    """A build begins all the same, after half a second."""
    files = Files([module.parent])
    module.write_text("0")
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        module.write_text(f"{len(pauses)}")

    assert files.wait(60, sleep=sleep) == [str(module)]


def test_a_link_that_leads_nowhere(module: Path) -> None:
    (module.parent / "broken.py").symlink_to(module.parent / "nothing.py")
    files = Files([module.parent])
    assert changed(files) == []
