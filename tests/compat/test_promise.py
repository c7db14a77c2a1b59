"""docs/promise.md says what the comparison does, and its examples work."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from compat.pieces import document
from compat.test_causes import answering
from drf_typed_responses.compat import RULES, compare
from drf_typed_responses.compat.accepted import load
from drf_typed_responses.conf import current_settings
from drf_typed_responses.output.changes_text import text_of_changes
from drf_typed_responses.translate import schema_components
from drf_typed_responses.translate.metadata import sunsets_of
from real.documents import DATES, folder, needs_documents
from real.loading import imported

PAGE = (Path(__file__).parents[2] / "docs" / "promise.md").read_text(encoding="utf-8")

ENDS_IMPORTS = """\
from typing import Annotated, Literal
from rest_framework import serializers
from typing_extensions import TypedDict, deprecated
from drf_typed_responses.parameters import query_parameter
from drf_typed_responses.serializers import Sunset
"""


def test_every_finding_stands_in_the_table() -> None:
    table = PAGE.partition("<!-- findings -->")[2].partition("<!-- end of findings -->")[0]
    named = set(re.findall(r"`([a-z-]+)`", table))
    assert named >= set(RULES)


def test_ids_in_the_text_exist() -> None:
    """An id has a dash and begins as the ids of the table do."""
    starts = "|".join({id.partition("-")[0] for id in RULES if "-" in id})
    named = set(re.findall(rf'[`"]((?:{starts})(?:-[a-z]+)+)[`"]', PAGE))
    assert named - set(RULES) == set()


def block(language: str, start: str = "") -> str:
    (found,) = re.findall(rf"```{language}\n({start}.*?)```", PAGE, re.DOTALL)
    return found


def test_the_entry_of_the_page_is_one(tmp_path: Path) -> None:
    (tmp_path / "accepted.toml").write_text(block("toml"))
    (entry,) = load(tmp_path / "accepted.toml")
    assert entry.id in RULES
    assert (entry.operations[0], entry.until) == ("GET /teams/", date(2027, 1, 31))


def test_the_levels_of_the_page_can_be_set() -> None:
    given: dict[str, dict[str, dict[str, str]]] = {}
    exec(block("python", r'TYPED_RESPONSES = \{"DIFF'), given)
    with override_settings(TYPED_RESPONSES=given["TYPED_RESPONSES"]):
        levels = current_settings().diff_levels
    assert levels
    assert levels.keys() <= RULES.keys()


def test_the_stability_of_the_page_can_be_set() -> None:
    given: dict[str, dict[str, dict[str, str]]] = {}
    exec(block("python", r'TYPED_RESPONSES = \{"STABILITY'), given)
    with override_settings(TYPED_RESPONSES=given["TYPED_RESPONSES"]):
        stability = current_settings().stability
    assert stability == ("x-stability-level", ("beta", "stable"))


def test_the_ends_of_the_page_can_be_written() -> None:
    with imported(ENDS_IMPORTS + block("python", "class TeamResponse")) as page:
        team = schema_components([page.TeamResponse])[1]["TeamResponse"]["properties"]
    assert team["nick"]["x-sunset"] == "2027-03-01"
    assert team["state"]["anyOf"][1]["x-sunset"] == "2027-03-01"
    sunsets = sunsets_of(page.TeamSerializer)
    assert {name: sunset.day for name, sunset in sunsets.items()} == {"nick": "2027-03-01"}


def test_the_text_of_the_page_is_printed() -> None:
    named = {"$ref": "#/components/schemas/Team"}
    number, text = {"type": "integer"}, {"type": "string"}
    team = {
        "type": "object",
        "required": ["slug", "memberCount"],
        "properties": {"slug": text, "memberCount": number},
    }
    paths = {
        "/teams/": {"get": answering({"type": "array", "items": named})},
        "/teams/{slug}/": {"get": answering(named)},
    }
    new = {"memberCount": {**number, "nullable": True}, "title": text}
    wider = {**team, "properties": {**team["properties"], **new}}
    changes = compare(document(paths, Team=team), document(paths, Team=wider))
    assert text_of_changes(changes, width=120) == block("text")


@needs_documents
@pytest.mark.slow
@pytest.mark.parametrize("new", DATES[1:])
def test_every_document_of_the_history_breaks_responses(new: str) -> None:
    """The page says so; its figures come from the same comparison."""
    import json

    found = folder()
    assert found is not None
    old = DATES[DATES.index(new) - 1]
    base, revised = (json.loads((found / f"{day}.json").read_bytes()) for day in (old, new))
    errors = {change.id for change in compare(base, revised) if change.level == "error"}
    assert {"response-attribute-removed", "response-nullable", "security-tightened"} <= errors
