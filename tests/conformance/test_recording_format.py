"""The format of recordings: that of docs/contract-tests.md is what is written and read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from rest_framework.generics import GenericAPIView
from rest_framework.serializers import BaseSerializer

from drf_typed_responses.conformance.exchange import Exchange, Sent
from drf_typed_responses.conformance.recording import Recorder, RecordingError, recorded
from drf_typed_responses.openapi.json_text import value_of

PAGE = Path(__file__).parents[2] / "docs" / "contract-tests.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## The format of recordings")[2]
(EXAMPLE,) = re.findall(r"```json\n(.*?)\n```", SECTION, re.DOTALL)
KEYS = set(re.findall(r"^\| `(\w+)` \|", SECTION, re.MULTILINE))


def written(folder: Path, *lines: str) -> Path:
    (folder / "recorded-har.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_the_example_of_the_page_is_read(tmp_path: Path) -> None:
    found = recorded(written(tmp_path, EXAMPLE), "POST /api/teams/")
    assert found.bodies == {201: [{"id": "1", "slug": "owls"}]}
    assert found.requests == ({"slug": "owls"},)
    assert (found.route, found.has_request_serializer) == ("api/teams/", True)


class TeamsView(GenericAPIView):
    serializer_class = BaseSerializer


def test_the_page_has_the_keys_that_are_written(tmp_path: Path) -> None:
    sent = Sent("application/json", b'{"slug": "owls"}')
    headers = {"Content-Type": "application/json"}
    body = b'{"id": "1", "slug": "owls"}'
    exchange = Exchange("POST", "api/teams/", 201, headers, body, sent=sent)
    Recorder(tmp_path).add(exchange, TeamsView)
    (file,) = tmp_path.glob("recorded-*.jsonl")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == json.loads(EXAMPLE)
    assert {*json.loads(line), "version"} == KEYS


def test_the_required_keys_and_a_further_one(tmp_path: Path) -> None:
    line = {"operation": "GET /teams/", "status": 204, "version": 1, "seconds": 0.1}
    assert recorded(written(tmp_path, json.dumps(line)), "GET /teams/").bodies == {204: []}


def test_a_separator_of_lines_within_a_text_of_another_program(tmp_path: Path) -> None:
    line = json.dumps({**json.loads(EXAMPLE), "body": "a\u2028b"}, ensure_ascii=False)
    found = recorded(written(tmp_path, line, ""), "POST /api/teams/")
    assert found.bodies == {201: ["a\u2028b"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "line 2 has the version 2; this release reads version 1"),
        ({"operation": "teams"}, 'line 2 has no "operation" such as "GET /teams/{slug}/"'),
        ({"operation": None}, 'line 2 has no "operation" such as "GET /teams/{slug}/"'),
        ({"status": "200"}, 'line 2 has no "status" that is a number'),
        ({"status": True}, 'line 2 has no "status" that is a number'),
        ({"route": 1}, 'line 2 has a "route" that is not a text'),
    ],
)
def test_a_line_of_another_form(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    wrong = json.dumps({**json.loads(EXAMPLE), **change})
    with pytest.raises(RecordingError) as error:
        recorded(written(tmp_path, EXAMPLE, wrong), "POST /api/teams/")
    assert str(error.value).endswith(f"recorded-har.jsonl cannot be read: {message}")


def test_a_line_that_is_not_an_object(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="line 1 is not an object"):
        recorded(written(tmp_path, "[]"), "GET /teams/")


@pytest.mark.parametrize(("number", "lines"), [("1e400", 1), ("1" + "0" * 5000, 0)])
def test_a_number_that_python_does_not_write(tmp_path: Path, number: str, lines: int) -> None:
    """It is recorded as JSON, or not at all, and the test of the project goes on."""
    body = f'{{"size": {number}}}'.encode()
    recorder = Recorder(tmp_path)
    recorder.add(Exchange("GET", "team/", 200, {"Content-Type": "application/json"}, body))
    files = [file.read_text() for file in tmp_path.glob("recorded-*.jsonl")]
    written = [value_of(line) for file in files for line in file.splitlines()]
    assert [line["body"] for line in written] == [value_of(body)] * lines
