"""The contents of the wheel: the package, `py.typed`, and no tests; and of the sdist."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from email.parser import Parser
from importlib.metadata import requires
from pathlib import Path
from zipfile import ZipFile

import pytest

import drf_typed_responses

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "drf_typed_responses"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    build = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert build.returncode == 0, build.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> ZipFile:
    (file,) = built.glob("*.whl")
    return ZipFile(file)


@pytest.fixture(scope="module")
def metadata(wheel: ZipFile) -> dict[str, list[str]]:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    message = Parser().parsestr(wheel.read(name).decode())
    return {key: message.get_all(key, []) for key in message}


@pytest.mark.slow
def test_is_marked_as_typed(wheel: ZipFile) -> None:
    assert "drf_typed_responses/py.typed" in wheel.namelist()


@pytest.mark.slow
def test_holds_every_module_and_nothing_else(wheel: ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert shipped == sources


@pytest.mark.slow
def test_the_sdist_holds_nothing_but_files_of_the_repository(built: Path) -> None:
    """What the tests of the sdist need is tested by running them: the nox session `wheel`."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs a checkout")
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    known = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert names - {*known.stdout.splitlines()} == {"PKG-INFO"}
    assert {"SECURITY.md", "CODE_OF_CONDUCT.md", ".editorconfig"} & names == set()


@pytest.mark.slow
def test_version_is_the_package_s(metadata: dict[str, list[str]]) -> None:
    assert metadata["Version"] == [drf_typed_responses.__version__]


def test_changelog_knows_the_version() -> None:
    assert f"[{drf_typed_responses.__version__}]" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.slow
def test_the_core_needs_nothing_that_drf_spectacular_does_not(
    metadata: dict[str, list[str]],
) -> None:
    lines = [line for line in metadata["Requires-Dist"] if "extra ==" not in line]
    core = {re.split(r"[<>=!~ ]", line)[0].lower() for line in lines}
    needed = requires("drf-spectacular") or []
    theirs = {re.split(r"[<>=!~ ;]", line)[0].lower() for line in needed}
    assert core - theirs - {"typing-extensions"} == {"drf-spectacular"}
