"""A report in each of its formats."""

from __future__ import annotations

from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest

from drf_typed_responses.output.output_formats import Output, formats_of, write

TEAM = {
    "operation": "GET /teams/",
    "documents": ["default"],
    "published": True,
    "typed": False,
    "response": "partly",
    "request": "none",
    "free": ["TeamResponse.extra"],
    "described": True,
    "sampled": False,
    "tested": None,
    "owner": "team-x",
    "tags": ["Teams"],
    "app": "teams",
    "place": "teams.py:7",
    "problem": "",
}
PRIVATE = {
    **TEAM,
    "operation": "POST /teams/",
    "documents": [],
    "published": False,
    "response": "untyped",
    "request": "untyped",
    "owner": "",
}
COUNTS = {
    "operations": 3,
    "published": 1,
    "typed": 2,
    "described": 3,
    "sampled": 0,
    "tested": None,
}


def report(*operations: dict[str, Any], **summary: Any) -> dict[str, Any]:
    groups = {"owners": {"": COUNTS}, "tags": {"Teams": COUNTS}, "apps": {"teams": COUNTS}}
    return {
        "operations": list(operations),
        "summary": {"all": COUNTS, "public": COUNTS, **groups, **summary},
    }


def written(given: dict[str, Any], format: str) -> str:
    out, err = StringIO(), StringIO()
    write(Output(kind="report", summary=given), format, out, err)
    assert err.getvalue() == ""
    return out.getvalue()


def test_formats() -> None:
    assert formats_of("report") == ("text", "json", "html", "svg")


def test_text() -> None:
    assert (
        written(report(TEAM, PRIVATE), "text")
        == """\
Operation     published   typed  described  sampled  tested   owner
GET /teams/         yes  partly        yes       no       -  team-x
POST /teams/    private      no        yes       no       -       -

Owner     operations  published  typed  described  sampled  tested
no owner           3       33 %   66 %      100 %      0 %       -

Tag    operations  published  typed  described  sampled  tested
Teams           3       33 %   66 %      100 %      0 %       -

App    operations  published  typed  described  sampled  tested
teams           3       33 %   66 %      100 %      0 %       -

Whole   operations  published  typed  described  sampled  tested
all              3       33 %   66 %      100 %      0 %       -
public           3       33 %   66 %      100 %      0 %       -
"""
    )


@pytest.mark.parametrize("format", ["text", "html"])
def test_progress_since_an_earlier_report(format: str) -> None:
    earlier = {**COUNTS, "operations": 4, "typed": 1, "published": 0}
    text = written(report(TEAM, earlier=earlier), format)
    assert "published 0 % to 33 %, typed 25 % to 66 %, described 75 % to 100 %" in text
    assert "no change" in written(report(TEAM, earlier=COUNTS), format)


def test_only_a_whole_is_100_percent() -> None:
    nearly = {**COUNTS, "operations": 1000, "typed": 999}
    assert "\nall           1000        0 %   99 %" in written(report(TEAM, all=nearly), "text")


def test_a_name_cannot_write_into_the_page() -> None:
    evil = "<script>alert(1)</script>@@COUNT@@\x1b\"'"
    named = {**TEAM, "operation": evil, "owner": evil, "tags": [evil], "place": evil}
    text = written(report(named, owners={evil: COUNTS}), "html")
    assert text.count("<script") == 1
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;@@COUNT@@\\u001b&quot;&#x27;") == 5


def test_the_page_refers_to_nothing() -> None:
    text = written(report(TEAM, PRIVATE), "html")
    assert "//" not in text.replace("<!doctype html>", "")
    assert "It is for those who have the source" in text
    assert "may hold anything: TeamResponse.extra" in text
    assert ">no: response, request</td>" in text


@pytest.mark.parametrize(
    ("operations", "typed", "text"),
    [(3, 2, "66 %"), (3, 3, "100 %"), (3, 0, "0 %"), (0, 0, "none")],
)
def test_the_badge(operations: int, typed: int, text: str) -> None:
    counts = {**COUNTS, "operations": operations, "typed": typed}
    image = ElementTree.fromstring(written(report(all=counts), "svg"))
    assert image.attrib["aria-label"] == f"API typed: {text}"
    assert "".join(image.itertext()).split("\n")[-3:-1][0] == text


def test_without_operations() -> None:
    empty = dict.fromkeys(COUNTS, 0)
    nothing = {"all": empty, "public": empty, "owners": {}, "tags": {}, "apps": {}}
    assert "\nall              0          -" in written(report(**nothing), "text")
    assert "0 operations" in written(report(**nothing), "html")
