"""The files for GitHub: valid, with the least rights, and nothing in them that is not there."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

check_jsonschema = pytest.importorskip("check_jsonschema").main
testing = pytest.importorskip("click.testing")

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
CI = (ROOT / ".ci/run").read_text(encoding="utf-8")
STEPS = re.search(r"^STEPS=\((.+)\)$", CI, re.MULTILINE)[1].split()  # type: ignore[index]
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
FORMS = [path for path in sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml")) if path.stem != "config"]
# The schemas that check-jsonschema comes with, by the files that they describe.
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "custom.github-workflows-require-timeout": WORKFLOWS,
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
    "vendor.github-actions": [ROOT / "action.yml"],
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
}
VALID = [(schema, path) for schema, paths in SCHEMAS.items() for path in paths]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path).values():
        yield from job.get("steps", ())


def commands() -> str:
    """All that workflows run."""
    return "\n".join(step.get("run", "") for path in WORKFLOWS for step in steps(path))


@pytest.mark.parametrize(("schema", "path"), VALID, ids=lambda value: getattr(value, "name", value))
def test_it_is_valid(schema: str, path: Path) -> None:
    done = testing.CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(path)])
    assert done.exit_code == 0, done.output


# One mistake for each schema.
MISTAKES = {
    "vendor.github-workflows": ("runs-on", "run-on"),
    "custom.github-workflows-require-timeout": ("timeout-minutes", "time"),
    "vendor.dependabot": ("npm", "npmm"),
    "vendor.github-actions": ("using: composite", "using: compound"),
    "vendor.github-issue-forms": ("type: textarea", "type: text"),
    "vendor.github-issue-config": ("true", "perhaps"),
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_that_is_not_valid_is_found(schema: str, tmp_path: Path) -> None:
    text = SCHEMAS[schema][0].read_text(encoding="utf-8")
    assert MISTAKES[schema][0] in text
    path = tmp_path / "file.yml"
    path.write_text(text.replace(*MISTAKES[schema]))
    done = testing.CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(path)])
    assert done.exit_code == 1, done.output


def test_there_are_workflows_for_changes_nights_and_releases() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "nightly.yml", "release.yml"]


def test_every_step_of_ci_is_a_job() -> None:
    job = jobs(GITHUB / "workflows/ci.yml")
    alone = set(re.findall(r"\.ci/run (\w+)", commands()))
    assert {*job["step"]["strategy"]["matrix"]["step"], *alone} == set(STEPS)
    assert [name for name, each in job.items() if each.get("continue-on-error")] == [
        "upstream",
        "django-main",
    ]


def test_every_step_of_ci_has_a_function() -> None:
    assert re.findall(r"^run_(\w+)\(\)", CI, re.MULTILINE) == STEPS


@pytest.mark.slow
def test_the_steps_of_ci_are_listed_and_others_refused() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", str(ROOT / ".ci/run"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run("--list").stdout.split() == STEPS
    done = run("lint", "lintt")
    assert done.returncode == 2
    assert done.stderr.startswith("lintt is not a step; the steps are tests lint ")
    assert done.stdout == ""


def test_every_target_and_session_that_is_run_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    everything = f"{commands()}\n{CI}"
    named = set(re.findall(r"\bmake ([a-z][a-z0-9-]*)", everything))
    assert {"nightly", "trial", "wheel"} <= named <= targets
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    sessions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    named = set(re.findall(r"nox --session ([\w ]+\w)", f"{everything}\n{makefile}"))
    assert {"adopt upstream_suite", "trial", "wheel"} <= named
    assert {name for names in named for name in names.split()} <= sessions


def test_every_program_of_this_project_that_is_run_exists() -> None:
    named = set(re.findall(r"\bpython (\S+\.py)", commands()))
    assert named == {"tests/tooling/release.py"}
    assert [name for name in named if not (ROOT / name).exists()] == []


# GitHub puts the values into the text of a script, where a branch's name could be a command.
@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_script_has_values_in_its_text(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_the_script_of_the_action_has_no_values_in_its_text() -> None:
    assert [
        step for step in read(ROOT / "action.yml")["runs"]["steps"] if "${{" in step["run"]
    ] == []


def test_there_are_two_forms_for_issues() -> None:
    assert [path.name for path in FORMS] == ["bug.yml", "idea.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    checkouts = [
        step for step in steps(path) if step.get("uses", "").startswith("actions/checkout")
    ]
    assert [step for step in checkouts if step["with"]["persist-credentials"]] == []


def test_only_the_upload_may_ask_for_an_identity() -> None:
    granted = {
        name: job["permissions"]
        for path in WORKFLOWS
        for name, job in jobs(path).items()
        if "permissions" in job
    }
    assert granted == {"publish": {"id-token": "write"}}


def test_what_is_uploaded_is_what_was_built_and_checked() -> None:
    job = jobs(GITHUB / "workflows/release.yml")
    uses = {step["uses"].partition("@")[0]: step for step in job["publish"]["steps"]}
    assert set(uses) == {"actions/download-artifact", "pypa/gh-action-pypi-publish"}
    (kept,) = (s for s in job["build"]["steps"] if "upload-artifact" in s.get("uses", ""))
    assert kept["with"]["name"] == uses["actions/download-artifact"]["with"]["name"]
    assert job["publish"]["needs"] == ["ci", "build"]
    assert job["publish"]["environment"] == "pypi"


def test_every_action_has_a_version() -> None:
    used = [step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step]
    version = re.compile(r"[\w-]+/[\w-]+@(v\d+|release/v\d+|[0-9a-f]{40})")
    assert [each for each in used if not version.fullmatch(each)] == []


def test_dependabot_knows_every_folder_with_packages() -> None:
    updates = {
        each["package-ecosystem"]: each for each in read(GITHUB / "dependabot.yml")["updates"]
    }
    assert set(updates) == {"github-actions", "pip", "npm"}
    folders = {
        f"/{path.parent.relative_to(ROOT).as_posix()}"
        for pattern in ("tests/*/package.json", "tests/*/*/package.json")
        for path in ROOT.glob(pattern)
        if "node_modules" not in path.parts
    }
    assert set(updates["npm"]["directories"]) == folders
