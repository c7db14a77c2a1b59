"""`apidocs explain RULE`: a rule, another finding, or a change, by its id."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import override_settings

from drf_typed_responses.compat.comparison.table import RULES
from drf_typed_responses.conf import Settings
from drf_typed_responses.publish.explanations import addresses, explained
from drf_typed_responses.publish.other_findings import OTHER_FINDINGS
from drf_typed_responses.publish.rules import own_rules, rule

from .building import TeamView, project
from .running import Run, apidocs


@rule("no-verbs", "its path has the verb {verb}", "Name the thing: {verb} is a method.", level=None)
def no_verbs(document):
    """A path names a thing.

    What is done to it is the method.
    """
    return iter(())


OWN = {"EXTRA_RULES": [f"{__name__}.no_verbs"]}


def explain(id: str, *options: str, **settings: Any) -> Run:
    with override_settings(TYPED_RESPONSES=settings):
        return apidocs("explain", id, *options)


def test_a_rule() -> None:
    done = explain("unknown-path-parameter")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "unknown-path-parameter (error; in minimal, recommended, publishing)\n"
        "\n"
        "Client generators refuse a path parameter that the path does not have, or make\n"
        "calls that cannot work.\n"
        "\n"
        "Message:\n"
        "\n"
        "    the path parameter <name> is documented, but the path has no {<name>}\n"
        "\n"
        "Remedy:\n"
        "\n"
        "    Remove it from parameters=[...], or name it as the URL does: <variables>.\n"
        "\n"
        "Refused:\n"
        "\n"
        '    @extend_schema(parameters=[SLUG, path_parameter("team", "The team.")])\n'
        "\n"
        "Accepted:\n"
        "\n"
        "    @extend_schema(parameters=[SLUG])\n"
        "\n"
        "https://drf-typed-responses.readthedocs.io/en/latest/rules/#unknown-path-parameter\n"
    )


def test_a_rule_of_the_project() -> None:
    assert explain("no-verbs", **OWN, RULES={"no-verbs": "warning"}).out == (
        "no-verbs (off; warning in this project)\n"
        "\n"
        "A path names a thing.\n"
        "\n"
        "What is done to it is the method.\n"
        "\n"
        "Message:\n"
        "\n"
        "    its path has the verb <verb>\n"
        "\n"
        "Remedy:\n"
        "\n"
        "    Name the thing: <verb> is a method.\n"
    )


def test_a_finding_that_is_not_a_rule() -> None:
    out = explain("schema-class").out
    assert out.splitlines()[0] == "schema-class (error)"
    assert "A public view has another schema class, which would publish `Private`" in out


def test_a_change() -> None:
    out = explain("response-nullable", DIFF_LEVELS={"response-nullable": "info"}).out
    assert out.splitlines()[0] == "response-nullable (error; info in this project)"
    assert "null" in out
    assert out.splitlines()[-1].endswith("/promise/#the-findings")


def test_a_finding_leads_to_the_page_of_its_rule() -> None:
    address = addresses(Settings())
    assert address("title").endswith("/rules/#title")
    assert address("schema-class").endswith("/rules/#findings-that-are-not-rules")
    assert address("response-nullable").endswith("/promise/#the-findings")
    assert address("zzzqq") == ""


def test_json() -> None:
    summary = json.loads(explain("no-verbs", "--format", "json", **OWN).out)["summary"]
    assert (summary["kind"], summary["level"], summary["level_here"]) == ("rule", "off", "off")
    assert summary["presets"] == []
    assert summary["message"] == "its path has the verb <verb>"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("titel", "title"),
        ("no-verb", "no-verbs"),
        ("excludes", "excluded"),
        ("response-nulable", "response-nullable"),
    ],
)
def test_an_unknown_id(given: str, meant: str) -> None:
    done = explain(given, **OWN)
    assert (done.code, done.out) == (2, "")
    assert f'there is no rule or finding "{given}"; did you mean {meant}?' in done.err


def test_an_unknown_id_like_no_other() -> None:
    done = explain("zzzqq")
    page = "https://drf-typed-responses.readthedocs.io/en/latest/rules/"
    assert f'there is no rule or finding "zzzqq"; {page} lists the ids' in done.err


def test_every_id_is_explained() -> None:
    ids = [*(rule.id for rule in own_rules()), *OTHER_FINDINGS, *RULES]
    assert [id for id in ids if not explained(id, Settings()).why] == []


def test_a_report_has_the_reason_of_a_rule() -> None:
    with project(TeamView), override_settings(TYPED_RESPONSES={}):
        done = apidocs("test", "--format", "sarif")
    (run,) = json.loads(done.out)["runs"]
    helps = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert helps["description"].startswith("The description is the docstring of the method.")
