"""One set of values whatever the dialect, the spelling of null, and the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, get_type_hints

import pytest
from typing_extensions import TypeAliasType

from clients.nulls import NULLABLE, VALUES, Avatar, Cat, Colour, Dog, Holder
from drf_typed_responses.compat import compare
from drf_typed_responses.compat.documents.read_document import ReadDocument
from drf_typed_responses.compat.sets.schema_reader import SchemaReader
from drf_typed_responses.openapi.nulls import is_plain_null, plain
from drf_typed_responses.openapi.pointers import target_or_none
from drf_typed_responses.publish.dereference import dereferenced
from drf_typed_responses.translate import Translator
from drf_typed_responses.translate.settlement import settle
from drf_typed_responses.validation import Validator
from laws.documents import document
from laws.validators import Schemas

# Names of types that have null already; null inside of values.
MaybePet = TypeAliasType("MaybePet", Cat | Dog | None)
MaybeFace = TypeAliasType("MaybeFace", Avatar | None)
MaybeColour = TypeAliasType("MaybeColour", Colour | None)
MORE = {
    "pet": (MaybePet, {"kind": "dog", "bark": "w"}, {"kind": "bird"}),
    "pets in a list": (list[MaybePet] | None, [{"kind": "cat", "meow": "m"}, None], [1]),
    "face": (MaybeFace, {"url": "x"}, "x"),
    "face or text": (MaybeFace | str, "x", 1),
    "faces by key": (dict[str, list[MaybeFace] | None] | None, {"a": [None]}, {"a": 1}),
    "shade": (MaybeColour, "red", "green"),
    "numbers or text": (list[int] | str | None, [1], {"a": 1}),
}
HINTS = {**get_type_hints(Holder), **{name: hint for name, (hint, *_) in MORE.items()}}
PAIRS = {**VALUES, **{name: pair for name, (_, *pair) in MORE.items()}}
PLAIN = "3.0", "plain"
SPELLINGS = [("3.0", "exact"), PLAIN, ("3.1", "exact"), ("3.1", "plain")]
# The values of every attribute, right and wrong, beside null in each place.
POOL = [None, [None], {"a": None}, *(value for pair in PAIRS.values() for value in pair)]
TEXTS = [json.dumps(value) for value in POOL]
names = pytest.mark.parametrize("name", PAIRS)
spellings = pytest.mark.parametrize(("version", "nulls"), SPELLINGS)


def spelled(name: str, version: str, nulls: str) -> Schemas:
    translator = Translator(version=version, nulls=nulls)
    root = translator.schema(HINTS[name])
    settle(translator.components)
    return Schemas(version, *json.loads(json.dumps([[root], translator.components.schemas()])))


def meant(name: str) -> list[bool]:
    """The values that the schema of 3.1 admits by the letter."""
    schemas = spelled(name, "3.1", "exact")
    return [schemas.accepts(0, value) for value in POOL]


@names
def test_the_schema_of_3_1_admits_what_the_type_does(name: str) -> None:
    right, wrong = map(json.dumps, PAIRS[name])
    admitted = {text for text, fits in zip(TEXTS, meant(name), strict=True) if fits}
    assert right in admitted
    assert wrong not in admitted
    assert ("null" in admitted) == (name in NULLABLE or name in MORE)


@names
@spellings
def test_every_reader_reads_that_set(name: str, version: str, nulls: str) -> None:
    """By the comparison, by the conversion to JSON Schema and, unless plain, by the letter."""
    schemas = spelled(name, version, nulls)
    (root,), whole = schemas.roots, document(schemas)
    read = ReadDocument(whole, "it")
    readers = [
        partial(SchemaReader(read).members.admits, read.schema(root)),
        partial(Validator(whole, fast=True).is_valid, root),
        partial(Validator(whole, fast=False).is_valid, root),
    ]
    if (version, nulls) != PLAIN:
        readers.append(partial(schemas.accepts, 0))
    expected = meant(name)
    assert [[reads(value) for value in POOL] for reads in readers] == [expected] * len(readers)


@names
@pytest.mark.parametrize("change", [dict, dereferenced], ids=["as built", "expanded"])
def test_the_comparison_finds_no_change_between_spellings(
    name: str, change: Callable[[Any], Any]
) -> None:
    documents = [change(document(spelled(name, *spelling))) for spelling in SPELLINGS]
    found = [compare(one, other) for one in documents for other in documents]
    assert found == [[]] * len(found)


Row = TypeAliasType("Row", tuple[int, Avatar | None])
Table = TypeAliasType("Table", dict[str, list[Avatar | None] | None])


@pytest.mark.parametrize(
    "hint", [Avatar | None, Row | None, Table | None, Cat | Dog | None, Holder | None], ids=str
)
def test_the_exact_spelling_is_read_as_the_plain_one(hint: object) -> None:
    translator = Translator(version="3.0", nulls="exact")
    schema = translator.schema(hint)
    settle(translator.components)
    whole = document(Schemas("3.0", [schema], translator.components.schemas()))
    (body,) = whole["paths"]["/"]["get"]["responses"]["200"]["content"].values()
    assert is_plain_null(plain(body["schema"], partial(target_or_none, whole)))
