"""`manage.py apidocs test`: the checks of a build, the document, the contract tests; no files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.publish.final_checks import check_document

from .building import NO_RULES, JSONView, TeamView, project
from .running import Run, apidocs


def run(*views: Any, options: tuple[str, ...] = (), **settings: Any) -> Run:
    with project(*views), override_settings(TYPED_RESPONSES={**NO_RULES, **settings}):
        return apidocs("test", *options)


def test_nothing_is_wrong_and_nothing_is_written(tmp_path: Path) -> None:
    done = run(TeamView, OUT=tmp_path / "public")
    assert (done.code, done.out) == (0, "")
    counts = "1 operation, 1 schema, 0 samples checked, 0 rules run"
    assert done.err.startswith(f"Tested a document of {counts} in ")
    assert done.err.endswith("No findings.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_finding() -> None:
    class Wrong(TeamView):
        public = "GET"

    done = run(Wrong)
    assert done.code == 1
    assert done.err.startswith("error[public-methods] ")
    assert done.err.endswith(" 1 finding.\n")
    assert run(Wrong, options=("--fail-on", "never")).code == 0


def test_json() -> None:
    whole = json.loads(run(TeamView, options=("--format", "json")).out)
    assert whole["findings"] == []
    assert whole["summary"]["operations"] == 1
    assert whole["summary"]["seconds"] > 0


class Raw(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Get It", responses={200: {"type": "object", "discriminator": {}}})
    def get(self, request): ...


def test_a_document_that_is_no_openapi() -> None:
    done = run(Raw, options=("--format", "json"))
    (found, *_) = json.loads(done.out)["findings"]
    assert (done.code, found["level"], found["id"]) == (1, "error", "openapi")
    assert found["message"].startswith("the document is not valid OpenAPI: ")


def test_the_schema_of_drf_spectacular_judges_where_no_validator_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "openapi_spec_validator.shortcuts", None)
    valid = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}
    assert list(check_document(valid)) == []
    (found,) = check_document({**valid, "paths": {"/": {"get": {}}}})
    assert found.path == "paths./.get"


def test_a_document_that_cannot_be_written() -> None:
    class Unwritten(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses={200: {"type": "object", "example": object()}})
        def get(self, request): ...

    done = run(Unwritten)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("apidocs test: the document cannot be written as JSON, at paths.")


# ---------------------------------------------------------------- contract tests


def command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.slow
def test_contract_tests_that_pass() -> None:
    done = run(TeamView, CONTRACT_TESTS=command("print('2 passed')"))
    assert done.code == 0
    assert "passed" not in done.err


@pytest.mark.slow
def test_contract_tests_that_fail() -> None:
    code = "print('1 failed'); raise SystemExit(3)"
    done = run(TeamView, CONTRACT_TESTS=command(code))
    assert done.code == 1
    assert "1 failed" in done.err
    assert "error[contract-tests] " in done.err
    assert "ended with the exit code 3" in done.err


@pytest.mark.slow
def test_contract_tests_that_cannot_be_run() -> None:
    done = run(TeamView, CONTRACT_TESTS=["/nowhere/pytest"])
    assert done.code == 2
    assert done.err == (
        'apidocs test: TYPED_RESPONSES["CONTRACT_TESTS"]: /nowhere/pytest cannot be run: '
        "No such file or directory\n"
    )


@pytest.mark.parametrize("action", ["test", "build"])
def test_a_document_without_an_operation_says_how_to_publish_one(
    action: str, tmp_path: Path
) -> None:
    class Private(JSONView):
        def get(self, request): ...

    options = ("--out", str(tmp_path)) if action == "build" else ()
    with project(Private):
        done = apidocs(action, *options)
    assert done.code == 0
    assert 'No operation is public. Give a view `public = {"GET"}`' in done.err
    with project(TeamView):
        assert "No operation is public" not in apidocs(action, *options).err
