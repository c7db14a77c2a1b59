"""A release: tag, version and changelog agree, and a rehearsal says what would be uploaded."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from tooling import release

ROOT = Path(__file__).parents[2]
DAY = "2027-01-31"
UNRELEASED = "### Fixed\n\n- A bug."


def changelog(*versions: str, unreleased: str = release.NOTHING) -> str:
    older = "".join(f"\n## [{version}]\n\nSaid of {version}.\n" for version in versions)
    return f"# Changelog\n\n## [Unreleased]\n\n{unreleased}\n{older}"


def checkout(folder: Path, text: str, version: str = "1.1.0") -> Path:
    module = folder / release.MODULE
    module.parent.mkdir(parents=True)
    module.write_text(f'"""A package."""\n\n__version__ = "{version}"\n')
    (folder / release.CHANGELOG).write_text(text)
    return folder


PROBLEMS: dict[str, tuple[str, str, str, list[str]]] = {
    "they agree": ("v1.1.0", "1.1.0", changelog("1.1.0", "1.0.0"), []),
    "another version": (
        *("v1.2.0", "1.1.0", changelog("1.1.0")),
        ["the tag is v1.2.0, but"],
    ),
    "no v": ("1.1.0", "1.1.0", changelog("1.1.0"), ["the tag is 1.1.0, but"]),
    "an older section": (
        *("v1.1.0", "1.1.0", changelog("1.0.0")),
        ["the newest section of CHANGELOG.md is [1.0.0]"],
    ),
    "no section": (
        *("v1.1.0", "1.1.0", changelog()),
        ["the newest section of CHANGELOG.md is [None]"],
    ),
    "entries without a section": (
        *("v1.1.0", "1.1.0", changelog("1.1.0", unreleased=UNRELEASED)),
        ["CHANGELOG.md has entries under Unreleased"],
    ),
    "all of them": (
        *("v1.2.0", "1.1.0", changelog("1.0.0", unreleased=UNRELEASED)),
        ["the tag is", "the newest section", "CHANGELOG.md has entries"],
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_tag_version_and_changelog(case: str) -> None:
    tag, version, text, expected = PROBLEMS[case]
    found = release.problems(tag, version, text)
    assert [problem[: len(start)] for problem, start in zip(found, expected, strict=True)] == (
        expected
    )


def test_the_changelog_of_this_project_has_its_version_as_a_release_of_its_own() -> None:
    found = release.sections((ROOT / release.CHANGELOG).read_text(encoding="utf-8"))
    assert next(iter(found)) == "Unreleased"
    assert release.version_of(ROOT) in found
    assert [name for name, text in found.items() if not text] == []


def test_entries_get_a_section(tmp_path: Path) -> None:
    root = checkout(tmp_path, changelog("1.1.0", unreleased=UNRELEASED))
    release.prepare(root, "1.2.0", DAY)
    release.check(root, "v1.2.0")
    assert (root / release.CHANGELOG).read_text() == (
        "# Changelog\n\n## [Unreleased]\n\nNothing yet.\n\n## [1.2.0] - 2027-01-31\n\n"
        "### Fixed\n\n- A bug.\n\n## [1.1.0]\n\nSaid of 1.1.0.\n"
    )


def test_a_section_without_a_date_gets_one(tmp_path: Path) -> None:
    root = checkout(tmp_path, changelog("1.1.0"))
    release.prepare(root, "1.1.0", DAY)
    release.check(root, "v1.1.0")
    assert "## [1.1.0] - 2027-01-31\n" in (root / release.CHANGELOG).read_text()
    release.prepare(root, "1.1.0", "2027-02-01")  # keeps the date
    assert "## [1.1.0] - 2027-01-31\n" in (root / release.CHANGELOG).read_text()


@pytest.mark.parametrize(
    ("version", "text", "message"),
    [
        ("one", changelog("1.1.0", unreleased=UNRELEASED), "one is no version"),
        ("1.2.0", changelog("1.1.0"), "no entries under Unreleased"),
        ("1.1.0", changelog("1.1.0", unreleased=UNRELEASED), "has a section [1.1.0] already"),
    ],
)
def test_what_cannot_be_prepared_is_left_alone(
    tmp_path: Path, version: str, text: str, message: str
) -> None:
    root = checkout(tmp_path, text)
    with pytest.raises(release.ReleaseError) as error:
        release.prepare(root, version, DAY)
    assert message in str(error.value)
    assert (root / release.CHANGELOG).read_text() == text


@pytest.mark.parametrize(("unreleased", "version"), [(UNRELEASED, "1.2.0"), ("", "1.1.0")])
def test_the_version_of_a_rehearsal(tmp_path: Path, unreleased: str, version: str) -> None:
    assert release.next_version(checkout(tmp_path, changelog("1.1.0", unreleased=unreleased))) == (
        version
    )


def test_the_folder_to_upload_is_shown(tmp_path: Path) -> None:
    wheel = tmp_path / "some-1.1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("some-1.1.0.dist-info/METADATA", "Name: some\nVersion: 1.1.0\n\nA page.\n")
    (tmp_path / "some-1.1.0.tar.gz").write_bytes(b"source")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert release.show(tmp_path) == (
        f"some-1.1.0-py3-none-any.whl  {wheel.stat().st_size} bytes\n  sha256 {digest}\n"
        "some-1.1.0.tar.gz  6 bytes\n"
        f"  sha256 {hashlib.sha256(b'source').hexdigest()}\n\n"
        "  Name: some\n  Version: 1.1.0"
    )


@pytest.mark.slow
@pytest.mark.parametrize("unreleased", [UNRELEASED, release.NOTHING])
def test_a_rehearsal_tags_a_clone_and_nothing_else(tmp_path: Path, unreleased: str) -> None:
    root = checkout(tmp_path / "root", changelog("1.1.0", unreleased=unreleased))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "one")
    tag = release.tagged_clone(root, tmp_path / "clone", None, DAY)
    assert git(tmp_path / "clone", "tag") == tag == f"v{release.next_version(root)}"
    assert git(tmp_path / "clone", "rev-list", "--count", "HEAD") == "2"
    assert git(root, "tag") == ""
    assert git(root, "status", "--porcelain") == ""


def git(folder: Path, *arguments: str) -> str:
    command: Sequence[str] = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()
