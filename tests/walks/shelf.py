"""A folder of wheels from which `pip` installs without a network: ours and its dependencies.

Ours is built from this checkout. The others are packed from the installed packages of the tests, so
a walk has the same versions as the tests, the lowest ones too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    PackagePath,
    PathDistribution,
    distribution,
)
from pathlib import Path
from zipfile import Path as PathInZip
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.tags import parse_tag
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
EXTRAS = ("draft", "fast", "preview")
# Packages that the pages install too, and the build backend for the project of a recipe.
OTHERS = ("pytest-django", "django-filter", "hatchling")
# Written by the installer, and true of this environment only.
_LEFT_OUT = (".pyc", "/INSTALLER", "/REQUESTED", "/direct_url.json")
# Two of three files of Django are translations, which the pages do not need.
_FOREIGN = re.compile(r"/locale/(?!en/)[^/]+/")


def fill(folder: Path) -> None:
    """Put the wheels into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [ours] = folder.glob("*.whl")
    for installed in _needed(_of_wheel(ours)):
        _pack(installed, folder)


def _of_wheel(wheel: Path) -> Distribution:
    [info] = [part for part in PathInZip(wheel).iterdir() if part.name.endswith(".dist-info")]
    return PathDistribution(info)


def _needed(ours: Distribution) -> Iterable[Distribution]:
    """The installed distributions that we, our extras and the other packages need."""
    waiting = [*_requirements(ours, EXTRAS), *map(Requirement, OTHERS)]
    found: dict[str, Distribution] = {}
    done: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        key = f"{name}{sorted(requirement.extras)}"
        if key in done:
            continue
        done.add(key)
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # pip says so, where it is missed
            continue
        waiting += _requirements(found[name], requirement.extras)
    return found.values()


def _requirements(of: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, of.requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def _pack(installed: Distribution, folder: Path) -> None:
    """Write the wheel that a distribution may have been installed from."""
    lines = (installed.read_text("WHEEL") or "").splitlines()
    tags = {tag for line in lines if line.startswith("Tag: ") for tag in parse_tag(line[5:])}
    parts = [{t.interpreter for t in tags}, {t.abi for t in tags}, {t.platform for t in tags}]
    tag = "-".join(".".join(sorted(part)) for part in parts)
    name = canonicalize_name(installed.name).replace("-", "_")
    with ZipFile(folder / f"{name}-{installed.version}-{tag}.whl", "w") as wheel:
        for file in installed.files or ():
            if _is_packed(file):
                wheel.write(str(file.locate()), str(file))


def _is_packed(file: PackagePath) -> bool:
    # Scripts are left out: pip makes them from the entry points.
    if file.parts[0] == ".." or str(file).endswith(_LEFT_OUT):
        return False
    return not _FOREIGN.search(str(file))
