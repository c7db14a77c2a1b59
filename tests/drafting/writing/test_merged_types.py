"""The drafted types of an operation are merged into a file, whatever a person renamed there."""

from __future__ import annotations

from typing import Any

import libcst as cst
import pytest

from drf_typed_responses.drafting.writing.counterparts import counterparts, said_body, types_of
from drf_typed_responses.drafting.writing.merged_samples import MergedSample, merged_sample
from drf_typed_responses.drafting.writing.merged_types import (
    MergedTypes,
    inherited_attributes,
    merged_types,
)

FILE = """\
from typing import TypedDict


class LineItem(TypedDict):
    name: str


# A customer's order.
class Order(TypedDict):
    id: int
    items: list[LineItem]
"""
DRAFT = """\
class CustomerResponse(TypedDict):
    email: str


class ItemResponse(TypedDict):
    name: str
    sku: str


class OrderResponse(TypedDict):
    id: int
    customer: CustomerResponse
    items: list[ItemResponse]
"""


def merged(file: str, draft: str, written: str, body: str) -> MergedTypes:
    return merged_types(cst.parse_module(file), cst.parse_module(draft), written, body)


def test_renamed_types_are_found_by_the_type_of_the_body() -> None:
    found = merged(FILE, DRAFT, "Page[Order]", "Page[OrderResponse]")
    assert (
        found.module.code
        == """\
from typing import TypedDict


class LineItem(TypedDict):
    name: str
    sku: str


class CustomerResponse(TypedDict):
    email: str


# A customer's order.
class Order(TypedDict):
    id: int
    customer: CustomerResponse
    items: list[LineItem]
"""
    )
    assert found.renamed == {"ItemResponse": "LineItem", "OrderResponse": "Order"}
    assert found.new == ()
    assert {"CustomerResponse", "TypedDict"} <= found.names


def test_without_a_type_of_the_body_all_types_are_new() -> None:
    found = merged(FILE, DRAFT, "", "OrderResponse")
    assert found.module.code == FILE
    assert len(found.new) == 3
    assert found.merged == {}


def test_a_type_of_the_same_name_is_merged_if_responses_show_all_that_it_requires() -> None:
    file = "class Team(TypedDict):\n    id: int\n"
    found = merged(file, "class Team(TypedDict):\n    id: int\n    name: str\n", "", "Team")
    assert found.module.code == f"{file}    name: str\n"


def test_another_type_of_the_same_name_stays_apart() -> None:
    file = "class Team(TypedDict):\n    number: int\n"
    found = merged(file, "class Team(TypedDict):\n    name: str\n", "", "Team")
    assert found.module.code == file
    assert found.renamed == {"Team": "Team2"}
    assert cst.Module(found.new).code == "class Team2(TypedDict):\n    name: str\n"


def test_a_functional_type_has_its_new_name_in_its_text_too() -> None:
    file = "class Team(TypedDict):\n    number: int\n"
    found = merged(file, 'Team = TypedDict("Team", {"@id": int, "of": list[Team]})\n', "", "Team")
    assert cst.Module(found.new).code == (
        'Team2 = TypedDict("Team2", {"@id": int, "of": list[Team2]})\n'
    )


def test_a_type_that_stands_below_is_quoted() -> None:
    file = "class Team(TypedDict):\n    id: int\n\n\nclass Owner(TypedDict):\n    name: str\n"
    draft = (
        "class Owner(TypedDict):\n    name: str\n\n\n"
        "class Team(TypedDict):\n    id: int\n    owners: list[Owner]\n"
    )
    found = merged(file, draft, "Team", "Team")
    assert '    owners: "list[Owner]"\n' in found.module.code


def test_lazy_annotations_are_not_quoted() -> None:
    file = "from __future__ import annotations\n\n\nclass Team(TypedDict):\n    id: int\n"
    draft = "class Team(TypedDict):\n    id: int\n    parent: NotRequired[Team]\n"
    found = merged(file, draft, "Team", "Team")
    assert found.module.code == f"{file}    parent: NotRequired[Team]\n"


def test_a_drafted_type_may_stand_for_two() -> None:
    file = (
        "class Billing(TypedDict):\n    street: str\n\n\n"
        "class Shipping(TypedDict):\n    street: str\n\n\n"
        "class Order(TypedDict):\n    billing: Billing\n    shipping: Shipping\n"
    )
    draft = (
        "class AddressResponse(TypedDict):\n    street: str\n    city: str\n\n\n"
        "class OrderResponse(TypedDict):\n"
        "    billing: AddressResponse\n    shipping: AddressResponse\n"
    )
    found = merged(file, draft, "Order", "OrderResponse")
    assert found.module.code == file.replace("street: str", "street: str\n    city: str")


def test_two_drafted_types_may_be_one() -> None:
    file = (
        "class Address(TypedDict):\n    street: str\n    city: str\n\n\n"
        "class Order(TypedDict):\n    billing: Address\n    shipping: Address\n"
    )
    draft = (
        "class BillingResponse(TypedDict):\n    street: str\n    vat: str\n\n\n"
        "class ShippingResponse(TypedDict):\n    city: str\n    note: str\n\n\n"
        "class OrderResponse(TypedDict):\n"
        "    billing: BillingResponse\n    shipping: ShippingResponse\n"
    )
    address = merged(file, draft, "Order", "OrderResponse").merged["Address"]
    assert {*address.added} == {"vat", "note"}
    assert address.unseen == ()


def test_arms_of_a_union_are_found_by_their_tags() -> None:
    file = types_of(
        cst.parse_module(
            "class Said(TypedDict):\n    type: Literal['comment']\n"
            "class Liked(TypedDict):\n    type: Literal['like']\n"
        )
    )
    drafted = types_of(
        cst.parse_module(
            "class LikeItem(TypedDict):\n    type: Literal['like']\n"
            "class CommentItem(TypedDict):\n    type: Literal['comment']\n"
        )
    )
    found = counterparts("list[Said | Liked]", "list[CommentItem | LikeItem]", file, drafted)
    assert found == {"CommentItem": ["Said"], "LikeItem": ["Liked"]}


# ---------------------------------------------------------------- what a view says

SAID = {
    "@extend_schema(responses=Order)\ndef get(self): ...": "Order",
    "@extend_schema(responses={200: Page[Order], 404: X})\ndef get(self): ...": "Page[Order]",
    "@extend_schema(responses={'200': OpenApiResponse(Order)})\ndef get(self): ...": "Order",
    "@utils.extend_schema(responses={200: OpenApiResponse(description='', response=Order)})\n"
    "def get(self): ...": "Order",
    "@extend_schema(responses=inline_sentry_response_serializer('Orders', list[Order]))\n"
    "def get(self): ...": "list[Order]",
    "@extend_schema(responses={201: Order})\ndef get(self): ...": "",
    "@other(responses=Order)\n@extend_schema(tags=['a'])\ndef get(self): ...": "",
    "def get(self) -> Response[Order]: ...": "Order",
    "async def get(self) -> 'Response[Page[Order]]': ...": "Page[Order]",
    "def get(self) -> Response: ...": "",
}


@pytest.mark.parametrize("source", SAID)
def test_the_decorator_or_the_return_annotation_names_the_type(source: str) -> None:
    function = cst.ensure_type(cst.parse_module(source).body[0], cst.FunctionDef)
    assert said_body(function, 200) == SAID[source]


# ---------------------------------------------------------------- base classes

BASES = """\
class Optional(TypedDict, total=False):
    note: str
    id: Required[int]

class Deep(Optional, Generic[T]):
    name: str
"""


@pytest.mark.parametrize(
    ("header", "inherited"),
    [
        ("TypedDict", {}),
        ("typing.TypedDict, Generic[T]", {}),
        ("Optional", {"note": "NotRequired[str]", "id": "Required[int]"}),
        ("Deep[int]", {"note": "NotRequired[str]", "id": "Required[int]", "name": "str"}),
        ("Elsewhere", None),
        ("NamedTuple", None),
        ("", None),
    ],
)
def test_the_attributes_of_base_classes(header: str, inherited: dict[str, str] | None) -> None:
    types = types_of(cst.parse_module(f"{BASES}\nclass Team({header}):\n    x: int\n"))
    assert inherited_attributes(types["Team"], types) == inherited


# ---------------------------------------------------------------- samples


def sample(value: str, drafted: str, written: str = "Order") -> tuple[str, MergedSample]:
    """The value of the sample after the merge of FILE and DRAFT."""
    types = merged(FILE, DRAFT, "Order", "OrderResponse")
    line, shown = (
        cst.parse_module(f'SAMPLE = OpenApiExample("An order", value={text}, response_only=True)\n')
        for text in (value, drafted)
    )
    found: Any = merged_sample(
        cst.ensure_type(line.body[0], cst.SimpleStatementLine),
        cst.ensure_type(shown.body[0], cst.SimpleStatementLine),
        written,
        types_of(types.module),
        types.merged,
    )
    code = cst.Module([found.node]).code
    return code.partition("value=")[2].rpartition(", response_only")[0], found


SHOWN = '{"id": 2, "customer": {"email": "a@b.c"}, "items": [{"name": "Lamp", "sku": "s"}]}'
# Of the value in the file, and the result.
SAMPLES = {
    '{"id": 1, "items": [{"name": "Lamp"}]}': (
        '{"id": 1, "items": [{"name": "Lamp", "sku": "s"}], "customer": {"email": "a@b.c"}}'
    ),
    """{
        "id": 1,  # the first
        "items": [],  # none
        # more is to come
    }""": """{
        "id": 1,  # the first
        "items": [],  # none
        # more is to come
        "customer": {"email": "a@b.c"},
    }""",
    """{
        "id": 1,
        "items": []
    }""": """{
        "id": 1,
        "items": [],
        "customer": {"email": "a@b.c"}
    }""",
    "{}": '{"customer": {"email": "a@b.c"}}',
}


@pytest.mark.parametrize("value", SAMPLES)
def test_a_sample_gets_new_required_attributes(value: str) -> None:
    assert sample(value, SHOWN)[0] == SAMPLES[value]
    assert sample(SAMPLES[value], SHOWN)[0] == SAMPLES[value]


@pytest.mark.parametrize(
    ("value", "unplaced"),
    [
        ("ORDER", ("customer",)),
        ("{**ORDER, 'id': 1}", ("customer",)),
        ('{"id": 1, "customer": {}, "items": [lamp()]}', ("items[].sku",)),
        ("None", ()),
        ('{"unknown": 1}', ()),
    ],
)
def test_a_value_that_is_no_literal_stays(value: str, unplaced: tuple[str, ...]) -> None:
    written, found = sample(value, SHOWN)
    assert written == value
    assert (found.added, found.unplaced) == ((), unplaced)


@pytest.mark.parametrize("written", ["Page[Order]", "list[Order]"])
def test_a_sample_of_one_element_is_merged(written: str) -> None:
    found = sample('{"id": 1, "items": []}', SHOWN, written)[0]
    assert found == '{"id": 1, "items": [], "customer": {"email": "a@b.c"}}'


def test_a_sample_of_a_page_is_merged() -> None:
    page = '{"count": 1, "results": [%s]}'
    found = sample(page % '{"id": 1, "items": []}', page % SHOWN, "Page[Order]")[0]
    assert found == page % '{"id": 1, "items": [], "customer": {"email": "a@b.c"}}'


def test_a_sample_of_a_mapping_is_merged() -> None:
    by_key = '{"a": %s}'
    found = sample(by_key % '{"id": 1, "items": []}', by_key % SHOWN, "dict[str, Order]")[0]
    assert found == by_key % '{"id": 1, "items": [], "customer": {"email": "a@b.c"}}'
