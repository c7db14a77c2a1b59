"""Names that a module cannot see at run time, and names of functions and classes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar

import pytest

from drf_typed_responses.exceptions import UnresolvableNameError, UnsupportedTypeError
from drf_typed_responses.translate import Translator, declarations, schema_components
from drf_typed_responses.translate.scopes import Scope

from . import circular_a, circular_b
from .table import INTEGER, NUMBER, STRING, arms, obj, or_null, ref


def test_names_under_type_checking_in_modules_that_import_each_other() -> None:
    assert schema_components([circular_a.Pet])[1] == {
        "Owner": obj(pets={"type": "array", "items": ref("Pet")}),
        "Pet": obj(
            owner=or_null("Owner", pets={"type": "array", "items": ref("Pet")}),
            other=ref("Owner"),
            born={"type": "string", "format": "date"},
            weight=NUMBER,
            names={"type": "array", "items": STRING},
        ),
    }


def test_resolving_leaves_the_modules_as_they_were() -> None:
    before = dict(vars(circular_a)), dict(vars(circular_b))
    schema_components([circular_a.Pet])
    assert (dict(vars(circular_a)), dict(vars(circular_b))) == before


def error(hint: Any) -> UnresolvableNameError:
    with pytest.raises(UnresolvableNameError) as caught:
        schema_components([hint])
    return caught.value


def test_unresolvable_name_says_name_module_place_and_where_it_looked() -> None:
    found = error(circular_a.Unknown)
    assert found.path == "Unknown.value"
    assert "'Nowhere'" in found.message
    assert circular_a.__name__ in found.message
    assert "`if TYPE_CHECKING:`" in found.message
    lines = Path(circular_a.__file__).read_text().splitlines()
    assert (found.file, found.line) == (
        circular_a.__file__,
        1 + lines.index("    value: list[Nowhere]"),
    )
    assert "Nowhere" in found.hint


def test_name_whose_import_fails() -> None:
    assert "No module named 'missing_package'" in error(circular_a.Broken).message


def test_name_that_the_imported_module_does_not_have() -> None:
    assert "importing it failed" in error(circular_a.Absent).message


TupleText: TypeAlias = "tuple[str, TupleText | None]"
ListText: TypeAlias = "list[Leaf] | None"


class Leaf(TypedDict):
    size: int


class Texts(TypedDict):
    """Unions of texts, which type checkers understand, and Python does not evaluate."""

    first: "Leaf" | None  # type: ignore[operator,unused-ignore]
    inside: list[Leaf | "Texts"]  # type: ignore[operator,unused-ignore]
    alias: TupleText | None  # type: ignore[operator,unused-ignore]
    other_alias: int | ListText  # type: ignore[operator,unused-ignore]
    quoted: list["TupleText | None"]


def test_a_text_in_a_union() -> None:
    components = schema_components([Texts], version="3.1")[1]
    null = {"type": "null"}
    pair = arms(ref("TupleText"), null)
    leaves = {"type": "array", "items": ref("Leaf")}
    assert components == {
        "Leaf": obj(size=INTEGER),
        "TupleText": {
            "type": "array",
            "prefixItems": [STRING, pair],
            "minItems": 2,
            "maxItems": 2,
        },
        "Texts": obj(
            first=arms(ref("Leaf"), null),
            inside={"type": "array", "items": arms(ref("Leaf"), ref("Texts"))},
            alias=pair,
            other_alias=arms(INTEGER, leaves, null),
            quoted={"type": "array", "items": pair},
        )
        | {"description": Texts.__doc__},
    }


def test_class_local_to_a_function_names_itself() -> None:
    class Local(TypedDict):
        parent: Local | None

    assert schema_components([Local])[1] == {
        "Local": obj(parent=or_null("Local", parent=ref("Local")))
    }


class Item(TypedDict):
    """Not the local one of the tests below."""

    wrong: bool


def test_class_local_to_a_function_names_another_local_class() -> None:
    class Local(TypedDict):
        item: Item
        later: list[Later]

    class Item(TypedDict):
        id: int

    class Later(TypedDict):
        local: Local | None

    assert schema_components([Local])[1] == {
        "Local": obj(item=ref("Item"), later={"type": "array", "items": ref("Later")}),
        "Item": obj(id=INTEGER),
        "Later": obj(
            local=or_null("Local", item=ref("Item"), later={"type": "array", "items": ref("Later")})
        ),
    }


def test_return_annotation_of_a_local_serializer_names_a_local_class() -> None:
    class Local(TypedDict):
        id: int

    class LocalSerializer:
        def serialize(self) -> Local: ...

    hint, scope = declarations.return_annotation(LocalSerializer().serialize) or (None, None)
    assert Translator().schema(hint, scope) == ref("Local")


def test_local_class_extends_a_local_generic() -> None:
    class Local(TypedDict, Generic[T]):
        value: T

    class Bound(Local[int]):
        """A bound one."""

    assert schema_components([Bound])[1]["Bound"]["properties"] == {"value": INTEGER}


def returned() -> Any:
    class Local(TypedDict):
        item: Item

    class Item(TypedDict):
        id: int

    return Local


def test_local_class_of_a_function_that_has_returned() -> None:
    """Neither a global of that name nor the class of another call is used."""
    lost = returned()
    assert lost is not returned()
    found = error(lost)
    assert found.path == "Local.item"
    assert "'Item'" in found.message
    assert "local to the function returned, which has returned" in found.message
    assert found.hint.startswith("Declare Item at the top level of the module")
    assert found.line is not None


def test_another_call_of_the_same_function_has_other_classes() -> None:
    def call(lost: Any = None) -> Any:
        class Local(TypedDict):
            other: Other

        class Other(TypedDict):
            id: int

        return error(lost) if lost else Local

    assert "local to the function" in call(call()).message


def test_return_annotation_sees_the_closure() -> None:
    class Inner(TypedDict):
        id: int

    def outer() -> Any:
        def function() -> list[Inner]:
            return [Inner(id=1)]

        return function

    hint, scope = declarations.return_annotation(outer()) or (None, None)
    translator = Translator()
    assert translator.schema(hint, scope) == {"type": "array", "items": ref("Inner")}


def test_return_annotation_of_a_method_is_found_behind_the_binding() -> None:
    assert declarations.return_annotation(circular_a.pets) is not None
    assert declarations.return_annotation(len) is None
    assert declarations.return_annotation(lambda: 1) is None


T = TypeVar("T")


class Base(TypedDict, Generic[T]):
    """The argument of a generic is looked up in another module than its fields."""

    value: list[T]


class Child(Base["circular_a.Pet"]):
    pass


class Grandchild(Child):
    extra: int


def test_binding_goes_through_bases_that_are_not_generic() -> None:
    assert schema_components([Grandchild])[1]["Grandchild"] == obj(
        value={"type": "array", "items": ref("Pet")}, extra=INTEGER
    )


def test_generic_argument_as_text_is_the_same_component() -> None:
    translator = Translator()
    scope = Scope(__name__)
    assert translator.schema(Base["circular_a.Pet"], scope) == translator.schema(
        Base[circular_a.Pet], scope
    )
    assert [c.name for c in translator.components if c.name.startswith("Base")] == ["BasePet"]


needs_312 = pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 syntax")


@needs_312
def test_pep_695_syntax(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pep695.py").write_text(
        "from typing import TYPE_CHECKING, Literal, TypedDict\n"
        "if TYPE_CHECKING:\n"
        "    from decimal import Decimal\n"
        "type Json = int | list[Json] | dict[str, Json]\n"
        "type Pair[X] = tuple[X, X]\n"
        "type Price = Decimal | None\n"
        "class Page[X](TypedDict):\n"
        "    data: list[X]\n"
        "    pair: Pair[X]\n"
        "    json: Json\n"
        "    price: Price\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import pep695  # type: ignore[import-not-found]

    assert schema_components([pep695.Page[int]])[1] == {
        "Json": arms(
            INTEGER,
            {"type": "array", "items": ref("Json")},
            {"type": "object", "additionalProperties": ref("Json")},
        ),
        "PageInt": obj(
            data={"type": "array", "items": INTEGER},
            pair=ref("PairInt"),
            json=ref("Json"),
            price=ref("Price"),
        ),
        "PairInt": {"type": "array", "items": INTEGER, "minItems": 2, "maxItems": 2},
        "Price": {"type": "number", "nullable": True},
    }


def test_base_of_the_same_name(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base_name.py").write_text(
        "from typing import TypedDict\nclass Item(TypedDict):\n    id: int\n"
    )
    (tmp_path / "same_name.py").write_text(
        "from base_name import Item\nclass Item(Item):\n    name: str\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import same_name  # type: ignore[import-not-found]

    if sys.version_info < (3, 12):
        with pytest.raises(UnsupportedTypeError, match="the base of Item has the same name"):
            schema_components([same_name.Item])
    else:
        assert schema_components([same_name.Item])[1] == {"Item": obj(id=INTEGER, name=STRING)}


needs_314 = pytest.mark.skipif(sys.version_info < (3, 14), reason="PEP 649 annotations")


@needs_314
def test_pep_649_annotations(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pep649.py").write_text(
        "from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict\n"
        "if TYPE_CHECKING:\n"
        "    from decimal import Decimal\n"
        "class Node(TypedDict):\n"
        "    price: Decimal | None\n"
        "    prices: NotRequired[list[Decimal]]\n"
        "    parent: Node | None\n"
        "    later: Later\n"
        "class Child(Node):\n"
        "    own: Later\n"
        "class Later(TypedDict):\n"
        "    point: Point\n"
        "class Point(NamedTuple):\n"
        "    x: Decimal\n"
        "def function():\n"
        "    class Local(TypedDict):\n"
        "        other: Other\n"
        "    class Other(TypedDict):\n"
        "        id: int\n"
        "    return Local\n"
        "def children() -> list[Decimal]: ...\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import pep649  # type: ignore[import-not-found]

    price = {"type": "number", "nullable": True}
    prices = {"type": "array", "items": NUMBER}
    required = ["price", "parent", "later"]
    copy = obj(required, price=price, prices=prices, parent=ref("Node"), later=ref("Later"))
    parent = {
        "type": "object",
        "nullable": True,
        "anyOf": [ref("Node"), {**copy, "nullable": True}],
    }
    node = {"price": price, "prices": prices, "parent": parent}
    _, components = schema_components([pep649.Child, pep649.Node, pep649.function()])
    assert components == {
        "Node": obj(required, **node, later=ref("Later")),
        "Child": obj([*required, "own"], **node, later=ref("Later"), own=ref("Later")),
        "Later": obj(point=ref("Point")),
        "Point": {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 1},
        "Local": obj(other=ref("Other")),
        "Other": obj(id=INTEGER),
    }
    hint, scope = declarations.return_annotation(pep649.children) or (None, None)
    assert Translator().schema(hint, scope) == prices
