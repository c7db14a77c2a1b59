"""Writes Python source: TypedDicts, literals, and the imports of the names in them."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import Final

from ..openapi.types import JSON
from .envelopes import Tagged, page_type, tagged
from .key_kinds import Place
from .observations import Observed
from .operation_names import singular
from .shared_types import NOTHING_SHARED, SharedTypes

_MODULES: Final = {
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "typing": ("Any", "Literal", "NotRequired", "TypedDict"),
    "uuid": ("UUID",),
    "drf_spectacular.utils": ("OpenApiExample", "extend_schema", "inline_serializer"),
    "rest_framework": ("serializers",),
    "drf_typed_responses.parameters": ("path_parameter",),
}


# A draft names them only in its types.
_NAMED: Final = frozenset(
    {"Any", "CursorPage", "Decimal", "date", "datetime", "Literal", "Page", "time", "timedelta"}
)


def imports_of(names: Collection[str], source: str) -> Iterator[str]:
    """The imports of `names`, which the types use, and of the names in `source`."""
    words = source_words(source)
    constants = sorted(word for word in words if word.startswith("RESPONSE_"))
    responses = (*constants, "CursorPage", "Page")
    used = {*names} | (words - _NAMED)
    for module, offered in {**_MODULES, "drf_typed_responses.responses": responses}.items():
        found = [name for name in offered if name in used]
        if module == "drf_spectacular.utils":
            yield ""
        if found:
            yield f"from {module} import {', '.join(found)}"


def source_words(source: str) -> set[str]:
    """The words of drafted source, without those in its texts, which have double quotes."""
    return {*re.findall(r"\w+", re.sub(r'"(?:[^"\\]|\\.)*"', "", source))}


def module_of(name: str) -> str | None:
    """The module that a drafted name is imported from; None for a name that a draft makes."""
    if name.startswith("RESPONSE_") or name in ("CursorPage", "Page"):
        return "drf_typed_responses.responses"
    modules = {"typing": (*_MODULES["typing"], "Required")}
    found = (module for module, names in {**_MODULES, **modules}.items() if name in names)
    return next(found, None)


def literal(value: JSON, depth: int) -> str:
    """A JSON value as Python source, one entry in each line, indented by `depth` levels."""
    inner, outer = "    " * (depth + 1), "    " * depth
    if isinstance(value, dict) and value:
        lines = [
            f"{inner}{literal(key, 0)}: {literal(part, depth + 1)}," for key, part in value.items()
        ]
        return "\n".join(["{", *lines, f"{outer}}}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{literal(part, depth + 1)}," for part in value]
        return "\n".join(["[", *lines, f"{outer}]"])
    if isinstance(value, str) and value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


class TypedDictWriter:
    """Turns observed values into annotations, and collects the TypedDicts in them.

    `known` are the attributes of the document's components, each with whether it is required. A
    component is reused for observed objects with its name and attributes. `words` are those of the
    project's code, which may be the members of a Literal; `shared` are the types of other drafts. A
    name that another type has begins with one of `owners`, or gets a number.

    Afterwards `classes` has the bodies of the classes by name, inner classes first; `names` are the
    names to import, `reused` the components that were used, `attributes` the keys of the classes,
    and `choices` the members of Literals.
    """

    def __init__(
        self,
        known: Mapping[str, Mapping[str, bool]] = MappingProxyType({}),
        words: Collection[str] = frozenset(),
        shared: SharedTypes = NOTHING_SHARED,
        owners: Sequence[str] = (),
    ) -> None:
        self.words = words
        self.classes: dict[str, str] = {}
        self.names: set[str] = set()
        self.reused: set[str] = set()
        self.attributes: set[str] = set()
        self.choices: set[str] = set()
        self._known = known
        self._shared = shared
        self._owners = owners

    def fresh(self, shared: SharedTypes) -> TypedDictWriter:
        """A writer without classes that knows the same components and words."""
        return TypedDictWriter(self._known, self.words, shared, self._owners)

    def annotation(self, values: Observed, name: str, place: Place = Place()) -> str:  # noqa: B008
        """The annotation of observed values.

        `name` is the name of the class for objects; `place` is where the values were seen.
        """
        arms = [*self._scalars(values, place)]
        if values.objects:
            arms.append(self._object(values, name, place))
        if values.lists:
            arms.append(self._list(values, name, place))
        if values.null:
            arms.append("None")
        return " | ".join(arms) if arms else self._any()

    def _scalars(self, values: Observed, place: Place) -> Iterator[str]:
        if told := values.told:
            self.names.update(told)
            yield from told
            return
        if choices := values.choices(place, self.words):
            yield self._literal(choices)
        elif values.texts:
            self.names.add(values.text_type)
            yield values.text_type
        if "float" in values.scalars:
            self.names.update(values.number_types)
            yield from values.number_types
        elif "int" in values.scalars:
            yield "int"
        if "bool" in values.scalars:
            yield "bool"

    def _literal(self, choices: Iterable[str]) -> str:
        self.names.add("Literal")
        self.choices.update(choices)
        return f"Literal[{', '.join(literal(choice, 0) for choice in choices)}]"

    def _list(self, values: Observed, name: str, place: Place) -> str:
        if values.items is None:
            return f"list[{self._any()}]"
        return f"list[{self.annotation(values.items, _item_name(name), place)}]"

    def _any(self) -> str:
        self.names.add("Any")
        return "Any"

    def _object(self, values: Observed, name: str, place: Place) -> str:
        name = values.class_name or name
        if values.is_mapping(place):
            return self._mapping(values, name, place)
        if not values.fields:
            return f"dict[str, {self._any()}]"
        self.attributes.update(values.fields)
        if page := page_type(values):
            self.names.add(page)
            items = values.fields["results"].items or Observed()
            return f"{page}[{self.annotation(items, _item_name(name), place)}]"
        if self._is_known(name, values):
            self.reused.add(name)
            return name
        values = self._shared.observed(name, values)
        if union := tagged(values, place, self.words):
            return self._union(union, name, place)
        return self._class(name, self._fields(values, name, place))

    def _mapping(self, values: Observed, name: str, place: Place) -> str:
        merged = Observed()
        for part in values.fields.values():
            merged.merge(part)
        return f"dict[str, {self.annotation(merged, _item_name(name), place)}]"

    def _union(self, union: Tagged, name: str, place: Place) -> str:
        arms = []
        for tag, values in union.groups.items():
            arms.append(self._arm(union.key, tag, values, name, place))
        return " | ".join(arms)

    def _arm(self, key: str, tag: str, values: Observed, name: str, place: Place) -> str:
        prefix = _capitalized(tag)
        literal_of_tag = self._literal([tag])
        if self._is_known(f"{prefix}{name}", values):
            self.reused.add(f"{prefix}{name}")
            return f"{prefix}{name}"
        values = self._shared.observed(f"{prefix}{name}", values)
        fields = self._fields(values, name, place, prefix)
        return self._class(f"{prefix}{name}", {**fields, key: literal_of_tag})

    def _fields(
        self, values: Observed, owner: str, place: Place, prefix: str = ""
    ) -> dict[str, str]:
        """The annotations of the members of objects; `prefix` is for the names of their classes."""
        found = {}
        for key, part in values.fields.items():
            name = f"{prefix}{class_name(key, owner)}"
            written = self.annotation(part, name, place.below(key, values.fields))
            if not values.is_required(key):
                self.names.add("NotRequired")
                written = f"NotRequired[{written}]"
            found[key] = written
        return found

    def _is_known(self, name: str, values: Observed) -> bool:
        return name in self._shared.reachable(self._known) and self.fits(
            name, values.fields, filter(values.is_required, values.fields)
        )

    def fits(self, name: str, keys: Iterable[str], required: Iterable[str]) -> bool:
        """Whether objects with these keys, of which some are required, fit a known component."""
        attributes = self._known[name]
        needed = {attribute for attribute, is_required in attributes.items() if is_required}
        return set(keys) <= set(attributes) and needed <= set(required)

    def _class(self, name: str, fields: Mapping[str, str]) -> str:
        """The name of a class with these fields, which is added if it does not exist."""
        self.names.add("TypedDict")
        body = _body(fields)
        same = next((known for known, text in self.classes.items() if text == body), None)
        if same is not None:
            return same
        free = next(each for each in self._names_for(name) if self._is_free(each, body))
        if free not in self._shared.classes:
            self.classes[free] = body
        return free

    def _names_for(self, name: str) -> Iterator[str]:
        """The names that a class may have, the best first."""
        yield name
        yield from (f"{owner}{name}" for owner in self._owners if not name.startswith(owner))
        yield from (f"{name}{number}" for number in count(2))

    def _is_free(self, name: str, body: str) -> bool:
        """Whether a class may have a name; a class of another draft with this body is the same."""
        if name in self.classes or name in self._known or name in self._shared.taken:
            return False
        return self._shared.classes.get(name, body) == body

    def source(self) -> str:
        """The source of the classes, each below the classes that it names."""
        return "\n\n\n".join(
            f'{name} = TypedDict(\n    "{name}",\n{body})'
            if body.startswith("    {")
            else f"class {name}(TypedDict):\n{body}"
            for name, body in self.classes.items()
        )


def _body(fields: Mapping[str, str]) -> str:
    """The body of a class, or of the functional syntax if a key is not a valid name."""
    if all(map(is_attribute_name, fields)):
        return "\n".join(f"    {key}: {written}" for key, written in fields.items())
    inner = "".join(f"        {literal(key, 0)}: {written},\n" for key, written in fields.items())
    return f"    {{\n{inner}    }},\n"


def is_attribute_name(key: str) -> bool:
    """Whether a key can be written in a class body, where `__this` would become `_Team__this`."""
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")


def class_name(key: str, owner: str) -> str:
    """The name of the type of objects at a key of the type `owner`."""
    name = _capitalized(key)
    # The name of a class is not empty and begins with a letter; a key such as `2fa` does not.
    above = "" if name[:1].isalpha() else owner.removesuffix("Response")
    return f"{above}{name}Response"


def _capitalized(key: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key))
    return "".join(word[:1].upper() + word[1:] for word in words)


def _item_name(name: str) -> str:
    return f"{singular(name.removesuffix('Response'))}Response"
