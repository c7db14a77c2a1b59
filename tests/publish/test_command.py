"""`manage.py apidocs build`: files, streams and exit codes."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from django.core.management import load_command_class
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.atomic_writing import write_all
from drf_typed_responses.exceptions import OutputError

from .building import NO_RULES, JSONView, TeamView, project
from .running import Run, apidocs

ROOT = Path(__file__).parents[2]
NAMES = {"openapi.json", "openapi-derefed.json"}


class Refused(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=dict[str, deque[int]])
    def get(self, request): ...


class Warned(JSONView):
    public = frozenset({"GET"})

    # drf-spectacular guesses the type of an untyped path parameter, and warns about it.
    @extend_schema(operation_id="Warn", responses=str)
    def get(self, request, thing): ...


def run(*options: str) -> Run:
    return apidocs("build", *options)


def built(tmp_path: Path, *views: Any, options: tuple[str, ...] = ()) -> Run:
    with project(*views):
        return run("--out", str(tmp_path), *options)


def warned() -> Any:
    from django.urls import path

    return path("<thing>/", Warned.as_view())


def test_many_findings_of_a_rule_are_counted_or_all_shown(tmp_path: Path) -> None:
    views = [type("Refused", (Refused,), {}) for _ in range(11)]
    some = built(tmp_path, *views)
    assert some.err.startswith("error[unsupported-type] 11 findings; the first 3:\n")
    assert some.err.count("DRF cannot render a deque") == 3
    every = built(tmp_path, *views, options=("--all",))
    assert every.err.count("DRF cannot render a deque") == 11


def test_a_build(tmp_path: Path) -> None:
    done = built(tmp_path, TeamView)
    assert done.code == 0
    assert done.out == ""
    assert {file.name for file in tmp_path.iterdir()} == NAMES
    first, *files = done.err.splitlines()
    assert first.startswith("Published 1 operation, 1 schema, 0 samples checked, 0 rules run in ")
    assert files == [
        f"  {tmp_path / 'openapi.json'}",
        f"  {tmp_path / 'openapi-derefed.json'}",
    ]


def test_the_files(tmp_path: Path) -> None:
    built(tmp_path, TeamView)
    whole = json.loads((tmp_path / "openapi.json").read_bytes())
    assert whole["paths"]["/0/"]["get"]["operationId"] == "retrieveATeam"
    assert whole["paths"]["/0/"]["get"]["summary"] == "Retrieve a Team"
    flat = (tmp_path / "openapi-derefed.json").read_text()
    assert "$ref" not in flat
    assert flat.endswith("}\n")
    assert (tmp_path / "openapi.json").stat().st_mode & 0o777 == 0o644


def test_the_folder_of_the_settings(tmp_path: Path) -> None:
    with (
        project(TeamView),
        override_settings(TYPED_RESPONSES={**NO_RULES, "OUT": tmp_path / "a" / "b"}),
    ):
        assert run().code == 0
    assert {file.name for file in (tmp_path / "a" / "b").iterdir()} == NAMES


@pytest.mark.parametrize("base", [str, Path])
def test_a_relative_folder_starts_at_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: type
) -> None:
    """Whatever the working directory of a command or a server."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    settings = {**NO_RULES, "OUT": "site/api"}
    with project(TeamView), override_settings(BASE_DIR=base(tmp_path), TYPED_RESPONSES=settings):
        assert run().code == 0
    assert {file.name for file in (tmp_path / "site" / "api").iterdir()} == NAMES
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_relative_folder_of_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with project(TeamView), override_settings(BASE_DIR=tmp_path / "elsewhere"):
        done = run("--out", "site")
    assert [line.strip() for line in done.err.splitlines()[1:]] == [
        "site/openapi.json",
        "site/openapi-derefed.json",
    ]
    assert {file.name for file in (tmp_path / "site").iterdir()} == NAMES


def test_an_error_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text("old")
    done = built(tmp_path, Refused)
    assert done.code == 1
    assert done.err.startswith("error[unsupported-type] GET /0/: ")
    *_, last = done.err.splitlines()
    assert last.startswith("Built 1 operation, 0 schemas, 0 samples checked, 0 rules run in ")
    assert last.endswith(f" s: 1 finding. Nothing written; {tmp_path} is unchanged.")
    assert [file.name for file in tmp_path.iterdir()] == ["openapi.json"]
    assert (tmp_path / "openapi.json").read_text() == "old"


def test_all_findings_are_shown(tmp_path: Path) -> None:
    class Wrong(JSONView):
        public = "GET"

        def get(self, request): ...

    done = built(tmp_path, Refused, Wrong, warned())
    ids = {line.partition(" ")[0] for line in done.err.splitlines() if "[" in line}
    assert ids == {
        "error[unsupported-type]",
        "error[public-methods]",
        "warning[drf-spectacular]",
    }


@pytest.mark.parametrize(
    ("views", "fail_on", "code"),
    [
        ([], "warning", 1),
        ([], "error", 0),
        ([], "never", 0),
        ([Refused], "warning", 1),
        ([Refused], "error", 1),
        ([Refused], "never", 0),
    ],
)
def test_fail_on(tmp_path: Path, views: list[Any], fail_on: str, code: int) -> None:
    done = built(tmp_path, warned(), *views, options=("--fail-on", fail_on))
    assert done.code == code
    assert "warning[drf-spectacular]" in done.err
    assert bool(list(tmp_path.iterdir())) == (code == 0)


def test_json(tmp_path: Path) -> None:
    done = built(tmp_path, Refused, options=("--format", "json"))
    assert done.code == 1
    whole = json.loads(done.out)
    assert list(whole) == ["findings", "summary"]
    (found,) = whole["findings"]
    assert list(found) == [
        "level",
        "id",
        "message",
        "hint",
        "operation",
        "path",
        "file",
        "line",
        "owner",
        "column",
        "document",
    ]
    assert found["id"] == "unsupported-type"
    assert whole["summary"].pop("seconds") > 0
    assert whole["summary"] == {
        "operations": 1,
        "schemas": 0,
        "samples": 0,
        "rules": 0,
        "waivers": [],
        "known": 0,
        "left_out": 0,
        "written": [],
        "error": 1,
        "warning": 0,
        "info": 0,
    }


def test_json_of_a_build_without_findings(tmp_path: Path) -> None:
    whole = json.loads(built(tmp_path, TeamView, options=("--format", "json")).out)
    assert whole["findings"] == []
    assert {Path(name).name for name in whole["summary"]["written"]} == NAMES


def test_github(tmp_path: Path) -> None:
    (line,) = built(tmp_path, Refused, options=("--format", "github")).out.splitlines()
    assert line.startswith("::error ")
    assert "title=unsupported-type::GET /0/: " in line


# ---------------------------------------------------------------- could not run


def sentence(done: Run) -> str:
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    (line,) = done.err.splitlines()
    assert line.startswith("apidocs build: ")
    return line


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with project(TeamView):
        assert "cannot write to" in sentence(run("--out", str(tmp_path / "file" / "out")))
        assert "cannot write to" in sentence(run("--out", str(tmp_path / "file")))
        assert "cannot write to" in sentence(run("--out", "/proc/nowhere"))
        assert "cannot write to" in sentence(run("--out", "a\0b"))


def test_a_contract_that_cannot_be_written_leaves_the_documents(tmp_path: Path) -> None:
    settings = {**NO_RULES, "CONTRACT": "/proc/nowhere/contract.json"}
    with project(TeamView), override_settings(TYPED_RESPONSES=settings):
        done = run("--out", str(tmp_path))
    assert done.code == 2
    assert done.err == "apidocs build: cannot write to /proc/nowhere: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_does_not_exist(tmp_path: Path) -> None:
    with override_settings(TYPED_RESPONSES={"OUTPUT": "x"}):
        assert 'unknown setting TYPED_RESPONSES["OUTPUT"]; did you mean OUT?' in sentence(run())


def test_a_setting_with_a_line_break_in_its_name() -> None:
    with override_settings(TYPED_RESPONSES={"A\nB": "x"}):
        assert 'unknown setting TYPED_RESPONSES["A B"]. Known: ACCEPTED, ' in sentence(run())


def test_a_hook_that_cannot_be_imported() -> None:
    with override_settings(TYPED_RESPONSES={"TYPE_HOOKS": ["nowhere.hook"]}):
        assert "nowhere.hook cannot be imported" in sentence(run())


def test_a_urlconf_with_a_syntax_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_urls.py").write_text("urlpatterns = [\n")
    monkeypatch.syspath_prepend(tmp_path)
    with override_settings(ROOT_URLCONF="broken_urls"):
        line = sentence(run())
    assert "SyntaxError" in line
    assert "broken_urls.py, line 1" in line


def test_a_waiver_without_its_reason_is_found_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "from drf_typed_responses.publish import waive\n\n\n@waive('sample')\nclass A: ...\n"
    (tmp_path / "waived_urls.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    with override_settings(ROOT_URLCONF="waived_urls"):
        line = sentence(run())
    assert "missing 1 required positional argument: 'reason'" in line
    assert line.endswith(f" ({tmp_path / 'waived_urls.py'}:4)")


def test_a_failure_in_the_middle_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "c").mkdir()  # a file cannot be renamed over a folder
    with pytest.raises(OutputError):
        write_all({tmp_path / name: b"new" for name in ("a", "b", "c")})
    assert (tmp_path / "a").read_text() == "old"
    assert {file.name for file in tmp_path.iterdir()} == {"a", "c"}


def test_a_link_stays_a_link_and_a_file_keeps_its_mode(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o755)
    link.symlink_to(file)
    write_all({link: b"new"})
    assert (link.is_symlink(), file.read_text()) == (True, "new")
    assert file.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("value", "why"),
    [(float("nan"), "nan"), ("\ud800", "surrogates not allowed"), (object(), "not JSON")],
)
def test_a_document_that_is_no_json(tmp_path: Path, value: Any, why: str) -> None:
    class TeamView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses={200: {"type": "object", "example": [value]}})
        def get(self, request): ...

    (tmp_path / "openapi.json").write_text("old")
    done = built(tmp_path, TeamView)
    assert done.code == 2
    *_, sentence = done.err.splitlines()
    place = "paths./0/.get.responses.200.content.application/json.schema.example.0"
    assert sentence.startswith(
        f"apidocs build: the document cannot be written as JSON, at {place}: "
    )
    assert why in sentence
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


# ---------------------------------------------------------------- processes


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "apidocs", *arguments],
        cwd=ROOT / "example",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    for seed in ("0", "1"):
        done = manage("build", "--out", str(tmp_path / seed), PYTHONHASHSEED=seed)
        assert (done.returncode, done.stdout) == (0, "")
    for name in NAMES:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes()


@pytest.mark.slow
def test_options_of_django_may_stand_behind_the_action(tmp_path: Path) -> None:
    done = manage("build", "--settings", "config.settings", "-v", "1", "--out", str(tmp_path))
    assert done.returncode == 0
    assert {file.name for file in tmp_path.iterdir()} == NAMES


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.slow
def test_a_reader_that_closes_the_pipe(tmp_path: Path, stream: str) -> None:
    """If the reader closes the pipe, the files are written and the exit code is the verdict."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "apidocs", "build", "--format", "json", "--out", tmp_path],
        cwd=ROOT / "example",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        pipes = {"stdout": process.stdout, "stderr": process.stderr}
        closed, read = pipes.pop(stream), *pipes.values()
        assert closed is not None
        assert read is not None
        closed.close()
        assert "Traceback" not in read.read()
        assert process.wait() == 0
    assert {file.name for file in tmp_path.iterdir()} == NAMES


@pytest.mark.parametrize("options", [("build", "-v"), ("build", "--nonsense")])
@pytest.mark.slow
def test_a_bad_option(options: tuple[str, ...]) -> None:
    done = manage(*options)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "usage: " in done.stderr


def test_a_command_inside_a_process_leaves_the_garbage_collector_as_it_was() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    assert apidocs("explain", "title").code == 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_command_line_searches_no_garbage_when_the_process_ends() -> None:
    command = load_command_class("drf_typed_responses", "apidocs")
    try:
        command.run_from_argv(["manage.py", "apidocs", "explain", "title"])
        tracked, frozen = len(gc.get_objects()), gc.get_freeze_count()
    finally:
        gc.unfreeze()
    assert frozen > tracked
