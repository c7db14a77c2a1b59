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
from drf_typed_responses.output.change_wording import example_of
from drf_typed_responses.output.changelog import changelog
from drf_typed_responses.output.changes_text import text_of_changes, wants_colour
from drf_typed_responses.output.output_formats import Output, write

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
        "Clients break: 1 break, 1 warning and 1 other change.",
        "",
        "Breaks clients",
        "",
        "  GET /teams/",
        "    200 response: [].id, in 2 operations: A response may now be "
        '`{"id": null}`, which the base',
        "        forbids",
        '      was         {"type": "string"}',
        '      is          {"type": "string", "nullable": true}',
        '      for example [{"id": null}]',
        "      also in     GET /teams/{slug}/",
        "      Keep the type.",
        "      [response-type-changed] at team.py:12",
        "",
        "May break clients",
        "",
        "  The whole document",
        "    The entry covers nothing [accepted-stale] at accepted.toml",
        "",
        "1 addition not shown; --verbose shows everything.",
        "Clients break: 1 break, 1 warning and 1 other change.",
    ]


def test_additions_are_shown_on_demand() -> None:
    assert text_of_changes([NEW]).splitlines() == [
        "No client breaks: 0 breaks, 0 warnings and 1 other change.",
        "1 addition not shown; --verbose shows everything.",
    ]
    assert text_of_changes([NEW], every=True).splitlines() == [
        "No client breaks: 0 breaks, 0 warnings and 1 other change.",
        "",
        "Other changes",
        "",
        "  POST /teams/",
        "    The operation is new [operation-added]",
        "",
        "No client breaks: 0 breaks, 0 warnings and 1 other change.",
    ]


def test_a_deprecation_and_an_accepted_break_are_no_additions() -> None:
    deprecated = replace(NEW, section="deprecated", message="It is deprecated")
    accepted = replace(NULL, level="info", hint="Accepted: it was never set.")
    shown = text_of_changes([deprecated, accepted])
    assert "It is deprecated" in shown
    assert "Accepted: it was never set." in shown


def test_an_attribute_of_a_component_is_named_before_its_operations() -> None:
    places = (("GET /teams/", NULL.path), ("GET /teams/{slug}/", "200 response: id"))
    named = replace(NULL, component="Team", within="id", file="", places=places)
    assert text_of_changes([named], width=120).splitlines()[4:] == [
        '  Team.id, in 2 operations: A response may now be `{"id": null}`, which the base forbids',
        '    was         {"type": "string"}',
        '    is          {"type": "string", "nullable": true}',
        '    for example [{"id": null}]',
        "    met in      GET /teams/, 200 response: [].id",
        "                GET /teams/{slug}/, 200 response: id",
        "    Keep the type.",
        "    [response-type-changed]",
        "",
        "Clients break: 1 break, 0 warnings and 0 other changes.",
    ]


def test_among_many_changes_each_takes_few_lines() -> None:
    shown = text_of_changes([NULL] * 31, width=120)
    assert "for example" not in shown
    assert len(shown.splitlines()) == 31 * 2 + 7


def test_an_example_is_shortened_around_its_place() -> None:
    value = '[{"id": "a", "owner": {"name": "b", "kind": null, "age": 1}, "size": 1}]'
    change = replace(NULL, value=value, steps=(0, "owner", "kind"))
    assert example_of(change) == '[{…, "owner": {…, "kind": null}}]'
    assert example_of(replace(change, value='[1, {"kind": 2}, 3]', steps=(1, "kind"))) == (
        '[…, {"kind": 2}, …]'
    )


def test_an_example_without_the_attribute_shows_the_object() -> None:
    change = replace(NULL, value='[{"id": "a", "size": 1}]', steps=(0, "name"))
    assert example_of(change) == '[{"id":"a","size":1}]'


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
    assert "GET /3/" in shown
    assert "GET /4/" not in shown
    assert "                  and 26 more places\n" in shown
    whole = text_of_changes([replace(NULL, places=places, operations=operations)], every=True)
    assert "GET /20/" in whole


def test_operations_of_which_no_place_is_listed_are_counted_too() -> None:
    operations = tuple(f"GET /{n}/" for n in range(30))
    listed = replace(NULL, operations=operations, places=(("GET /0/", NULL.path),))
    shown = text_of_changes([listed], width=100)
    assert "      also in     GET /1/\n" in shown
    assert "                  and 26 more places\n" in shown


def test_text_of_nothing() -> None:
    assert printed("text") == ("", "Nothing changed for a client.\n")


def test_colours_stand_around_the_same_text() -> None:
    coloured = text_of_changes([NULL, NEW], colour=True, every=True)
    assert "\x1b[31;1mBreaks clients\x1b[0m" in coloured
    plain = coloured
    for code in ("\x1b[31;1m", "\x1b[32;1m", "\x1b[2m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert plain == text_of_changes([NULL, NEW], every=True)


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
