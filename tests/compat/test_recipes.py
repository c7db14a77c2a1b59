"""The recipes of docs/ci.md, step by step, as a new user would meet them.

`pip install .` is run by tests/walks, which have an environment to install into.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
# Replaces the program `gh`, which needs GitHub; it keeps its arguments.
GH = '#!/bin/sh\necho "$@" > "$GH_CALLED"\n'


def steps(job: str) -> dict[str, str]:
    """The commands of a recipe by the name of their step, as YAML reads them."""
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        jobs = yaml.safe_load(block).get("jobs", {})
        if job in jobs:
            found = [step for step in jobs[job]["steps"] if "run" in step]
            return {step.get("name", step["run"]): step["run"] for step in found}
    raise LookupError(job)


def consoles() -> list[list[str]]:
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [[line.removeprefix("$ ") for line in block.splitlines()] for block in blocks]


class Project:
    """The example as a repository of its own, with its document committed on main."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        ignored = shutil.ignore_patterns("public", "*.sqlite3", "__pycache__")
        shutil.copytree(ROOT / "example", self.folder, ignore=ignored)
        (folder / "bin").mkdir()
        for name, text in {
            "gh": GH,
            "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
        }.items():
            (folder / "bin" / name).write_text(text)
            (folder / "bin" / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "GH_CALLED": str(folder / "gh.txt"),
            "GITHUB_WORKSPACE": str(self.folder),
            "GITHUB_BASE_REF": "main",
            "GITHUB_HEAD_REF": "topic",
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "user.name",
            "GIT_CONFIG_VALUE_0": "a",
            "GIT_CONFIG_KEY_1": "user.email",
            "GIT_CONFIG_VALUE_1": "a@example.com",
        }
        self.succeed("python manage.py apidocs build")
        self.succeed("git init --quiet --initial-branch=main && git add . && git commit -qm one")
        self.succeed("git update-ref refs/remotes/origin/main HEAD")

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does: in bash, which stops at the first failure."""
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def succeed(self, command: str) -> str:
        done = self.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def edit(self, old: str, new: str) -> Path:
        path = self.folder / "teams_api" / "serializers" / "team.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_pull_request_that_breaks_clients(project: Project, tmp_path: Path) -> None:
    commands = steps("diff")
    path = project.edit("isMember: bool", "isMember: bool | None")
    line = path.read_text()[: path.read_text().index("isMember:")].count("\n") + 1
    said = project.succeed(commands["Annotate"])
    file = path.relative_to(project.folder)
    assert f"::error file={file},line={line},title=response-nullable::" in said
    project.succeed(commands["Write the changelog"])
    changes = (project.folder / "changes.md").read_text()
    assert "### Broken" in changes
    assert "isMember" in changes
    assert (tmp_path / "summary.md").read_text() == changes
    project.succeed(commands["Comment"])
    assert "pr comment topic --body-file comment.md" in (tmp_path / "gh.txt").read_text()
    assert (project.folder / "comment.md").read_text() == changes
    assert project.run(commands["Verdict"]).returncode == 1


def test_a_pull_request_that_adds(project: Project) -> None:
    project.edit("memberCount: int\n", "memberCount: int\n    motto: str\n")
    done = project.run(steps("diff")["Verdict"])
    assert done.returncode == 0
    assert "1 addition not shown" in done.stderr


def test_publishing(project: Project, tmp_path: Path) -> None:
    """A change that breaks nothing is committed to the other repository; a break is not."""
    commands = steps("publish")
    remote = tmp_path / "remote.git"
    project.succeed(f"git init --quiet --bare --initial-branch=main '{remote}'")
    project.succeed(f"git clone --quiet '{remote}' api-schema 2>/dev/null")
    project.succeed("cp public/*.json api-schema && cd api-schema && git add . && git commit -qm 1")
    project.succeed("cd api-schema && git push --quiet origin HEAD:main")

    def published() -> list[str]:
        log = project.succeed(f"git --git-dir '{remote}' log --format=%B main")
        return log.splitlines()

    project.edit("A team of an organization.", "One team of an organization.")
    for name in ("Build", "Verdict", "Changelog", "Publish"):
        project.succeed(commands[name])
    assert published()[0] == "## Changes of the API"
    before = published()
    project.edit("isMember: bool", "isMember: bool | None")
    assert project.run(commands["Verdict"]).returncode == 1
    assert published() == before


def test_the_site_of_a_pull_request(project: Project, tmp_path: Path) -> None:
    commands = steps("site")
    remote = tmp_path / "pages.git"
    project.succeed(f"git init --quiet --bare --initial-branch=gh-pages '{remote}'")
    project.succeed(f"git clone --quiet '{remote}' pages 2>/dev/null")
    project.succeed("cd pages && git commit --quiet --allow-empty --message one")
    project.succeed("cd pages && git push --quiet origin HEAD:gh-pages")
    project.environment |= {
        "GITHUB_SHA": "4c0ffee",
        "GITHUB_REPOSITORY": "owls/shop",
        "GITHUB_REPOSITORY_OWNER": "owls",
    }
    for folder in (".", "pull/7"):
        project.environment["FOLDER"] = folder
        project.succeed(commands["Write the site"])
        project.succeed(commands["Publish the site"])
        files = project.succeed(f"git --git-dir '{remote}' ls-tree -r --name-only gh-pages")
        assert (Path(folder) / "index.html").as_posix() in files.splitlines()
    assert ".nojekyll" in files.splitlines()
    project.succeed(commands["Publish the site"])  # nothing changed
    project.succeed(commands["Link"])
    said = (tmp_path / "gh.txt").read_text()
    assert said.endswith("https://owls.github.io/shop/pull/7/\n")


def test_the_commands_beside_the_recipes(project: Project) -> None:
    committed, site, reports, without_django = consoles()
    for command in (*committed, *site, *reports):
        project.succeed(command)
    (run,) = json.loads((project.folder / "apidocs.sarif").read_text())["runs"]
    assert run["results"] == []
    project.succeed("cp public/openapi.json openapi.json && git add . && git commit -qm two")
    for command in without_django:
        project.succeed(command)


def test_the_hooks_of_pre_commit(project: Project, tmp_path: Path) -> None:
    """A commit is refused until its document is current, and then because it breaks clients."""
    pytest.importorskip("pre_commit")
    hooks = tmp_path / "hooks"
    project.succeed(f"git init --quiet '{hooks}' && cp '{ROOT}/.pre-commit-hooks.yaml' '{hooks}'")
    project.succeed(f"cd '{hooks}' && git add . && git commit -qm 1 && git tag v0.1.0")
    (recipe,) = re.findall(r"```yaml\n(repos:.*?)```", PAGE, re.DOTALL)
    address = yaml.safe_load(recipe)["repos"][0]["repo"]
    config = project.folder / ".pre-commit-config.yaml"
    config.write_text(recipe.replace(address, str(hooks)))
    project.environment["PRE_COMMIT_HOME"] = str(tmp_path / "cache")
    commit = "git add . && python -m pre_commit run"
    assert "...Passed" in project.succeed(f"{commit} --all-files")
    project.edit("isMember: bool", "isMember: bool | None")
    done = project.run(commit)
    assert done.returncode == 1
    assert "error[outdated-file] public/openapi.json is not what a build writes" in done.stdout
    project.succeed("python manage.py apidocs build")
    done = project.run(commit)
    assert done.returncode == 1
    assert "[response-nullable]" in done.stdout
    assert "outdated-file" not in done.stdout


def test_the_first_run_has_no_base(project: Project) -> None:
    done = project.run(steps("publish")["Verdict"])
    assert done.returncode == 2
    assert "api-schema/openapi.json cannot be read" in done.stderr


def test_the_first_pull_request_has_no_base(project: Project) -> None:
    project.succeed("git rm -rq --cached public && git commit -qm two")
    project.succeed("git update-ref refs/remotes/origin/main HEAD")
    done = project.run(steps("diff")["Verdict"])
    assert done.returncode == 2
    assert (
        "git:origin/main cannot be read: public/openapi.json does not exist in origin/main"
        in done.stderr
    )
