"""The hooks of this repository, run by pre-commit on a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook["name"] for each in CONFIG["repos"] for hook in each["hooks"]}
# A mistake for each hook: in a file, the text that is replaced by another; "" is the end of it.
MISTAKES: Mapping[str, tuple[str, str, str]] = {
    "ruff-check": ("src/drf_typed_responses/findings.py", "", "import os\n"),
    "ruff-format": ("src/drf_typed_responses/exceptions.py", "", "NUMBERS = [1,2]\n"),
    "lint-imports": (
        *("src/drf_typed_responses/openapi/types.py", "\nfrom typing import "),
        "\nfrom drf_typed_responses import publish as publish\nfrom typing import ",
    ),
    "generated-pages": ("docs/promise.md", "A media type is no longer accepted.", "Less."),
    "workflows": (".github/workflows/ci.yml", "runs-on", "run-on"),
    "action": ("action.yml", "using: composite", "using: compound"),
    "dependabot": (".github/dependabot.yml", "npm", "npmm"),
    "issue-forms": (".github/ISSUE_TEMPLATE/bug.yml", "type: textarea", "type: text"),
    "readthedocs": (".readthedocs.yaml", "version: 2", "version: two"),
    "trailing-whitespace": ("CONTRIBUTING.md", "", "A line. \n"),
    "end-of-file": ("CHANGELOG.md", "", "A line."),
}


class Copy:
    """The tracked files of the checkout, as they are now, in a repository of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            [
                "git",
                "-C",
                str(ROOT),
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        programs = [str(Path(sys.executable).parent), os.environ["PATH"]]
        self.environment = {
            **os.environ,
            "PATH": os.pathsep.join(programs),
            "PYTHONPATH": str(folder / "src"),
            "PRE_COMMIT_HOME": str(folder.parent / "cache"),
            **{
                f"GIT_{who}_{what}": "a"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        self.run("git", "init", "--quiet")
        self.run("git", "add", ".")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    if not (ROOT / ".git").exists():
        pytest.skip("needs a checkout")
    (tmp_path / "copy").mkdir()
    return Copy(tmp_path / "copy")


def outcomes(said: str) -> dict[str, str]:
    """What became of each hook, by its name."""
    return dict(re.findall(r"^(.+?)\.{3,}(?:\(.*\))?(Passed|Failed|Skipped)$", said, re.MULTILINE))


def test_there_is_a_mistake_for_each_hook() -> None:
    assert list(MISTAKES) == list(HOOKS)


def test_each_hook_is_of_this_repository() -> None:
    assert [each["repo"] for each in CONFIG["repos"]] == ["local"]


@pytest.mark.slow
def test_the_checkout_passes(copy: Copy) -> None:
    done = copy.run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert outcomes(done.stdout) == dict.fromkeys(HOOKS.values(), "Passed"), done.stdout
    assert done.returncode == 0


@pytest.mark.slow
def test_each_hook_refuses_a_commit_with_its_mistake(copy: Copy) -> None:
    assert copy.run("git", "commit", "--quiet", "--message", "one").returncode == 0
    assert copy.run(sys.executable, "-m", "pre_commit", "install").returncode == 0
    for name, old, new in MISTAKES.values():
        path = copy.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    done = copy.run("git", "commit", "--quiet", "--all", "--message", "two")
    assert outcomes(done.stderr) == dict.fromkeys(HOOKS.values(), "Failed"), done.stderr
    assert "docs/promise.md differs" in done.stderr
    assert done.returncode == 1
