"""The baseline: known findings are counted, new ones fail, and the file only shrinks."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding
from drf_typed_responses.publish.baseline import Baseline

from .building import JSONView, TeamResponse, project
from .running import Run, apidocs

RULES = {"*": "off", "description": "error", "one-tag": "error"}


class Silent(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve", responses=TeamResponse)
    def get(self, request): ...


class Described(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve", responses=TeamResponse)
    def get(self, request):
        """Return a team."""


@contextmanager
def settings_of(folder: Path, **more: Any) -> Iterator[None]:
    own = {"OUT": folder / "public", "BASELINE": folder / "known.toml", "RULES": RULES}
    with override_settings(TYPED_RESPONSES={**own, **more}):
        yield


def run(folder: Path, *views: Any, action: str = "test", options: tuple[str, ...] = ()) -> Run:
    with project(*views), settings_of(folder):
        return apidocs(action, *options)


def written(folder: Path, *views: Any) -> str:
    assert run(folder, *views, options=("--write-baseline",)).code == 0
    return (folder / "known.toml").read_text(encoding="utf-8")


def test_the_file_names_rules_and_places_without_lines(tmp_path: Path) -> None:
    text = written(tmp_path, Silent, Described)
    assert tomllib.loads(text) == {
        "description": {"GET /0/": 1},
        "one-tag": {"GET /0/": 1, "GET /1/": 1},
        "repeated-id": {"GET /1/": 1},
    }
    assert '[description]\n"GET /0/" = 1\n\n[one-tag]\n"GET /0/" = 1\n"GET /1/" = 1\n' in text


def test_known_findings_are_counted_and_not_shown(tmp_path: Path) -> None:
    written(tmp_path, Silent)
    done = run(tmp_path, Silent)
    assert done.code == 0
    assert "description" not in done.err
    assert done.err.endswith("2 known, 0 new.\n")


def test_a_build_with_known_findings_writes_its_files(tmp_path: Path) -> None:
    written(tmp_path, Silent)
    done = run(tmp_path, Silent, action="build")
    assert done.code == 0
    assert "; 2 known, 0 new:\n" in done.err
    assert (tmp_path / "public" / "openapi.json").exists()


def test_a_new_finding_fails_as_ever(tmp_path: Path) -> None:
    written(tmp_path, Described)
    done = run(tmp_path, Described, Silent)
    assert done.code == 1
    assert "error[description] GET /1/" in done.err
    assert "one-tag] GET /0/" not in done.err
    assert done.err.endswith("1 known, 3 new.\n")


def test_the_report_has_the_number_of_known_findings(tmp_path: Path) -> None:
    written(tmp_path, Silent)
    told = json.loads(run(tmp_path, Silent, options=("--format", "json")).out)
    assert told["findings"] == []
    assert told["summary"]["known"] == 2


def test_baseline_stale(tmp_path: Path) -> None:
    written(tmp_path, Silent)
    done = run(tmp_path, Described)
    assert done.code == 1
    assert done.err.startswith(
        "warning[baseline-stale] GET /0/: the baseline knows more findings of description than "
        "there are: 1 known, 0 left\n"
    )


def test_pruning_removes_what_is_gone_and_adds_nothing(tmp_path: Path) -> None:
    written(tmp_path, Silent)
    done = run(tmp_path, Described, Silent, options=("--prune-baseline",))
    assert done.err == "known.toml has 1 known finding, before 2.\n".replace(
        "known.toml", str(tmp_path / "known.toml")
    )
    left = (tmp_path / "known.toml").read_text(encoding="utf-8")
    assert tomllib.loads(left) == {"one-tag": {"GET /0/": 1}}


def test_findings_without_a_place_are_told_apart_by_their_messages() -> None:
    known = Baseline.of([Finding("warning", "x", "first")])
    other = Finding("warning", "x", "second")
    assert known.judged([other]).new == [other]


def test_more_findings_than_known_are_all_new() -> None:
    two = [Finding("error", "x", text, operation="GET /a/") for text in ("first", "second")]
    judged = Baseline({("x", "GET /a/"): 1}).judged(two)
    assert (judged.new, judged.known) == (two, 0)


def test_the_messages_of_drf_spectacular_take_part(tmp_path: Path) -> None:
    class Unguessed(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

    assert "drf-spectacular" in tomllib.loads(written(tmp_path, Unguessed))
    assert run(tmp_path, Unguessed).code == 0


def test_a_failing_contract_test_is_never_known() -> None:
    assert Baseline.of([Finding("error", "contract-tests", "failed")]).counts == {}


def test_the_file_is_about_every_document(tmp_path: Path) -> None:
    with project(Silent), settings_of(tmp_path, DOCUMENTS={"v2": {}}):
        done = apidocs("test", "--document", "v2", "--write-baseline")
        assert apidocs("test", "--write-baseline").code == 0
        alone = apidocs("test", "--document", "v2")
    assert done.code == 2
    assert "leave out --document" in done.err
    assert alone.code == 0


@pytest.mark.parametrize(
    "place",
    ["GET /teams/{slug}/", 'a"b\\c', "ünï 字 \U0001f600", "a.b[].c", "tab\t \x7f\x01", ""],
)
def test_every_place_can_be_written_and_read(place: str, tmp_path: Path) -> None:
    known = Baseline({("one-tag", place): 2, ("an id", "x"): 1})
    (tmp_path / "known.toml").write_text(known.text(), encoding="utf-8")
    assert Baseline.load(tmp_path / "known.toml").counts == known.counts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[title", "is not TOML"),
        ("title = 1", "title must be a table of places"),
        ("[title]\n'GET /' = 0", "title.GET / must be a number of findings"),
        ("[title]\n'GET /' = true", "title.GET / must be a number of findings"),
        ("\udc80", "cannot be read"),
    ],
)
def test_a_file_that_is_no_baseline(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as raised:
        Baseline.load(file)
    assert message in str(raised.value)


def test_the_same_findings_write_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path, Silent, Described) == written(tmp_path, Silent, Described)
