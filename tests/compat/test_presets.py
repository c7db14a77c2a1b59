"""The presets of levels, by the clients that an API serves."""

from __future__ import annotations

import pytest

from compat.pieces import document, edited, returning, taking, told
from drf_typed_responses.compat import RULES, Options
from drf_typed_responses.compat.presets import PRESETS, levels_of
from drf_typed_responses.exceptions import SettingsError

GET = {"operationId": "list", "tags": ["Teams"], "responses": {}}
NAMED = document({"/teams/": {"get": GET}})
RENAMED = document({"/teams/": {"get": {**GET, "operationId": "all", "tags": []}}})


def levels(preset: str, base: object, revised: object) -> list[tuple[str, str]]:
    options = Options(levels=levels_of({"extends": preset}))
    return sorted({(id, level) for level, id, _ in told(base, revised, options)})


@pytest.mark.parametrize(
    ("preset", "names", "growth", "bound", "null"),
    [
        ("clients-generated", "error", "error", "error", "error"),
        ("clients-handwritten", "warning", "warning", "error", "error"),
        ("wire", "info", "info", "warning", "error"),
    ],
)
def test_what_a_preset_says(preset: str, names: str, growth: str, bound: str, null: str) -> None:
    assert levels(preset, NAMED, RENAMED) == [
        ("operation-id-changed", names),
        ("operation-tag-changed", names),
    ]
    kinds = ({"type": "string", "enum": values} for values in (["a", "b"], ["a", "b", "c"]))
    assert levels(preset, *map(returning, kinds)) == [("response-enum-value", growth)]
    sizes = ({"type": "integer", "maximum": most} for most in (5, 9))
    assert levels(preset, *map(returning, sizes)) == [("response-range-changed", bound)]
    texts = ({"type": "string", "nullable": allowed} for allowed in (False, True))
    assert levels(preset, *map(returning, texts)) == [("response-nullable", null)]


def test_what_a_request_loses_is_an_error_for_everyone() -> None:
    base = taking({"type": "integer", "maximum": 9})
    revised = edited(base, lambda given: given["paths"]["/teams/"].pop("post"))
    narrower = taking({"type": "integer", "maximum": 5})
    for preset in PRESETS:
        assert levels(preset, base, narrower) == [("request-range-changed", "error")]
        assert levels(preset, base, revised) == [("operation-removed", "error")]


def test_a_preset_sets_levels_of_changes_that_exist() -> None:
    for given in PRESETS.values():
        assert given.keys() <= RULES.keys()


def test_levels_of_a_project_override_its_preset() -> None:
    own = {"extends": "wire", "operation-id-changed": "error"}
    assert levels_of(own)["operation-id-changed"] == "error"
    assert levels_of(own)["operation-tag-changed"] == "info"
    assert levels_of({}) == {}


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(SettingsError, match='"wires"; did you mean wire'):
        levels_of({"extends": "wires"})
