"""How stable a part is decides whether its breaks count."""

from __future__ import annotations

from typing import Any

import pytest

from compat.pieces import document, returning, told
from drf_typed_responses.compat import Options
from drf_typed_responses.openapi.stability import Stability

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
BETA = {"x-stability": "beta"}


def answering(schema: Any, **more: Any) -> Any:
    content = {"application/json": {"schema": schema}}
    return {"get": {"responses": {"200": {"description": "", "content": content}}, **more}}


def team(size: Any, **more: Any) -> Any:
    return {"type": "object", "properties": {"size": size}, **more}


def test_a_break_of_an_operation_below_stable_is_a_warning() -> None:
    base = document({"/a/": answering(TEXT, **BETA), "/b/": answering(TEXT)})
    revised = document({"/a/": answering(NUMBER, **BETA), "/b/": answering(NUMBER)})
    options = Options()
    assert [each[:2] for each in told(base, revised, options)] == [
        ("error", "response-type-changed"),
        ("warning", "response-type-changed"),
    ]
    assert told(base, document({"/b/": answering(TEXT)}))[0][:2] == ("warning", "operation-removed")


@pytest.mark.parametrize("deep", [False, True])
def test_a_break_of_an_attribute_below_stable_is_a_warning(deep: bool) -> None:
    """Also of what it holds."""
    held = [team(each) if deep else each for each in (TEXT, NUMBER)]
    base, revised = (returning(team({**each, **BETA})) for each in held)
    assert [each[:2] for each in told(base, revised)] == [("warning", "response-type-changed")]


def test_a_component_that_a_stable_attribute_holds_too_is_promised() -> None:
    ref = {"$ref": "#/components/schemas/Size"}
    loose = {"allOf": [ref], **BETA}
    paths = {"/a/": answering(team(loose)), "/b/": answering(team(ref))}
    base, revised = (document(paths, Size=team(each)) for each in (TEXT, NUMBER))
    found = [(each[0], each[2]) for each in told(base, revised)]
    assert found == [
        ("error", "200 response: size.size"),
        ("warning", "200 response: size.size"),
    ]


def test_going_up_breaks_nothing_and_going_down_is_a_break() -> None:
    plain, beta = document({"/a/": answering(TEXT)}), document({"/a/": answering(TEXT, **BETA)})
    draft = document({"/a/": answering(TEXT, **{"x-stability": "experimental"})})
    assert told(beta, plain) == told(draft, beta) == []
    assert told(plain, beta)[0][:2] == ("error", "operation-stability-lowered")
    assert told(beta, draft)[0][:2] == ("warning", "operation-stability-lowered")


def test_a_project_says_which_key_and_what_is_promised() -> None:
    mark = {"x-stability-level": "beta"}
    base, revised = (document({"/a/": answering(each, **mark)}) for each in (TEXT, NUMBER))
    assert told(base, revised)[0][0] == "error"
    own = Options(stability=Stability("x-stability-level"))
    assert told(base, revised, own)[0][0] == "warning"
    both = Options(stability=Stability("x-stability-level", ("beta", "stable")))
    assert told(base, revised, both)[0][0] == "error"


def test_an_unknown_value_is_promised() -> None:
    mark = {"x-stability": "stabel"}
    base, revised = (document({"/a/": answering(each, **mark)}) for each in (TEXT, NUMBER))
    assert told(base, revised)[0][0] == "error"
