"""The rules that run, their levels, and errors in a project's own rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.conf import current_settings
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.publish.enforcement import chosen_rules
from drf_typed_responses.publish.rules import Breach, CheckedDocument, breach, own_rules, rule
from drf_typed_responses.setting_values import PRESETS

from .building import JSONView, TeamResponse, build


class Untitled(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


@rule("no-teams", "it is about {what}", "Publish something else than {what}.")
def no_teams(document: CheckedDocument) -> Iterator[Breach]:
    for operation in document.operations:
        yield breach(operation, what="teams")


@rule("no-luck", "", "")
def no_luck(document: CheckedDocument) -> Iterator[Breach]:
    raise LookupError("no dice")


@rule("title", "", "")
def another_title(document: CheckedDocument) -> Iterator[Breach]:
    yield from ()


@rule("half", "it lacks {this}", "")
def half(document: CheckedDocument) -> Iterator[Breach]:
    yield breach(document.operations[0])


def found(rules: dict[str, str], *extra: str) -> list[tuple[str, str]]:
    """Level and id of each finding of a build with these levels and rules of its own."""
    names = [f"{__name__}.{name}" for name in extra]
    with override_settings(TYPED_RESPONSES={"RULES": rules, "EXTRA_RULES": names}):
        return [(f.level, f.id) for f in build(Untitled).findings]


@pytest.mark.parametrize("level", ["error", "warning"])
def test_the_level_of_a_rule(level: str) -> None:
    assert found({"*": "off", "title": level}) == [(level, "title")]


def test_a_rule_that_is_off() -> None:
    assert found({"*": "off"}) == []
    assert "title" not in dict(map(reversed, found({"title": "off"})))


def test_the_level_of_every_other_rule() -> None:
    levels = {id: level for level, id in found({"*": "warning", "title": "error"})}
    assert levels.pop("title") == "error"
    assert levels
    assert set(levels.values()) == {"warning"}


def test_a_rule_that_is_off_by_default_is_on_by_its_name_only() -> None:
    assert "field-described" not in {id for _, id in found({"*": "error"})}
    assert found({"*": "off", "field-described": "error"}) == [("error", "field-described")]


def test_a_rule_of_a_project() -> None:
    with override_settings(
        TYPED_RESPONSES={"RULES": {"*": "off", "no-teams": "warning"}, "EXTRA_RULES": [NO_TEAMS]}
    ):
        (found,) = build(Untitled).findings
    assert (found.level, found.id, found.operation) == ("warning", "no-teams", "GET /0/")
    assert found.message == "it is about teams"
    assert found.hint == "Publish something else than teams."
    assert found.file == __file__


NO_TEAMS = f"{__name__}.no_teams"


@pytest.mark.parametrize(
    ("name", "words"), [("no_luck", "LookupError: no dice"), ("half", "KeyError: 'this'")]
)
def test_a_rule_of_a_project_that_fails(name: str, words: str) -> None:
    level = {"*": "off", "no-luck": "error", "half": "error"}
    extra = [f"{__name__}.no_luck", f"{__name__}.half"]
    with override_settings(TYPED_RESPONSES={"RULES": level, "EXTRA_RULES": extra}):
        findings = {f.id: f for f in build(Untitled).findings}
    failed = findings[name.replace("_", "-")]
    assert failed.message == f"the rule failed: {words}"
    assert failed.hint == "Correct the rule, or turn it off."


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"RULES": {"titel": "off"}},
            'TYPED_RESPONSES["RULES"] sets the unknown rule "titel"; did you mean title?',
        ),
        ({"RULES": {"x": "off"}}, 'sets the unknown rule "x". Known: '),
        ({"RULES": {"title": "info"}}, 'TYPED_RESPONSES["RULES"]["title"] must be one of'),
        ({"RULES": ["title"]}, 'TYPED_RESPONSES["RULES"] must be a dict'),
        ({"EXTRA_RULES": [f"{__name__}.Untitled"]}, "Untitled is not a rule"),
        ({"EXTRA_RULES": [f"{__name__}.another_title"]}, 'has the id "title" of another rule'),
        ({"EXTRA_RULES": ["nowhere.rule"]}, "nowhere.rule cannot be imported"),
    ],
)
def test_settings_that_cannot_be_used(settings: Any, words: str) -> None:
    with override_settings(TYPED_RESPONSES=settings), pytest.raises(SettingsError) as caught:
        build(Untitled)
    assert words in str(caught.value)


def test_every_rule_has_its_test_file() -> None:
    from pathlib import Path

    files = {file.stem for file in (Path(__file__).parent / "rules").glob("test_*.py")}
    assert {f"test_{rule.id.replace('-', '_')}" for rule in own_rules()} <= files


def run_by(**settings: Any) -> dict[str, str]:
    """The level of each rule that runs."""
    with override_settings(TYPED_RESPONSES=settings):
        return {rule.id: level for rule, level in chosen_rules(current_settings())}


def test_each_preset_has_the_rules_of_the_one_before() -> None:
    sets = [set(run_by(RULES={"extends": preset})) for preset in PRESETS]
    assert sets[0] < sets[1] < sets[2]
    assert {"sample-valid", "sample-leak"} <= sets[0]
    assert "response-schema" in sets[1] - sets[0]
    assert "title" in sets[2] - sets[1]


@pytest.mark.parametrize(
    ("public", "preset"),
    [("declared", "publishing"), ("all", "recommended"), ("shop.chosen", "recommended")],
)
def test_the_default_preset(public: str, preset: str) -> None:
    assert run_by(PUBLIC=public) == run_by(RULES={"extends": preset})


def test_a_level_is_set_over_a_preset() -> None:
    run = run_by(RULES={"extends": "minimal", "title": "warning", "sample-leak": "off"})
    assert run["title"] == "warning"
    assert "sample-leak" not in run
    assert "description" not in run


def test_every_other_rule_is_every_other_one_of_the_preset() -> None:
    run = run_by(RULES={"extends": "minimal", "*": "warning"})
    assert set(run) == set(run_by(RULES={"extends": "minimal"}))
    assert set(run.values()) == {"warning"}


def test_a_rule_of_a_project_is_in_every_preset() -> None:
    run = run_by(RULES={"extends": "minimal"}, EXTRA_RULES=[f"{__name__}.no_teams"])
    assert run["no-teams"] == "error"


def test_an_unknown_preset() -> None:
    with pytest.raises(SettingsError) as raised:
        run_by(RULES={"extends": "strict"})
    assert str(raised.value) == (
        'TYPED_RESPONSES["RULES"]["extends"] must be one of minimal, recommended, publishing, '
        "not 'strict'"
    )


def test_a_project_without_tags_need_not_define_them_for_generators() -> None:
    for preset, found in (("recommended", []), ("publishing", ["tag-defined"])):
        rules = {"extends": preset, "*": "off", "tag-defined": "error"}
        with override_settings(TYPED_RESPONSES={"RULES": rules}):
            assert [f.id for f in build(Tagged).findings] == found


class Tagged(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, tags=["Teams"])
    def get(self, request): ...
