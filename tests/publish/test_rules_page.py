"""The hand-written parts of docs/rules.md agree with the code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.core.management import call_command
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.output.text import text_of_finding
from drf_typed_responses.publish.rules import own_rules
from real.loading import imported

from .building import JSONView, build, finding, project
from .rules.examples import completed, findings_of, open_to_everyone

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "drf_typed_responses"
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
BEFORE, _, AFTER = PAGE.partition("<!-- rules -->")
BY_HAND = BEFORE + AFTER.partition("<!-- end of rules -->")[2]
LEVELS, WAIVED, OWN, SETTINGS = re.findall(r"```python\n(.*?)```", BY_HAND, re.DOTALL)


class Charge(TypedDict):
    net_amount: float


class ChargeView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=Charge)
    def get(self, request): ...


def test_a_finding_reads_as_the_page_shows_it() -> None:
    example = '@extend_schema(operation_id="Retrieve a Team")\ndef get(self, request, slug): ...\n'
    (found,) = findings_of(example)
    (shown,) = re.findall(r"```text\n(.*?)\n```", BY_HAND, re.DOTALL)
    assert text_of_finding(replace(found, file="shop/endpoints.py", line=68)) == shown


def test_levels() -> None:
    with imported(LEVELS) as settings:
        levels = settings.TYPED_RESPONSES["RULES"]
    rules = {rule.id: rule for rule in own_rules()}
    assert set(levels) <= set(rules)
    assert rules["field-described"].level is None


def test_a_waiver() -> None:
    refund = "class Refund(TypedDict):\n    id: str\n"
    urls = "urlpatterns = [path('refunds/', RefundEndpoint.as_view())]"
    completing, plain = "publish.rules.examples import ext", "drf_spectacular.utils import ext"
    source = completed(f"{refund}\n{WAIVED}\n{urls}\n").replace(completing, plain)
    rules = override_settings(TYPED_RESPONSES={"RULES": {}})
    with open_to_everyone(), imported(source) as module, rules:
        publication = build(*module.urlpatterns, TAGS=module.TAGS)
    assert publication.findings == ()
    (waiver,) = publication.waivers
    assert (waiver.rule, waiver.reason) == ("sample", "Refunds are being renamed; see issue 77.")


names: dict[str, Any] = {}
exec(OWN, names)
money_as_text = names["money_as_text"]


def test_the_json_report_has_the_members_of_the_page() -> None:
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


def constants_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The global constants of a module, annotated or not."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((t.id, str(node.value.value)) for t in targets if isinstance(t, ast.Name))


def ids_in(tree: ast.Module, constants: Mapping[str, str]) -> Iterator[str]:
    """The ids of the findings that a module makes, and of the errors that become one."""
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


def test_every_finding_that_is_not_a_rule_is_in_the_table() -> None:
    table = re.findall(r"^\| `([a-z-]+)` \| (?:error|warning|info|both) \|", PAGE, re.MULTILINE)
    files = [file for file in SOURCES.rglob("*.py") if "compat" not in file.parts]
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    constants = {name: value for tree in trees for name, value in constants_in(tree)}
    found = {id for tree in trees for id in ids_in(tree, constants)}
    promise = (ROOT / "docs" / "promise.md").read_text(encoding="utf-8")
    rows = "".join(re.findall(r"^\| (`[^|]*) \| (?:error|warning|info) \|", promise, re.MULTILINE))
    assert sorted(table) == sorted(found - set(re.findall(r"`([a-z-]+)`", rows)))
