"""A method is annotated only if a type checker takes what it returns."""

from __future__ import annotations

import pytest

from drf_typed_responses.drafting.writing.typed_returns import returns_typed

TYPES = """\
class LeadResponse(TypedDict):
    name: str


class TeamResponse(TypedDict):
    id: int
    lead: LeadResponse | None
    tags: list[str]
"""
FITTING = [
    'return Response({"id": len(x), "lead": {"name": f"{x}"}, "tags": []})',
    'return Response({"tags": ["a", str(x)], "lead": None, "id": 1}, status=201)',
    'if x:\n        return Response({"id": 1, "lead": None, "tags": []})\n'
    '    return Response({"id": 2, "lead": None, "tags": []})',
    'def inner():\n        return 1\n    return Response({"id": 1, "lead": None, "tags": []})',
]
OTHERS = [
    "pass",
    "return",
    "return x",
    "return Response(x)",
    'return Other({"id": 1, "lead": None, "tags": []})',
    'return Response({"id": 1, "lead": None})',
    'return Response({"id": 1, "lead": None, "tags": [], "more": 1})',
    'return Response({"id": x.pk, "lead": None, "tags": []})',
    'return Response({"id": "1", "lead": None, "tags": []})',
    'return Response({"id": True, "lead": None, "tags": []})',
    'return Response({"id": 1, "lead": {"name": None}, "tags": []})',
    'return Response({**x, "id": 1, "lead": None, "tags": []})',
    'if x:\n        return x\n    return Response({"id": 1, "lead": None, "tags": []})',
]


def is_typed(body: str) -> bool:
    return returns_typed(f"def get(self, x):\n    {body}\n", "Response", "TeamResponse", TYPES)


@pytest.mark.parametrize("body", FITTING)
def test_values_that_are_written_out_and_fit(body: str) -> None:
    assert is_typed(body)


@pytest.mark.parametrize("body", OTHERS)
def test_any_other_value(body: str) -> None:
    assert not is_typed(body)
