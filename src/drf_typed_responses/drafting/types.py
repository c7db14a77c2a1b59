"""Writes the TypedDicts of a shape as source."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from .cleaning import telling
from .shapes import Shape


class TypeWriter:
    """Turns shapes into annotations; the classes they need come in `classes`, innermost first.

    `known` are the attributes of the components that the document has, each with whether it is
    required; one with the name and the attributes of a shape is used, and comes in `reused`.
    """

    def __init__(self, known: Mapping[str, Mapping[str, bool]] = MappingProxyType({})) -> None:
        self.classes: dict[str, str] = {}
        self.names: set[str] = set()
        self.reused: set[str] = set()
        self._known = known

    def annotation(self, shape: Shape, name: str, field: str = "") -> str:
        """The annotation that fits a shape; `name` is for a class it may need.

        `field` is the key that tells of the values.
        """
        arms = [*self._scalars(shape, field)]
        if shape.objects:
            arms.append(self._object(shape, name, field))
        if shape.lists:
            arms.append(self._list(shape, name, field))
        if shape.null:
            arms.append("None")
        return " | ".join(arms) if arms else self._any()

    def _scalars(self, shape: Shape, field: str) -> Iterator[str]:
        if choices := shape.choices(field):
            self.names.add("Literal")
            yield f"Literal[{', '.join(_quoted(choice) for choice in choices)}]"
        elif shape.texts:
            self.names.add(shape.text_type)
            yield shape.text_type
        if "float" in shape.scalars:
            yield "float"
        elif "int" in shape.scalars:
            yield "int"
        if "bool" in shape.scalars:
            yield "bool"

    def _list(self, shape: Shape, name: str, field: str) -> str:
        if shape.items is None:
            return f"list[{self._any()}]"
        return f"list[{self.annotation(shape.items, _singular(name), field)}]"

    def _any(self) -> str:
        self.names.add("Any")
        return "Any"

    def _object(self, shape: Shape, name: str, above: str) -> str:
        if shape.is_mapping:
            values = Shape()
            for part in shape.fields.values():
                _merge(values, part)
            return f"dict[str, {self.annotation(values, _singular(name), above)}]"
        if not shape.fields:
            return f"dict[str, {self._any()}]"
        if self._is_known(name, shape):
            self.reused.add(name)
            return name
        lines = [self._field(shape, field, name, above) for field in shape.fields]
        return self._declared(name, lines, shape)

    def _is_known(self, name: str, shape: Shape) -> bool:
        return name in self._known and self.fits(
            name, shape.fields, filter(shape.is_required, shape.fields)
        )

    def fits(self, name: str, keys: Iterable[str], always: Iterable[str]) -> bool:
        """Whether objects with these keys, of which some are always there, are of a component."""
        attributes = self._known[name]
        required = {field for field, is_required in attributes.items() if is_required}
        return set(keys) <= set(attributes) and required <= set(always)

    def _field(self, shape: Shape, field: str, owner: str, above: str) -> tuple[str, str]:
        inner = shape.fields[field]
        written = self.annotation(inner, _class_name(field, owner), telling(field, above))
        if not shape.is_required(field):
            self.names.add("NotRequired")
            written = f"NotRequired[{written}]"
        return field, written

    def _declared(self, name: str, fields: list[tuple[str, str]], shape: Shape) -> str:
        self.names.add("TypedDict")
        body = _body(fields)
        same = next((known for known, text in self.classes.items() if text == body), None)
        if same is not None:
            return same
        free = name
        number = 2
        while free in self.classes or free in self._known:
            free, number = f"{name}{number}", number + 1
        self.classes[free] = body
        return free

    def source(self) -> str:
        """The classes, each after those it names."""
        return "\n\n\n".join(
            f'{name} = TypedDict(\n    "{name}",\n{body})'
            if body.startswith("    {")
            else f"class {name}(TypedDict):\n{body}"
            for name, body in self.classes.items()
        )


def _body(fields: list[tuple[str, str]]) -> str:
    """The body of a class; of a functional TypedDict where a key is no name."""
    if all(_is_name(name) for name, _ in fields):
        return "\n".join(f"    {name}: {written}" for name, written in fields)
    inner = "".join(f"        {_quoted(name)}: {written},\n" for name, written in fields)
    return f"    {{\n{inner}    }},\n"


def _is_name(key: str) -> bool:
    """Whether a key can be written in a class body, where `__this` would become `_Team__this`."""
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _class_name(field: str, owner: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", field))
    name = "".join(word[:1].upper() + word[1:] for word in words)
    # No name of a class is empty or begins with a digit, as a key such as `2fa` does.
    above = "" if name[:1].isalpha() else owner.removesuffix("Response")
    return f"{above}{name}Response"


def singular(word: str) -> str:
    """One of what a word names many of, as far as endings tell."""
    for ending, one in _ENDINGS:
        if re.search(ending, word):
            return re.sub(ending, one, word)
    return word


_ENDINGS = (
    (r"ies$", "y"),
    (r"(ss|x|ch|sh)es$", r"\1"),
    (r"([^aisu])s$", r"\1"),
)


def _singular(name: str) -> str:
    return f"{singular(name.removesuffix('Response'))}Response"


def _merge(into: Shape, other: Shape) -> None:
    into.null = into.null or other.null
    into.scalars |= other.scalars
    into.texts.update(other.texts)
    into.objects += other.objects
    into.seen.update(other.seen)
    into.lists += other.lists
    for name, part in other.fields.items():
        _merge(into.fields.setdefault(name, Shape()), part)
    if other.items is not None:
        into.items = into.items or Shape()
        _merge(into.items, other.items)
