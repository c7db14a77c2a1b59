"""`--rule` and `--operation` choose what `apidocs test` and `apidocs build` print."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from .building import JSONView, TeamView, project
from .running import Run, apidocs

RULES = {"RULES": {"*": "off", "description": "error", "tag-defined": "warning"}}


class OtherView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve Another", tags=["Others"], responses=str)
    def get(self, request): ...


def run(*command: str, **settings: Any) -> Run:
    with (
        project(TeamView, OtherView, TAGS=[{"name": "Teams"}]),
        override_settings(TYPED_RESPONSES={**RULES, **settings}),
    ):
        return apidocs(*command)


def shown(*command: str, **settings: Any) -> list[tuple[str, str]]:
    findings = json.loads(run(*command, "--format", "json", **settings).out)["findings"]
    return [(finding["id"], finding["operation"]) for finding in findings]


EVERY = {
    ("description", "GET /0/"),
    ("description", "GET /1/"),
    ("tag-defined", "GET /1/"),
}


def test_every_finding_without_a_filter() -> None:
    assert set(shown("test")) == EVERY


def test_a_rule() -> None:
    assert shown("test", "--rule", "description") == [
        ("description", "GET /0/"),
        ("description", "GET /1/"),
    ]


def test_several_rules() -> None:
    assert set(shown("test", "--rule", "description", "--rule", "tag-defined")) == EVERY


def test_an_operation() -> None:
    assert set(shown("test", "--operation", "GET /1/")) == {
        ("description", "GET /1/"),
        ("tag-defined", "GET /1/"),
    }


def test_a_rule_at_an_operation() -> None:
    options = ("--rule", "description", "--operation", "GET /1/")
    assert shown("test", *options) == [("description", "GET /1/")]


def test_the_others_are_counted() -> None:
    done = run("test", "--rule", "description", "--operation", "GET /1/")
    assert done.err.endswith(" s. 1 finding; 2 others are not shown.\n")
    done = run("test", "--rule", "description")
    assert done.err.endswith(" s. 2 findings; 1 other is not shown.\n")
    done = run("test", "--rule", "description", "--rule", "tag-defined")
    assert done.err.endswith(" s. 3 findings.\n")
    summary = json.loads(run("test", "--rule", "description", "--format", "json").out)["summary"]
    assert (summary["left_out"], summary["error"], summary["warning"]) == (1, 2, 0)


def test_a_test_fails_by_what_is_shown() -> None:
    assert run("test", "--fail-on", "error").code == 1
    assert run("test", "--fail-on", "error", "--rule", "tag-defined").code == 0
    assert run("test", "--rule", "title").code == 0


def test_a_build_fails_by_every_finding(tmp_path: Path) -> None:
    done = run("build", "--rule", "title", OUT=tmp_path)
    assert done.code == 1
    assert "No findings; 3 others are not shown. Nothing written" in done.err
    assert list(tmp_path.iterdir()) == []
    done = run("build", "--rule", "title", "--fail-on", "never", OUT=tmp_path)
    assert done.code == 0
    assert "No findings; 3 others are not shown:\n" in done.err


@pytest.mark.slow  # it starts a process
def test_contract_tests_run_where_their_finding_could_be_shown(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    command = (sys.executable, "-c", f"open({str(ran)!r}, 'w')")
    run("test", "--rule", "description", CONTRACT_TESTS=command)
    assert not ran.exists()
    run("test", "--rule", "contract-tests", CONTRACT_TESTS=command)
    assert ran.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rule", "descripton"), 'no rule or finding "descripton"; did you mean description?'),
        (("--operation", "GET /2/"), 'there is no operation "GET /2/"; did you mean GET /'),
    ],
)
@pytest.mark.parametrize("action", ["test", "build"])
def test_what_does_not_exist(action: str, options: tuple[str, str], said: str) -> None:
    done = run(action, *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_baseline_is_about_every_finding() -> None:
    done = run("test", "--write-baseline", "--rule", "description")
    assert done.code == 2
    assert "leave out the filters" in done.err
