"""`manage.py apidocs observed`: the formats, the exit codes, and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest
from drf_spectacular.utils import extend_schema

from drf_typed_responses.conformance.counts_file import Counted, CountsFile

from .building import JSONView, project
from .running import Run, apidocs


class ClubResponse(TypedDict):
    id: str
    lead: str | None


class ClubView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Club", responses=ClubResponse)
    def get(self, request): ...


def run(*options: str) -> Run:
    with project(ClubView):
        return apidocs("observed", *options)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return counted(tmp_path / "counts")


def counted(path: Path) -> str:
    """The counts of 41,000 responses, and of an earlier release."""
    counts = CountsFile(path)
    for place in ("GET /0/ 200", "ClubResponse.id", "ClubResponse.lead", "Gone.name"):
        what = "object" if place.startswith("GET") else "string"
        counts.add({Counted("seen", "", place, what): 41_000})
        counts.add({Counted("seen", "partners", place, "null"): 9_000})
    counts.add({Counted("call", "", "GET /old/", "", name): 2 for name in ("ann", "bob")})
    counts.write()
    return str(path)


SAID = "it is documented nullable; 0 of 41,000 were null"


def test_text(file: str) -> None:
    done = run(file)
    assert (done.code, done.out) == (0, "")
    source = Path(__file__)
    line = source.read_text().splitlines().index("    lead: str | None") + 1
    lines = done.err.splitlines()
    assert lines[0] == f"warning[observed-null] ClubResponse.lead: {SAID}"
    assert lines[1].endswith(f"{source.name}:{line}")
    assert lines[2] == "  Write `lead: str`: that breaks no client."
    assert "GET /old/: it is deprecated; 2 clients used it, in 4 calls" in done.err
    assert lines[-1].startswith("Observed 41,000 responses from ")
    assert lines[-1].endswith(": 1 narrower annotation, 2 findings.")


def test_json(file: str) -> None:
    done = run(file, "--format", "json")
    printed = json.loads(done.out)
    finding, use = printed["findings"]
    assert (finding["level"], finding["id"], finding["path"], finding["message"]) == (
        ("warning", "observed-null", "ClubResponse.lead", SAID)
    )
    assert use["id"] == "observed-use"
    assert printed["summary"]["responses"] == 41_000


def test_github(file: str) -> None:
    done = run(file, "--format", "github")
    assert done.out.startswith("::warning file=")
    assert SAID in done.out


def test_exit_codes(file: str) -> None:
    assert run(file, "--fail-on", "warning").code == 1
    assert run(file, "--fail-on", "error").code == 0
    assert run(file, "--fail-on", "warning", "--least", "41001").code == 0
    done = run("none")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("apidocs observed: the counts none cannot be read: there is no such file\n")


def test_several_files_add_up(file: str, tmp_path: Path) -> None:
    assert "0 of 82,000 were null" in run(file, counted(tmp_path / "others")).err
