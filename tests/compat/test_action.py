"""The composite action of this repository: its steps run as a workflow would run them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from compat.test_recipes import PAGE, Project

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUTS: dict[str, dict[str, Any]] = ACTION["inputs"]
BREAK = ("isMember: bool", "isMember: bool | None")
ADDITION = ("memberCount: int\n", "memberCount: int\n    motto: str\n")


class Run:
    """One use of the action in a job: its inputs become the variables of its step."""

    def __init__(self, project: Project, **inputs: str) -> None:
        folder = project.folder.parent
        self.outputs, self.summary = folder / "outputs.txt", folder / "summary.md"
        for file in (self.outputs, self.summary):
            file.write_text("")
        given = {name: each["default"] for name, each in INPUTS.items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) == set(INPUTS)
        project.environment |= {
            "RUNNER_TEMP": str(folder),
            "GITHUB_OUTPUT": str(self.outputs),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        (step,) = ACTION["runs"]["steps"]
        for name, value in step["env"].items():
            (asked,) = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value).groups()  # type: ignore[union-attr]
            project.environment[name] = given[asked]
        assert step["working-directory"] == "${{ inputs.working-directory }}"
        project.environment["WORKING_DIRECTORY"] = given["working-directory"]
        assert step["shell"] == "bash"
        self.done: subprocess.CompletedProcess[str] = project.run(
            f'cd "$WORKING_DIRECTORY"\n{step["run"]}'
        )

    @property
    def changelog(self) -> str:
        (path,) = re.findall(r"^changelog=(.+)$", self.outputs.read_text(), re.MULTILINE)
        text = Path(path).read_text()
        assert self.summary.read_text() == text
        return text


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.mark.slow
def test_a_break_is_annotated_written_and_refused(project: Project) -> None:
    file = project.edit(*BREAK).relative_to(project.folder)
    run = Run(project)
    assert run.done.returncode == 1, run.done.stderr
    assert f"::error file={file}," in run.done.stdout
    assert "### Broken" in run.changelog
    assert ACTION["outputs"]["changelog"]["value"] == "${{ steps.compare.outputs.changelog }}"


@pytest.mark.slow
def test_an_addition_passes(project: Project) -> None:
    project.edit(*ADDITION)
    run = Run(project)
    assert run.done.returncode == 0, run.done.stderr
    assert "motto" in run.changelog


@pytest.mark.slow
def test_the_threshold_options_and_folder(project: Project) -> None:
    project.edit(*BREAK)
    every = "--exclude=/api/*\n\n--verbose"
    assert Run(project, options=every).done.returncode == 0
    above = {"working_directory": "..", "manage": "project/manage.py"}
    run = Run(project, **above, base="project/public/openapi.json", fail_on="never")
    assert run.done.returncode == 0, run.done.stderr
    assert "::error file=" in run.done.stdout


@pytest.mark.slow
def test_two_documents_without_django(project: Project) -> None:
    project.succeed("cp public/openapi.json openapi.json && git add . && git commit -qm two")
    project.succeed("git update-ref refs/remotes/origin/main HEAD")
    inputs = {"command": "compat", "revision": "openapi.json"}
    assert Run(project, **inputs).done.returncode == 0
    project.edit(*BREAK)
    project.succeed("python manage.py apidocs build && cp public/openapi.json .")
    run = Run(project, **inputs)
    assert run.done.returncode == 1, run.done.stderr
    assert "### Broken" in run.changelog
    accepted = project.folder / "accepted.toml"
    command = "python -m drf_typed_responses.compat git:origin/main openapi.json --write-accepted"
    project.succeed(f"{command} --accepted accepted.toml")
    accepted.write_text(accepted.read_text().replace('reason = ""', 'reason = "Agreed."'))
    assert Run(project, **inputs, accepted="accepted.toml").done.returncode == 0


@pytest.mark.slow
def test_what_cannot_run_ends_with_2(project: Project) -> None:
    """Also a value that would be a command in the text of a script."""
    refused = Run(project, command="rm -rf .").done
    assert refused.returncode == 2
    assert refused.stdout.startswith("::error::the input command is rm -rf .: it must be diff or")
    for base in ("git:origin/none", "$(touch owned)", "; touch owned"):
        done = Run(project, base=base).done
        assert done.returncode == 2
        assert "cannot be read" in done.stderr
    assert not (project.folder / "owned").exists()
    project.environment["GITHUB_BASE_REF"] = ""
    nowhere = Run(project).done
    assert nowhere.returncode == 2
    assert nowhere.stdout.startswith("::error::name a base: only a pull request has a branch")


def test_the_page_has_all_inputs() -> None:
    (table,) = re.findall(r"\| input \| default .*?\n\n", PAGE, re.DOTALL)
    rows = dict(re.findall(r"^\| `([\w-]+)` \|(?: `([^`]+)`)? \|", table, re.MULTILINE))
    assert rows == {name: each["default"] for name, each in INPUTS.items()}
    (step,) = ACTION["runs"]["steps"]
    assert len(step["env"]) == len(INPUTS) - 1  # the folder is no variable


def test_the_recipes_give_it_inputs_that_it_has() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    jobs = [job for block in blocks for job in yaml.safe_load(block).get("jobs", {}).values()]
    uses = [
        step
        for job in jobs
        for step in job["steps"]
        if step.get("uses", "").startswith("OWNER/drf-typed-responses@")
    ]
    assert len(uses) == 2
    assert {name for step in uses for name in step.get("with", ())} <= set(INPUTS)
