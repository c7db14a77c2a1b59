"""docs/rules.md says of each rule what it checks, and its examples show it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.core.management import call_command
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.output.text import text_of_finding
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish.rules import own_rules
from real.loading import imported

from .building import JSONView, build, finding, project

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "drf_typed_responses"
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
LEVELS, EXCUSED, ENDPOINT, OWN, SETTINGS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SECTIONS = dict(re.findall(r"^### (\S+)\n\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE))
RULES = {rule.id: rule for rule in own_rules()}


class Charge(TypedDict):
    net_amount: float


class ChargeView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=Charge)
    def get(self, request): ...


HEADER = """
from typing import TypedDict
from django.urls import path
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.views import APIView
from drf_typed_responses.parameters import path_parameter, query_parameter
from drf_typed_responses.responses import *
from drf_typed_responses.serializers import Private, Serializer
class Refund(TypedDict):
    id: str
"""


def checked(code: str, **levels: str) -> Publication:
    with (
        imported(HEADER + code) as module,
        override_settings(TYPED_RESPONSES={"RULES": levels}),
    ):
        return build(*module.urlpatterns, TAGS=module.TAGS)


def variants(id: str) -> tuple[str, str]:
    """The endpoint with the mistake that the section of a rule shows, and without it."""
    (diff,) = re.findall(r"```diff\n(.*?)\n```", SECTIONS[id], re.DOTALL)
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    wrong = "\n".join(text for mark, text in lines if mark != "+")
    right = "\n".join(text for mark, text in lines if mark != "-")
    context = "\n".join(text for mark, text in lines if mark == " ")
    before = right if right in ENDPOINT else context
    assert ENDPOINT.count(before) >= 1
    return ENDPOINT.replace(before, wrong, 1), ENDPOINT.replace(before, right, 1)


def test_every_rule_has_its_section() -> None:
    assert sorted(SECTIONS) == sorted(RULES)


@pytest.mark.parametrize("id", sorted(RULES))
def test_the_level_and_the_message_are_those_of_the_rule(id: str) -> None:
    rule = RULES[id]
    level = {"error": "Error", "warning": "Warning", None: "Off"}[rule.level]
    assert SECTIONS[id].startswith(f'{level}: "{rule.message}".\n')


@pytest.mark.parametrize("id", sorted(RULES))
def test_the_mistake_is_found_and_no_other(id: str) -> None:
    wrong, right = variants(id)
    assert {found.id for found in checked(wrong, **{"field-described": "error"}).findings} == {id}
    assert checked(right, **{"field-described": "error"}).findings == ()


@pytest.mark.parametrize(
    "shown",
    re.findall(r"```text\n(.*?)\n```", PAGE, re.DOTALL),
    ids=["description", "sample-valid"],
)
def test_a_finding_reads_as_the_page_shows_it(shown: str) -> None:
    (id,) = re.findall(r"\[(.*?)\]", shown)[:1]
    (found,) = checked(variants(id)[0]).findings
    assert text_of_finding(replace(found, file="shop/endpoints.py")) == shown


def test_levels() -> None:
    (name,) = re.findall(r'"([a-z-]+)": "error"', LEVELS)
    wrong, _ = variants(name)
    with imported(LEVELS) as settings:
        (found,) = checked(wrong, **settings.TYPED_RESPONSES["RULES"]).findings
    assert (found.level, found.id) == ("error", name)


def test_a_waiver() -> None:
    urls = "urlpatterns = [path('refunds/', RefundEndpoint.as_view())]"
    publication = checked(f"{ENDPOINT}\n{EXCUSED}\n{urls}")
    assert publication.findings == ()
    (waiver,) = publication.waivers
    assert (waiver.rule, waiver.reason) == ("sample", "Refunds are being renamed; see issue 77.")


names: dict[str, Any] = {}
exec(OWN, names)
money_as_text = names["money_as_text"]


def test_what_machines_are_told() -> None:
    out = StringIO()
    with project(ChargeView), pytest.raises(SystemExit), override_settings(TYPED_RESPONSES={}):
        call_command("apidocs", "test", "--format", "json", stdout=out, stderr=StringIO())
    told = json.loads(out.getvalue())
    (finding_has,) = re.findall(r"^A finding has (.*)$", PAGE, re.MULTILINE)
    (summary_has,) = re.findall(r"^The summary has (.*)$", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", finding_has) == list(told["findings"][0])
    assert re.findall(r"`(\w+)`", summary_has) == list(told["summary"])


def test_a_rule_of_your_own() -> None:
    with imported(SETTINGS) as settings:
        assert settings.TYPED_RESPONSES == {"EXTRA_RULES": ["shop.rules.money_as_text"]}
    rules = {"RULES": {"*": "off", "money-as-text": "error"}}
    with override_settings(TYPED_RESPONSES={**rules, "EXTRA_RULES": [f"{__name__}.money_as_text"]}):
        found = finding(ChargeView)
    assert (found.id, found.path) == ("money-as-text", "net_amount")
    assert found.message == "its 200 response shows net_amount as a number"


def findings_of(tree: ast.Module) -> Iterator[str]:
    """The ids of the findings that a module makes, and of the errors that become one."""
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            named = [keyword.value for keyword in node.keywords if keyword.arg == "id"]
            (id,) = named or node.args[1:2] or [None]
            if isinstance(id, ast.Constant):
                yield str(id.value)
            elif isinstance(id, ast.Name) and id.id in constants:
                yield constants[id.id]
        is_id = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "id"
        if is_id and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def test_every_finding_that_is_no_rule_is_in_the_table() -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| (?:error|warning|both) \|", PAGE, re.MULTILINE)
    files = [file for file in SOURCES.rglob("*.py") if "compat" not in file.parts]
    found = {id for file in files for id in findings_of(ast.parse(file.read_text("utf-8")))}
    promise = (ROOT / "docs" / "promise.md").read_text(encoding="utf-8")
    rows = "".join(re.findall(r"^\| (`[^|]*) \| (?:error|warning|info) \|", promise, re.MULTILINE))
    assert sorted(table) == sorted(found - set(re.findall(r"`([a-z-]+)`", rows)))
