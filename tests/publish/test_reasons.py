"""Why attributes are private: listed for those who have the source, and in no document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, TypedDict

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.exceptions import UnsupportedTypeError
from drf_typed_responses.serializers import Private, Reason
from drf_typed_responses.translate.compiler import Translator

from .building import NO_RULES, JSONView, build, project
from .running import apidocs

REASON = "it names a machine"


class BaseResponse(TypedDict):
    shard: Annotated[Private[int], Reason(REASON)]


class TeamResponse(BaseResponse):
    id: str
    nickname: Private[Annotated[str, Reason("nobody needs it")]]
    silent: Private[str]


class TeamEndpoint(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request): ...


def test_the_reasons_of_a_document() -> None:
    first, second = build(TeamEndpoint).private
    assert first[:3] == ("TeamResponse", "shard", REASON)
    assert second[:3] == ("TeamResponse", "nickname", "nobody needs it")
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    assert first.file == __file__
    assert "shard: Annotated[Private" in lines[(first.line or 0) - 1]


def test_neither_document_nor_contract_has_a_reason() -> None:
    publication = build(TeamEndpoint)
    assert REASON not in json.dumps(publication.document)
    assert REASON not in json.dumps(Contract.of(publication).saved())
    assert Contract.of(publication).private == {"TeamResponse": ["nickname", "shard", "silent"]}


def test_a_build_lists_them(tmp_path: Path) -> None:
    settings = {**NO_RULES, "OUT": tmp_path}
    with project(TeamEndpoint), override_settings(TYPED_RESPONSES=settings):
        shown = apidocs("build", "--waivers")
        told = apidocs("build", "--waivers", "--format", "json")
    assert f"private TeamResponse.shard: {REASON}\n" in shown.err
    assert json.loads(told.out)["summary"]["private"] == [
        {"component": "TeamResponse", "attribute": "shard", "reason": REASON},
        {"component": "TeamResponse", "attribute": "nickname", "reason": "nobody needs it"},
    ]


def test_a_reason_of_an_attribute_that_is_not_private() -> None:
    with pytest.raises(UnsupportedTypeError) as error:
        Translator().schema(Annotated[str, Reason(REASON)])
    assert error.value.hint.startswith("Write Annotated[Private[...], Reason(...)]")


def test_an_empty_reason() -> None:
    with pytest.raises(ValueError, match="a reason says why"):
        Reason("  ")
