"""`manage.py apidocs diff`: the project as it stands against its base."""

from __future__ import annotations

import inspect
import json
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from compat.documents import BASE, with_attribute, written
from drf_typed_responses.conformance.counts_file import Counted, CountsFile

from .building import JSONView, TeamResponse, TeamView, build, project
from .running import Run, apidocs


def run(*options: str) -> Run:
    return apidocs("diff", *options)


def set_to(**settings: Any) -> override_settings:
    """These settings beside those that `project` has made."""
    return override_settings(TYPED_RESPONSES={**django_settings.TYPED_RESPONSES, **settings})


@pytest.fixture
def base(tmp_path: Path) -> str:
    """The document of a project with TeamView."""
    return written(tmp_path / "base.json", build(TeamView).document)


def changed(path: Path, **properties: Any) -> str:
    """The base of that project, whose team has other attributes."""
    document = json.loads(path.read_text())
    team = document["components"]["schemas"]["TeamResponse"]
    team["properties"] = properties
    team["required"] = list(properties)
    return written(path, document)


def test_the_project_against_a_base(base: str) -> None:
    with project(TeamView):
        assert run(base) == Run(0, "", "Nothing changed for a client.\n")


def test_the_base_of_the_settings(base: str) -> None:
    with project(TeamView), set_to(BASE=base):
        assert run().code == 0
    with project(), set_to(BASE=base):
        done = run()
    assert done.code == 1
    assert "[operation-removed]" in done.err


def test_a_break_leads_to_the_source(tmp_path: Path, base: str) -> None:
    revised = changed(tmp_path / "base.json", id={"type": "integer"})
    with project(TeamView):
        found = json.loads(run(revised, "--format", "json").out)["findings"]
    (broken,) = (each for each in found if each["level"] == "error")
    assert broken["id"] == "response-type-changed"
    assert broken["file"] == inspect.getsourcefile(TeamResponse)
    lines = Path(broken["file"]).read_text().splitlines()
    assert lines[broken["line"] - 1].strip() == "id: str"


def test_two_documents(tmp_path: Path) -> None:
    wider = written(tmp_path / "wider.json", with_attribute("nickname", {"type": "string"}))
    narrow = written(tmp_path / "narrow.json", BASE)
    assert run(narrow, wider).code == 0
    done = run(wider, narrow, "--format", "markdown")
    assert done.code == 1
    assert done.out.startswith("## Changes of the API\n\n### Broken\n")
    assert done.err == ""
    assert run(wider, narrow, "--fail-on", "never").code == 0


def test_levels_of_the_settings(tmp_path: Path) -> None:
    wider = written(tmp_path / "wider.json", with_attribute("nickname", {"type": "string"}))
    narrow = written(tmp_path / "narrow.json", BASE)
    levels = {"response-attribute-removed": "info"}
    with override_settings(TYPED_RESPONSES={"DIFF_LEVELS": levels}):
        assert run(wider, narrow).code == 0


def test_the_preset_and_the_days_of_the_settings(tmp_path: Path) -> None:
    soon = {"type": "string", "deprecated": True, "x-sunset": "2020-01-31"}
    plain = written(tmp_path / "plain.json", with_attribute("nick", {"type": "string"}))
    ending = written(tmp_path / "ending.json", with_attribute("nick", soon))
    assert run(plain, ending).code == 0
    with override_settings(TYPED_RESPONSES={"SUNSET_DAYS": 30}):
        done = run(plain, ending)
    assert done.code == 1
    assert "[response-attribute-sunset-soon]" in done.err
    given = {"SUNSET_DAYS": 30, "DIFF_LEVELS": {"extends": "wire"}}
    with override_settings(TYPED_RESPONSES=given):
        assert run(plain, ending).code == 0


def test_what_is_reported_is_written_to_the_file_of_accepted_changes(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    wider = written(tmp_path / "wider.json", with_attribute("nickname", {"type": "string"}))
    narrow = written(tmp_path / "narrow.json", BASE)
    with override_settings(TYPED_RESPONSES={"ACCEPTED": str(file)}):
        done = run(wider, narrow, "--write-accepted")
        assert done.code == 0
        assert done.err.endswith("accepted.toml has 1 new change: write the reason of each.\n")
        done = run(wider, narrow)
        assert done.code == 1
        assert "[accepted-unexplained]" in done.err
        file.write_text(file.read_text().replace('reason = ""', 'reason = "Nobody reads it."'))
        assert run(wider, narrow).code == 0
    assert run(wider, narrow, "--write-accepted").code == 2


def test_a_build_with_errors_is_a_warning(base: str) -> None:
    class Refused(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=dict[str, deque[int]])
        def get(self, request): ...

    with project(TeamView, Refused):
        done = run(base)
    assert done.code == 0
    assert "The build has 1 error, so the document may be incomplete" in done.err


@pytest.mark.parametrize(
    ("options", "settings", "said"),
    [
        ((), {}, 'there is no base: name one, or set TYPED_RESPONSES["BASE"]'),
        (("absent.json",), {}, "absent.json cannot be read: No such file or directory"),
        ((), {"BASE": "absent.json"}, "absent.json cannot be read: No such file or directory"),
        ((), {"BASE": 1}, 'TYPED_RESPONSES["BASE"] must be a path or an address, not 1'),
        ((), {"BASE": ""}, 'TYPED_RESPONSES["BASE"] must be a path or an address'),
        ((), {"DIFF_LEVELS": {"x": "off"}}, 'TYPED_RESPONSES["DIFF_LEVELS"] must be a dict'),
        (("a",), {"DIFF_LEVELS": {"x": "info"}}, '["DIFF_LEVELS"]: unknown change "x"'),
        (
            ("a",),
            {"DIFF_LEVELS": {"response-nulable": "info"}},
            'unknown change "response-nulable"; did you mean response-nullable?',
        ),
        (("a",), {"ACCEPTED": 1}, 'TYPED_RESPONSES["ACCEPTED"] must be a path'),
    ],
)
def test_could_not_run(options: tuple[str, ...], settings: Any, said: str) -> None:
    with override_settings(TYPED_RESPONSES=settings):
        done = run(*options)
    assert (done.code, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith("apidocs diff: ")
    assert said in line


def test_a_file_of_accepted_changes_that_is_not_there(tmp_path: Path, base: str) -> None:
    with override_settings(TYPED_RESPONSES={"ACCEPTED": tmp_path / "absent.toml"}):
        done = run(base, base)
    assert done.code == 2
    assert "absent.toml cannot be read" in done.err


# ---------------------------------------------------------------- who still calls


def removed_after_its_sunset(tmp_path: Path) -> str:
    """A base with one operation more, which has ended."""
    document = build(TeamView).document
    ended = {"deprecated": True, "x-sunset": "2020-01-01"}
    document["paths"]["/old/"] = {"get": {**ended, "responses": {"204": {"description": ""}}}}
    return written(tmp_path / "base.json", document)


def test_a_removal_asks_the_files_of_counts(tmp_path: Path) -> None:
    base = removed_after_its_sunset(tmp_path)
    for name in ("one", "other"):
        counts = CountsFile(tmp_path / name)
        counts.add({Counted("call", "", "GET /old/", "", name): 2})
        counts.add({Counted("call", "partners", "GET /old/", "", "third"): 2})
        counts.write()
    files = [f"--calls={tmp_path / name}" for name in ("one", "other")]
    with project(TeamView):
        assert run(base).code == 0
        done = run(base, *files)
    assert done.code == 1
    assert "; 2 clients used it, in 4 calls" in " ".join(done.err.split())
    with project(TeamView):
        done = run(base, "--calls=none")
    assert (done.code, done.err) == (
        2,
        "apidocs diff: the counts none cannot be read: there is no such file\n",
    )


def still_called() -> Any:
    return {"GET /old/": 3}


def never_called() -> Any:
    return {("GET /old/", "", "app"): 0}


def test_a_removal_asks_a_function(tmp_path: Path) -> None:
    base = removed_after_its_sunset(tmp_path)
    with project(TeamView), set_to(DEPRECATED_CALLS=f"{__name__}.still_called"):
        done = run(base)
    assert (done.code, "[still-used]" in done.err) == (1, True)
    with project(TeamView), set_to(DEPRECATED_CALLS=never_called):
        done = run(base, "--verbose")
    assert (done.code, "no use of it was counted" in " ".join(done.err.split())) == (0, True)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: 1, "must return numbers by operation, part and client"),
        (lambda: {"GET /old/": "many"}, "not 'many'"),
        (lambda: {("GET /old/",): 1}, "not ('GET /old/',)"),
        (lambda: 1 / 0, "failed: ZeroDivisionError: division by zero"),
    ],
)
def test_a_function_that_tells_no_calls(base: str, answer: Any, said: str) -> None:
    with project(TeamView), set_to(DEPRECATED_CALLS=answer):
        done = run(base)
    assert (done.code, said in done.err) == (2, True)
