"""The steps of a release that a person or a workflow runs; CONTRIBUTING.md has their order.

`check TAG` compares a tag with the version and the changelog, `prepare VERSION` writes both,
`show DIR` says what an upload of DIR would upload, and `rehearse [VERSION]` does all of it, and the
build, in a clone. It needs nothing but Python and git, and nox to build.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

ROOT: Final = Path(__file__).parents[2]
MODULE: Final = "src/drf_typed_responses/__init__.py"
CHANGELOG: Final = "CHANGELOG.md"
NOTHING: Final = "Nothing yet."
_VERSION: Final = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
_SECTION: Final = re.compile(r"^## \[(.+?)\](?: - (\S+))?$", re.MULTILINE)
# As PEP 440 has them; a release needs neither an epoch nor a local version.
_RELEASE: Final = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")


class ReleaseError(Exception):
    """The release cannot be made: one sentence that says why."""


def version_of(root: Path) -> str:
    """The version of the package."""
    (version,) = _VERSION.findall((root / MODULE).read_text(encoding="utf-8"))
    return str(version)


def sections(changelog: str) -> Mapping[str, str]:
    """What stands in each section of a changelog, newest first, by its version."""
    _, *parts = _SECTION.split(changelog)
    names, texts = parts[::3], parts[2::3]
    return {name: text.strip() for name, text in zip(names, texts, strict=True)}


def unreleased(changelog: str) -> str:
    """The entries that belong to no release yet."""
    return sections(changelog).get("Unreleased", "").removeprefix(NOTHING).strip()


def problems(tag: str, version: str, changelog: str) -> list[str]:
    """Why this tag may not be released: one sentence for each reason."""
    newest = next((name for name in sections(changelog) if name != "Unreleased"), None)
    found = []
    if tag != f"v{version}":
        found.append(f"the tag is {tag}, but {MODULE} says {version}: the tag must be v{version}")
    if newest != version:
        found.append(f"the newest section of {CHANGELOG} is [{newest}]: it must be [{version}]")
    if unreleased(changelog):
        found.append(
            f"{CHANGELOG} has entries under Unreleased, which this tag would release: move them "
            "to the section of the version"
        )
    return found


def check(root: Path, tag: str) -> None:
    """Raise ReleaseError unless the tag, the version and the changelog agree."""
    changelog = (root / CHANGELOG).read_text(encoding="utf-8")
    if found := problems(tag, version_of(root), changelog):
        raise ReleaseError("; ".join(found))


def prepare(root: Path, version: str, day: str) -> None:
    """Write the version, and give the unreleased entries a section with the date."""
    if not _RELEASE.fullmatch(version):
        raise ReleaseError(f"{version} is no version: write it as 1.2.3, or 1.2.3rc1")
    path = root / CHANGELOG
    changelog = path.read_text(encoding="utf-8")
    entries = unreleased(changelog)
    if version not in sections(changelog):
        if not entries:
            raise ReleaseError(f"{CHANGELOG} has no entries under Unreleased: nothing to release")
        before, _, after = changelog.partition("## [Unreleased]\n")
        _, *rest = re.split(r"^(?=## \[)", after, flags=re.MULTILINE)
        new = f"## [Unreleased]\n\n{NOTHING}\n\n## [{version}] - {day}\n\n{entries}\n\n"
        changelog = "".join((before, new, *rest))
    elif entries:
        raise ReleaseError(
            f"{CHANGELOG} has a section [{version}] already, and entries under Unreleased: name "
            "another version, or move the entries there"
        )
    else:
        changelog = changelog.replace(f"## [{version}]\n", f"## [{version}] - {day}\n", 1)
    path.write_text(changelog, encoding="utf-8")
    module = root / MODULE
    text = module.read_text(encoding="utf-8")
    module.write_text(_VERSION.sub(f'__version__ = "{version}"', text), encoding="utf-8")


def next_version(root: Path) -> str:
    """The version to rehearse: that of the package, or the next minor one for new entries."""
    version = version_of(root)
    if not unreleased((root / CHANGELOG).read_text(encoding="utf-8")):
        return version
    major, minor, *_ = version.split(".")
    return f"{major}.{int(minor) + 1}.0"


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=rehearsal", "-c", "user.email=@", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.rstrip()


def tagged_clone(root: Path, clone: Path, version: str | None, day: str) -> str:
    """Clone the checkout's commit, and prepare and tag the release there; returns the tag."""
    git(root, "clone", "--quiet", "--no-tags", str(root), str(clone))
    version = version or next_version(clone)
    prepare(clone, version, day)
    if git(clone, "status", "--porcelain"):
        git(clone, "commit", "--quiet", "--all", "--message", f"Version {version}")
    git(clone, "tag", "--annotate", f"v{version}", "--message", f"v{version}")
    tag = git(clone, "describe", "--exact-match", "--tags")
    check(clone, tag)
    return tag


def show(folder: Path) -> str:
    """What an upload of this folder would upload: the files, and the metadata of the wheel."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    lines = [
        f"{path.name}  {path.stat().st_size:,} bytes\n"
        f"  sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    ]
    for wheel in (path for path in files if path.suffix == ".whl"):
        with ZipFile(wheel) as archive:
            (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
            head = archive.read(name).decode().partition("\n\n")[0]
        lines += ["", *(f"  {line}" for line in head.splitlines())]
    return "\n".join(lines)


def rehearse(root: Path, version: str | None, day: str) -> str:
    """Make the release in a clone, all but the upload; returns what would be uploaded."""
    if changed := git(root, "status", "--porcelain"):
        _say(f"not committed, so not part of it:\n{changed}")
    kept = root / "build" / "release"
    with TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        tag = tagged_clone(root, clone, version, day)
        _say(f"tagged {tag} in a clone of {git(root, 'rev-parse', '--short', 'HEAD')}")
        command = [sys.executable, "-m", "nox", "--session", "wheel"]
        if subprocess.run(command, cwd=clone, check=False).returncode:
            raise ReleaseError("the build or one of its checks failed, see above")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(clone / "dist", kept)
    _say(f"a push of the tag {tag} would upload these files, which {kept} has:")
    return show(kept)


def _say(text: str) -> None:
    print(f"release: {text}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run one step; returns the exit code."""
    today = date.today().isoformat()
    try:
        match arguments:
            case ["check", tag]:
                check(ROOT, tag)
            case ["prepare", version]:
                prepare(ROOT, version, today)
            case ["show", folder]:
                print(show(Path(folder)))
            case ["rehearse", *given] if len(given) < 2:
                print(rehearse(ROOT, next(iter(given), None), today))
            case _:
                raise ReleaseError(
                    "it takes check TAG, prepare VERSION, show DIR or rehearse [VERSION]"
                )
    except ReleaseError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
