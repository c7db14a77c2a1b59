"""The mistake of the front page, a slug that becomes a number, and what finds it.

The type checkers do, and so does a contract test. A build does not: it reads annotations, and the
annotation has not changed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from drf_typed_responses.conformance import ContractBroken, ContractClient
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.coverage import Coverage
from drf_typed_responses.conformance.suite_run import RUN
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish import build as build_project
from publish.building import project
from real.loading import imported

from .environments import environment, mypy_errors, pyright_errors

RIGHT = '''\
from typing import TypedDict

from django.urls import path
from rest_framework.request import Request
from rest_framework.views import APIView

from drf_typed_responses.responses import Response


class TeamResponse(TypedDict):
    """A team."""

    slug: str


class TeamEndpoint(APIView):
    public = {"GET"}
    permission_classes = ()

    def get(self, request: Request) -> Response[TeamResponse]:
        """Return a team."""
        return Response({"slug": "owls"})


urlpatterns = [path("team/", TeamEndpoint.as_view())]
'''
WRONG = RIGHT.replace('"owls"', "7")
[LINE] = [n for n, line in enumerate(WRONG.splitlines(), 1) if "7" in line]


@pytest.mark.parametrize("checker", [mypy_errors, pyright_errors], ids=["mypy", "pyright"])
@pytest.mark.parametrize(("source", "lines"), [(RIGHT, set()), (WRONG, {LINE})])
def test_a_type_checker_finds_it(
    source: str, lines: set[int], checker: Callable[..., Any], folder: Path, tmp_path: Path
) -> None:
    """Without stubs of Django, as `pip install` leaves a project."""
    if importlib.util.find_spec(checker.__name__.partition("_")[0]) is None:
        pytest.skip("not installed")
    (tmp_path / "views.py").write_text(source)
    python = environment("bare", folder)
    found = checker(python, [tmp_path / "views.py"], tmp_path / "run")
    assert found.get("views.py", set()) == lines


@contextmanager
def project_of(source: str) -> Iterator[Publication]:
    """The project of a source, and its document."""
    with imported(source) as module, project(), override_settings(ROOT_URLCONF=module.__name__):
        yield build_project()


def test_no_build_finds_it() -> None:
    with project_of(RIGHT) as right, project_of(WRONG) as wrong:
        assert [*right.findings, *wrong.findings] == []
        assert right.document == wrong.document


def test_a_contract_test_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # The break is meant, so it does not fail this test.
    monkeypatch.setattr(RUN, "add_break", str)
    with project_of(WRONG) as wrong:
        client = ContractClient(contract=Contract.of(wrong), sink=Coverage())
        with pytest.raises(ContractBroken, match="`slug` is 7, which is an integer, not a string"):
            client.get("/team/")


def test_a_contract_test_accepts_the_right_body() -> None:
    with project_of(RIGHT) as right:
        client = ContractClient(contract=Contract.of(right), sink=Coverage())
        assert client.get("/team/").json() == {"slug": "owls"}
