"""Adds the new required attributes of a type to the sample that stands in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import libcst as cst

from .annotation_shapes import Arm, Shape, read, shape_of
from .counterparts import Types
from .merged_classes import MergedClass, attributes_of, is_total
from .source_files import code_of


@dataclass(frozen=True, slots=True)
class MergedSample:
    """The statement of a sample with new attributes.

    `added` are those that were put in, `unplaced` those that could not be, because a value there is
    not written as a literal; both are paths such as "items[].price".
    """

    node: cst.SimpleStatementLine
    added: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def merged_sample(
    existing: cst.SimpleStatementLine,
    drafted: cst.SimpleStatementLine,
    annotation: str,
    types: Types,
    merged: Mapping[str, MergedClass],
) -> MergedSample:
    """`X = OpenApiExample(...)` of a file with the attributes that its types have gained.

    `annotation` is the type of the body in the file, or of one element if drafted so; `types` are
    those of the file after the merge, `merged` what was done to them. Everything else stays.
    """
    filling = _Filling(types, merged)
    value, shown = _value(existing), _value(drafted)
    if value is None or shown is None:
        return MergedSample(existing)
    filled = filling.filled(value, shown, shape_of(annotation), "")
    node = existing if filled is value else existing.deep_replace(value, filled)
    assert isinstance(node, cst.SimpleStatementLine)
    return MergedSample(node, tuple(filling.added), tuple(filling.unplaced))


def _value(line: cst.SimpleStatementLine) -> cst.BaseExpression | None:
    """The value in `X = OpenApiExample("title", value=...)`."""
    for part in line.body:
        call = part.value if isinstance(part, (cst.Assign, cst.AnnAssign)) else None
        for arg in call.args if isinstance(call, cst.Call) else ():
            if arg.keyword is not None and arg.keyword.value == "value":
                return arg.value
    return None


@dataclass(slots=True)
class _Filling:
    types: Types
    merged: Mapping[str, MergedClass]
    added: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)

    def filled(
        self, value: cst.BaseExpression, shown: cst.BaseExpression, shape: Shape, path: str
    ) -> cst.BaseExpression:
        """The value with the attributes that its type has gained."""
        for arm in sorted(shape, key=str):
            value = self._by_arm(value, shown, arm, path)
        return value

    def _by_arm(
        self, value: cst.BaseExpression, shown: cst.BaseExpression, arm: Arm, path: str
    ) -> cst.BaseExpression:
        if arm.name in self.types:
            return self._by_type(value, shown, arm.name, path)
        if not arm.args:
            return value
        inner = arm.args[-1]
        if isinstance(value, cst.List) and isinstance(shown, cst.List) and shown.elements:
            first = shown.elements[0].value
            values = [self.filled(each.value, first, inner, f"{path}[]") for each in value.elements]
            return _with_values(value, values)
        if not isinstance(value, cst.Dict) or not isinstance(shown, cst.Dict):
            return value
        if arm.name == "dict":
            return self._members(value, shown, dict.fromkeys(_keys(shown), inner), path)
        results = frozenset([Arm("list", (inner,))])
        if arm.name in _PAGES and "results" in _keys(value):
            return self._members(value, shown, {"results": results}, path)
        # drf-spectacular puts the list, or the page, around the sample of one element.
        return self.filled(value, shown, inner, path)

    def _by_type(
        self, value: cst.BaseExpression, shown: cst.BaseExpression, name: str, path: str
    ) -> cst.BaseExpression:
        gained = self._gained(name)
        if not isinstance(shown, cst.Dict):
            return value
        if not isinstance(value, cst.Dict) or "**" in _keys(value):
            is_null = isinstance(value, cst.Name) and value.value == "None"
            self.unplaced += [] if is_null else [_at(path, key) for key in gained]
            return value
        annotations = attributes_of(self.types[name])
        if not set(_keys(value)) <= set(annotations):
            return value  # another arm of the union, or what a person has put there
        shapes = {key: shape_of(text) for key, text in annotations.items()}
        value = self._members(value, shown, shapes, path)
        new = [key for key in gained if key in _keys(shown) and key not in _keys(value)]
        self.added += [_at(path, key) for key in new]
        return _with_entries(value, [_entry(shown, key) for key in new])

    def _gained(self, name: str) -> list[str]:
        """The required attributes that were added to a type."""
        merged = self.merged.get(name)
        if merged is None:
            return []
        total, shown = is_total(merged.node), attributes_of(merged.node)
        return [key for key in merged.added if read(shown[key], total).required]

    def _members(
        self, value: cst.Dict, shown: cst.Dict, shapes: Mapping[str, Shape], path: str
    ) -> cst.Dict:
        """The object with its members filled, whose shapes are given."""
        values = []
        for each in value.elements:
            key = _key(each)
            is_shown = key in shapes and key in _keys(shown)
            here = (_entry(shown, key).value, shapes[key], _at(path, key)) if is_shown else None
            values.append(self.filled(each.value, *here) if here else each.value)
        return _with_values(value, values)


_PAGES = ("CursorPage", "Page")


def _at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


# ---------------------------------------------------------------- dictionaries and lists


def _key(element: cst.BaseDictElement) -> str:
    """The key of an entry; "**" for what is unpacked, and the source of any other key."""
    if not isinstance(element, cst.DictElement):
        return "**"
    if isinstance(element.key, cst.SimpleString):
        return str(element.key.evaluated_value)
    return code_of(element.key)


def _keys(value: cst.Dict) -> list[str]:
    return [_key(each) for each in value.elements]


def _entry(value: cst.Dict, key: str) -> cst.DictElement:
    return next(
        each for each in value.elements if isinstance(each, cst.DictElement) and _key(each) == key
    )


_Collection = TypeVar("_Collection", cst.Dict, cst.List)


def _with_values(node: _Collection, values: list[cst.BaseExpression]) -> _Collection:
    """The same node if no value is another one."""
    pairs = list(zip(node.elements, values, strict=True))
    if all(each.value is value for each, value in pairs):
        return node
    return node.with_changes(elements=[each.with_changes(value=value) for each, value in pairs])


def _with_entries(value: cst.Dict, entries: list[cst.DictElement]) -> cst.Dict:
    """The dictionary with entries at its end, spaced as those before them."""
    if not entries:
        return value
    between, end = _between(value), value.rbrace.whitespace_before
    has_comma = bool(value.elements) and _comma(value.elements[-1]) is not None
    # What stands behind the last entry, such as a comment, stays there.
    behind = between
    if isinstance(end, cst.ParenthesizedWhitespace):
        behind = end.with_changes(last_line=getattr(between, "last_line", end.last_line))
        end = end.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    elements = list(value.elements)
    if elements:
        elements[-1] = elements[-1].with_changes(comma=cst.Comma(whitespace_after=behind))
    elements += [each.with_changes(comma=cst.Comma(whitespace_after=between)) for each in entries]
    last = cst.Comma() if has_comma else cst.MaybeSentinel.DEFAULT
    elements[-1] = elements[-1].with_changes(comma=last)
    return value.with_changes(
        elements=elements, rbrace=value.rbrace.with_changes(whitespace_before=end)
    )


def _comma(element: cst.BaseDictElement) -> cst.Comma | None:
    return element.comma if isinstance(element.comma, cst.Comma) else None


def _between(value: cst.Dict) -> cst.BaseParenthesizableWhitespace:
    """The space between two entries, without comments."""
    commas = [comma for each in value.elements[:-1] if (comma := _comma(each))]
    space = commas[-1].whitespace_after if commas else value.lbrace.whitespace_after
    if isinstance(space, cst.ParenthesizedWhitespace):
        return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    return cst.SimpleWhitespace(" ")
