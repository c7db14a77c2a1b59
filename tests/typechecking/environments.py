"""Environments as `pip install` makes them, and the type checkers in them.

In the environment `bare`, only this package is installed; in `stubs`, djangorestframework-stubs is
too. Both have the wheel of this checkout, and links to the packages of the tests.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
SOURCES = Path(__file__).parent / "sources"
STUBS = {"bare": (), "stubs": ("djangorestframework-stubs",)}

# What a project sets that has no stubs, beside `strict`. The plugins of the stubs need settings of
# Django; the sources have no models.
MYPY_INI = """\
[mypy]
strict = true
python_version = 3.11
mypy_path = {sources}
explicit_package_bases = true
{plugins}
{without_stubs}
{settings}
"""
WITHOUT_STUBS = "disable_error_code = import-untyped\ndisallow_subclassing_any = false"
PLUGIN = "plugins = drf_typed_responses.mypy_plugin"

# The lines with an error, by file.
Lines = dict[str, set[int]]


@cache
def environment(name: str, folder: Path) -> Path:
    """The Python of an environment, which is made in a folder."""
    place = folder / name
    venv.create(place, with_pip=False, symlinks=True)
    [packages] = place.glob("lib/python*/site-packages")
    with ZipFile(_wheel(folder)) as wheel:
        wheel.extractall(packages)
        [metadata] = [each for each in wheel.namelist() if each.endswith("/METADATA")]
        lines = wheel.read(metadata).decode().splitlines()
    needed = [line.removeprefix("Requires-Dist: ") for line in lines if "Requires-Dist: " in line]
    for installed in _installed([*needed, *STUBS[name]]):
        if not (packages / installed.name).exists():
            (packages / installed.name).symlink_to(installed)
    return place / "bin/python"


@cache
def _wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def _installed(needed: Iterable[str]) -> Iterator[Path]:
    """The files and folders of distributions, and of those that they need, without extras."""
    waiting, done = list(map(Requirement, needed)), set()
    while waiting:
        requirement = waiting.pop()
        marker = requirement.marker
        if requirement.name in done or (marker and not marker.evaluate({"extra": ""})):
            continue
        done.add(requirement.name)
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:  # needed on another Python only
            continue
        waiting += map(Requirement, found.requires or ())
        for top in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
            if top != "__pycache__":
                yield Path(str(found.locate_file(top)))


def mypy_errors(
    python: Path, files: Iterable[Path], folder: Path, *, plugin: bool = True, settings: str = ""
) -> Lines:
    """The lines in which mypy finds an error; its cache stays in the folder."""
    folder.mkdir(exist_ok=True)
    has_stubs = any((python.parents[1] / "lib").glob("python*/site-packages/rest_framework-stubs"))
    ini = folder / "mypy.ini"
    ini.write_text(
        MYPY_INI.format(
            sources=SOURCES,
            plugins=PLUGIN if plugin else "",
            without_stubs="" if has_stubs else WITHOUT_STUBS,
            settings=settings,
        )
    )
    output = _run(
        *("mypy", "--config-file", str(ini), "--output", "json"),
        *("--python-executable", str(python), "--cache-dir", str(folder / "cache")),
        *map(str, files),
        folder=folder,
    )
    # Without errors, mypy says so in a sentence.
    found = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    return _by_file((e["file"], e["line"]) for e in found if e["severity"] == "error")


def pyright_errors(python: Path, files: Iterable[Path], folder: Path) -> Lines:
    """The lines in which pyright finds an error."""
    folder.mkdir(exist_ok=True)
    config = {"extraPaths": [str(SOURCES)], "pythonVersion": "3.11", "typeCheckingMode": "standard"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    output = _run(
        *("pyright", "--outputjson", "--pythonpath", str(python), "-p", str(folder)),
        *map(str, files),
        folder=folder,
    )
    found = json.loads(output)["generalDiagnostics"]
    return _by_file(
        (e["file"], e["range"]["start"]["line"] + 1) for e in found if e["severity"] == "error"
    )


def _by_file(found: Iterable[tuple[str, int]]) -> Lines:
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for file, line in found:
        lines[Path(file).name].add(line)
    return lines


def _run(*command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout
