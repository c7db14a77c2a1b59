"""The page of changes: what it says, and that nothing from a document is markup."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

from drf_typed_responses.findings import Change, Finding
from drf_typed_responses.output.changes_page import changes_page
from drf_typed_responses.output.json_sides import Piece, rows

from .test_changes import NEW, NULL, STALE, printed

BAD = '</script><script>alert(1)</script><img src=x onerror="alert(1)">@@POLICY@@'
HOSTILE = replace(
    NULL, message=BAD, path=BAD, operation=BAD, hint=BAD, file=BAD, component=BAD, within=BAD,
    base=f'"{BAD[:9]}"', revised=BAD, value=f'{{"a": "{BAD[:9]}"}}', steps=("a",),
    operations=(BAD, "GET /b/"), places=((BAD, BAD),),
)  # fmt: skip


def page(*findings: Finding) -> str:
    info = {"info": {"version": BAD}}
    return changes_page(findings, ({}, info), {"base": BAD, "revision": BAD})


class Elements(HTMLParser):
    """The elements of a page, and those with an attribute that runs a script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_nothing_from_a_document_is_markup() -> None:
    found = Elements(page(HOSTILE, replace(NEW, message=BAD)))
    assert found.names.count("script") == 1
    assert "img" not in found.names
    assert found.handlers == []


def test_the_policy_allows_the_style_and_the_script_of_the_page_alone() -> None:
    text = page(NULL)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    directives = dict(part.split(" ", 1) for part in unescape(policy).split("; "))
    assert directives["default-src"] == "'none'"
    for kind in ("style", "script"):
        (content,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert directives[f"{kind}-src"] == f"'sha256-{digest}'"


def test_the_operation_with_the_most_breaks_stands_first() -> None:
    other: Change = replace(NULL, operation="POST /a/", operations=("POST /a/",), level="warning")
    text = printed("html", other, NEW, NULL, STALE)[0]
    names = re.findall(r"<h2 id=h\d+ tabindex=-1>([^<]*) <", text)
    assert names[0] == "GET /teams/"
    assert set(names) == {"GET /teams/", "GET /teams/{slug}/", "POST /a/", "POST /teams/",
                          "The whole document"}  # fmt: skip


def test_a_change_of_several_operations_is_told_once_and_linked() -> None:
    text = page(NULL)
    assert text.count("<article") == 1
    assert text.count("<a href=#c1>") == 1


def test_the_differences_of_two_sides_are_marked() -> None:
    (row,) = rows('{"type":"string"}', '{"type":"integer"}')
    assert row == (
        (Piece('{"type": '), Piece('"string"', True), Piece("}")),
        (Piece('{"type": '), Piece('"integer"', True), Piece("}")),
    )


def test_a_side_that_is_absent_has_no_lines() -> None:
    assert rows("1", "") == [((Piece(""), Piece("1", True)), None)]


def test_equal_lines_far_from_a_difference_are_left_out() -> None:
    names = {f"attribute-{number:02}": number for number in range(30)}
    texts = (str(names | {"attribute-29": last}).replace("'", '"') for last in (1, 2))
    found = rows(*texts)
    assert ((Piece("…"),), (Piece("…"),)) in found
    assert len(found) < 10


def test_nothing_changed() -> None:
    assert "Nothing changed for a client." in page()
