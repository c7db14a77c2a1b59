"""The system checks, by their ids."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks
from django.test import override_settings
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.settings import spectacular_settings

from drf_typed_responses.spectacular import AutoSchema


class Theirs(PlainAutoSchema):
    """A project's class."""


class Derived(AutoSchema):
    """A project's class that derives from ours."""


not_callable = "x"


def messages() -> list[CheckMessage]:
    return [each for each in run_checks() if str(each.id).startswith("drf_typed_responses.")]


def found(**typed_responses: Any) -> list[tuple[str, str]]:
    with override_settings(TYPED_RESPONSES=typed_responses):
        return [(str(each.id).partition(".")[2], each.msg) for each in messages()]


def test_right_settings_have_no_message() -> None:
    assert found(OUT="public", TYPE_HOOKS=[f"{__name__}.found"]) == []


def test_no_settings_have_no_message() -> None:
    with override_settings(TYPED_RESPONSES=None):
        assert messages() == []


def test_E001() -> None:
    """Each wrong setting has its own message."""
    unknown, wrong = found(OUTT="public", OUT="public", KEEP_OPERATION_IDS="yes")
    assert unknown[0] == wrong[0] == "E001"
    assert unknown[1].startswith('unknown setting TYPED_RESPONSES["OUTT"]; did you mean OUT?')
    assert wrong[1] == "TYPED_RESPONSES[\"KEEP_OPERATION_IDS\"] must be True or False, not 'yes'"


def test_E001_settings_that_are_no_dict() -> None:
    with override_settings(TYPED_RESPONSES=["OUT"]):
        (message,) = messages()
    assert message.msg == "TYPED_RESPONSES is a list; it must be a dict"


@pytest.mark.parametrize("name", ["EXTRA_RULES", "TYPE_HOOKS", "SERIALIZER_BASES"])
def test_E002(name: str) -> None:
    ((id, text),) = found(**{name: ["no_such_module.thing"]})
    assert id == "E002"
    assert text == (
        f'TYPED_RESPONSES["{name}"]: no_such_module.thing cannot be imported: '
        "ModuleNotFoundError: No module named 'no_such_module'"
    )


def test_E002_a_hook_that_cannot_be_called() -> None:
    path = f"{__name__}.not_callable"
    assert found(TYPE_HOOKS=[path]) == [
        ("E002", f'TYPED_RESPONSES["TYPE_HOOKS"]: {path} is not callable')
    ]


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"RULES": {"sampel": "off"}}, 'sets the unknown rule "sampel"; did you mean sample'),
        ({"DIFF_LEVELS": {"response-enum-valu": "error"}}, "did you mean response-enum-value?"),
        ({"DIFF_LEVELS": {"extends": "wires"}}, "did you mean wire?"),
        ({"STABILITY": {"promised": ["stabel"]}}, '["STABILITY"] must be a dict of "key"'),
        ({"STABILITY": {"keys": "x-level"}}, '["STABILITY"] must be a dict of "key"'),
        ({"LEGACY": "no-such-folder"}, "no-such-folder is not a folder"),
        ({"RULES": {5: "off"}}, 'sets the unknown rule "5". Known: '),
        ({"RULES": {"unsupported-type": "off"}}, "which is not a rule, so its level cannot be set"),
        ({"RULES": {"extend": "minimal"}}, 'a preset is the value of "extends"'),
        ({"DIFF_LEVELS": {5: "error", "x": "error"}}, 'unknown change "5"'),
        ({"KEEPS": ["partner"], "DOCUMENTS": {"partners": {}}}, "did you mean partners?"),
        ({"OUT": "a", "DOCUMENTS": {"x": {"OUT": "a"}}}, '"default" and "x" both write '),
        ({"DOCUMENTS": {"x": {"RULES": {"sampel": "off"}}}}, 'the document "x": TYPED_RESPONSES['),
        ({"DOCUMENTS": {"x": {"LEGACY": "no-such-folder"}}}, 'the document "x": TYPED_RESPONSES['),
        ({"RULES": {"sampel": "off"}, "DOCUMENTS": {"x": {}, "y": {}}}, "did you mean sample"),
    ],
)
def test_E001_a_value_that_no_build_could_use(settings: dict[str, Any], text: str) -> None:
    ((id, said),) = found(**settings)
    assert id == "E001"
    assert text in said


@pytest.mark.parametrize(
    "given",
    [
        {"KEEPS": ["x"], "DOCUMENTS": {"x": {}}},
        {"OUT": "a", "DOCUMENTS": {"x": {"OUT": "b", "KEEPS": ["default"]}}},
    ],
)
def test_settings_that_name_each_other(given: dict[str, Any]) -> None:
    assert found(**given) == []


def test_E002_is_reported_for_the_document_that_has_the_setting() -> None:
    missing = "no_such_module.thing"
    reason = f"{missing} cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"
    shared = f'TYPED_RESPONSES["PUBLIC"]: {reason}'
    assert found(PUBLIC=missing, DOCUMENTS={"x": {}, "y": {}}) == [("E002", shared)]
    assert found(DOCUMENTS={"x": {"PUBLIC": missing}}) == [("E002", f'the document "x": {shared}')]


@pytest.mark.parametrize("name", ["PREPROCESSING_HOOKS", "POSTPROCESSING_HOOKS"])
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["no_such_module.hook"], ": Could not import 'no_such_module.hook'"),
        ([f"{__name__}.not_callable"], ": 'x' is not callable"),
        (f"{__name__}.found", " must be a list of dotted paths"),
    ],
    ids=["missing", "not-callable", "not-a-list"],
)
def test_E002_a_hook_of_drf_spectacular(
    name: str, value: object, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(spectacular_settings.user_settings, name, value)
    monkeypatch.delattr(spectacular_settings, name, raising=False)  # its cached value
    ((id, said),) = found()
    assert id == "E002"
    assert said.startswith(f'SPECTACULAR_SETTINGS["{name}"]{text}')


def of_schema_class(cls: object) -> list[CheckMessage]:
    with override_settings(REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": cls}):
        return messages()


def test_W001() -> None:
    (message,) = of_schema_class(Theirs)
    assert message.id == "drf_typed_responses.W001"
    assert message.msg == (
        f'REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] is {__name__}.Theirs, which does not derive from '
        "drf_typed_responses.spectacular.AutoSchema"
    )
    assert str(message.hint).startswith("Derive Theirs from drf_typed_responses.")


@pytest.mark.parametrize(
    ("cls", "text"),
    [
        ("drf_typed_responses.spectacular.AutoSchem", "Could not import 'drf_typed_responses."),
        (None, 'REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] is None, which is not a class'),
    ],
)
def test_E002_a_schema_class_that_is_none(cls: object, text: str) -> None:
    (message,) = of_schema_class(cls)
    assert message.id == "drf_typed_responses.E002"
    assert message.msg.startswith(text)


@pytest.mark.parametrize("cls", [AutoSchema, Derived])
def test_W001_a_class_that_derives_from_ours(cls: type) -> None:
    assert of_schema_class(cls) == []


def test_the_page_of_the_settings_lists_every_id() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[1] / "docs/settings.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `drf_typed")]
    assert listed == [
        f"drf_typed_responses.{number}" for number in ("E001", "E002", "W001", "W002")
    ]


@pytest.mark.parametrize(
    "name", ["TYPED_RESPONSE", "TYPED_REPSONSES", "DRF_TYPED_RESPONSES", "TYPED_RESPONSES_SETTINGS"]
)
def test_W002_a_misspelled_name_of_the_settings(name: str, settings: Any) -> None:
    del settings.TYPED_RESPONSES
    setattr(settings, name, {"OUT": "public"})
    (message,) = messages()
    assert message.id == "drf_typed_responses.W002"
    assert message.msg == f"the settings have {name}, which nothing reads, and no TYPED_RESPONSES"


def test_W002_a_setting_beside_ours_has_any_name(settings: Any) -> None:
    settings.TYPED_RESPONSES = {}
    settings.TYPED_RESPONSE = {}
    assert messages() == []


def test_W002_other_settings_have_other_names(settings: Any) -> None:
    del settings.TYPED_RESPONSES
    settings.RESPONSES = {}
    assert messages() == []
