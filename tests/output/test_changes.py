"""The output of a comparison: text, GitHub annotations, JSON and changelog."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.findings import Change, Finding
from drf_typed_responses.output.changelog import changelog
from drf_typed_responses.output.output_formats import Output, write
from drf_typed_responses.output.text import text_of_changes, wants_colour

NULL = Change(
    "error",
    "response-type-changed",
    'A response may now be `{"id": null}`, which the base forbids',
    hint="Keep the type.",
    operation="GET /teams/",
    path="200 response: [].id",
    file=str(Path.cwd() / "team.py"),
    line=12,
    base='{"type": "string"}',
    revised='{"type": "string", "nullable": true}',
    value='[{"id": null}]',
    operations=("GET /teams/", "GET /teams/{slug}/"),
    section="broken",
)
NEW = Change(
    "info",
    "operation-added",
    "The operation is new",
    operation="POST /teams/",
    operations=("POST /teams/",),
    section="added",
)
STALE = Finding("warning", "accepted-stale", "The entry covers nothing", file="accepted.toml")


def printed(format: str, *findings: Finding) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    output = Output(kind="changes", findings=findings, summary={"base": "a.json"})
    write(output, format, out, err)
    return out.getvalue(), err.getvalue()


def test_text() -> None:
    out, err = printed("text", NEW, STALE, NULL)
    assert out == ""
    assert err == text_of_changes([NEW, STALE, NULL])
    assert text_of_changes([NEW, STALE, NULL], width=100).splitlines() == [
        "Breaks clients",
        "",
        "  GET /teams/",
        '    200 response: [].id: A response may now be `{"id": null}`, which the base forbids',
        '      was         {"type": "string"}',
        '      is          {"type": "string", "nullable": true}',
        '      for example [{"id": null}]',
        "      Keep the type.",
        "      also in     GET /teams/{slug}/",
        "      [response-type-changed] at team.py:12",
        "",
        "May break clients",
        "",
        "  The whole document",
        "    The entry covers nothing",
        "      [accepted-stale] at accepted.toml",
        "",
        "Other changes",
        "",
        "  POST /teams/",
        "    The operation is new [operation-added]",
        "",
        "1 break, 1 warning and 1 other change.",
    ]


def test_places_are_named_where_they_differ() -> None:
    places = (
        ("GET /teams/", NULL.path),
        ("GET /teams/", "200 response: [].parent.id"),
        ("GET /teams/{slug}/", NULL.path),
    )
    shown = text_of_changes([replace(NULL, places=places)], width=100)
    assert "      also in     GET /teams/, 200 response: [].parent.id\n" in shown
    assert "                  GET /teams/{slug}/\n" in shown


def test_many_places_are_counted() -> None:
    places = (("GET /0/", NULL.path), *((f"GET /{n}/", "200 response: id") for n in range(1, 30)))
    operations = tuple(operation for operation, _ in places)
    shown = text_of_changes([replace(NULL, places=places, operations=operations)], width=100)
    assert "GET /10/" in shown
    assert "GET /11/" not in shown
    assert "                  and 19 more places\n" in shown


def test_operations_of_which_no_place_is_listed_are_counted_too() -> None:
    operations = tuple(f"GET /{n}/" for n in range(30))
    listed = replace(NULL, operations=operations, places=(("GET /0/", NULL.path),))
    shown = text_of_changes([listed], width=100)
    assert "      also in     GET /1/\n" in shown
    assert "                  and 19 more places\n" in shown


def test_text_of_nothing() -> None:
    assert printed("text") == ("", "Nothing changed for a client.\n")


def test_colours_stand_around_the_same_text() -> None:
    coloured = text_of_changes([NULL, NEW], colour=True)
    assert "\x1b[31;1mBreaks clients\x1b[0m" in coloured
    plain = coloured
    for code in ("\x1b[31;1m", "\x1b[32;1m", "\x1b[2m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert plain == text_of_changes([NULL, NEW])


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(Screen())
    assert not wants_colour(StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Screen())


def test_json() -> None:
    out, err = printed("json", NULL)
    assert err == ""
    whole = json.loads(out)
    (found,) = whole["findings"]
    assert found["operations"] == ["GET /teams/", "GET /teams/{slug}/"]
    assert json.loads(found["value"]) == [{"id": None}]
    assert whole["summary"] == {"base": "a.json", "error": 1, "warning": 0, "info": 0}


def test_github() -> None:
    out, _ = printed("github", NULL)
    (line,) = out.splitlines()
    assert line.startswith("::error file=team.py,line=12,")
    assert 'was: {"type": "string"}%0Ais: {"type": "string", "nullable": true}' in line
    assert "also in: GET /teams/{slug}/" in line


def test_markdown() -> None:
    gone = replace(NEW, id="operation-removed", message="The operation is gone", section="removed")
    base, revised = {"info": {"version": "v1"}}, {"info": {"version": "v2"}}
    assert changelog([NEW, STALE, NULL, gone], base, revised).splitlines() == [
        "## Changes of the API from v1 to v2",
        "",
        "### Broken",
        "",
        '- `GET /teams/`, `200 response: [].id`: A response may now be `{"id": null}`, '
        "which the base forbids. Also in `GET /teams/{slug}/`.",
        '  For example: `[{"id": null}]`',
        "",
        "### Removed",
        "",
        "- `POST /teams/`: The operation is gone.",
        "",
        "### Added",
        "",
        "- `POST /teams/`: The operation is new.",
    ]


def test_markdown_of_an_accepted_break_gives_the_reason() -> None:
    accepted = replace(NULL, level="info", hint="Accepted: it was never set")
    assert "  Accepted: it was never set" in changelog([accepted]).splitlines()


def test_markdown_of_nothing() -> None:
    assert changelog([STALE]) == "## Changes of the API\n\nNothing changed for a client.\n"


def test_many_operations_are_counted() -> None:
    operations = tuple(f"GET /{number}/" for number in range(10))
    line = changelog([replace(NEW, operation="GET /0/", operations=operations)]).splitlines()[4]
    assert line.endswith("`GET /5/` and 4 more.")


def test_a_document_is_no_markup() -> None:
    """A changelog is posted as a comment, so its texts must not mention users or embed images."""
    change = replace(
        NEW, message="Now <img src=x> @team [a](b) `c` # d", operation="GET /`x`/", path=""
    )
    line = changelog([change]).splitlines()[4]
    assert line == (r"- ``GET /`x`/``: Now \<img src=x\> &#64;team \[a\](b) `c` \# d.")


@given(st.text(st.characters(categories=None, exclude_categories=()), min_size=1))
def test_no_document_steers_the_terminal(said: str) -> None:
    change = replace(NULL, message=said, path=said, operation=said, value=said, file=said)
    shown = text_of_changes([change])
    shown.encode()
    assert not any(ord(char) < 32 and char != "\n" for char in shown)
    assert not any(0x7F <= ord(char) < 0xA0 for char in shown)
    changelog([change]).encode()
    json.loads(printed("json", change)[0].encode())
