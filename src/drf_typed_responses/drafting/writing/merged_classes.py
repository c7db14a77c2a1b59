"""Merges a drafted TypedDict into the one that stands in a file.

What a person edited stays: annotations, docstrings, comments, order and bases. New attributes are
added; all else is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

import libcst as cst

from ..python_source import is_attribute_name
from .annotation_shapes import Read, read, shown_beyond
from .source_files import block_of, code_of

# A class, or the assignment of a TypedDict in the functional syntax.
TypeStatement: TypeAlias = cst.ClassDef | cst.SimpleStatementLine

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_PLACEHOLDERS: Final = ("pass", "...")


class Difference(NamedTuple):
    """An attribute that a file and a draft annotate differently, with both annotations.

    `beyond` has what responses show and the annotation of the file does not admit, such as "None".
    """

    attribute: str
    existing: str
    drafted: str
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedClass:
    """A class of a file with the attributes of a draft.

    `added` are the attributes that were put in; `unseen` those that no response shows any more;
    `differing` those whose annotations differ; `unplaced` those that could not be put in, because
    the statement is no class, or a base class that the file does not have may declare them.
    """

    node: TypeStatement
    added: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    differing: tuple[Difference, ...] = ()
    unplaced: tuple[str, ...] = ()


def merged_class(
    existing: TypeStatement,
    drafted: TypeStatement,
    inherited: Mapping[str, str] | None = NOTHING,
) -> MergedClass:
    """The type of a file with the new attributes of a draft; all else in it stays byte for byte.

    `inherited` are the annotations of the attributes that its base classes declare; None if they
    are not known, so that nothing can be added.
    """
    own, shown = attributes_of(existing), attributes_of(drafted)
    known = {**(inherited or {}), **own}
    new = [name for name in shown if name not in known]
    placed = [name for name in new if inherited is not None and _has_place(existing, name)]
    merged = MergedClass(
        existing,
        tuple(placed),
        tuple(name for name in known if name not in shown),
        tuple(_differences(_readings(existing, known, own), _readings(drafted, shown, shown))),
        tuple(name for name in new if name not in placed),
    )
    return replace(merged, node=_with(existing, drafted, placed)) if placed else merged


# ---------------------------------------------------------------- reading


def attributes_of(statement: TypeStatement) -> dict[str, str]:
    """The annotations of the attributes that a type itself declares, as they are written."""
    if isinstance(statement, cst.ClassDef):
        return dict(_annotated(statement))
    return {key: code_of(value) for key, value in _functional_attributes(statement)}


def name_of(statement: cst.CSTNode) -> str | None:
    """The name of a type; None for a statement that is neither a class nor a functional type."""
    if isinstance(statement, cst.ClassDef):
        return statement.name.value
    if isinstance(statement, cst.SimpleStatementLine):
        assigned = next(_functional(statement), None)
        return assigned and assigned[0]
    return None


def is_total(statement: TypeStatement) -> bool:
    """Whether attributes without a mark are required."""
    if isinstance(statement, cst.ClassDef):
        keywords: Sequence[cst.Arg] = statement.keywords
    else:
        keywords = next((call.args for _, call in _functional(statement)), ())
    totals = [arg.value for arg in keywords if arg.keyword and arg.keyword.value == "total"]
    return not any(code_of(value) == "False" for value in totals)


def _annotated(cls: cst.ClassDef) -> Iterator[tuple[str, str]]:
    for statement in cls.body.body:
        for name, annotation in _declarations(statement):
            yield name, code_of(annotation)


def _declarations(statement: cst.CSTNode) -> Iterator[tuple[str, cst.BaseExpression]]:
    """The attributes that a statement in the body of a class declares."""
    parts = statement.body if isinstance(statement, cst.SimpleStatementLine) else [statement]
    for part in parts:
        if isinstance(part, cst.AnnAssign) and isinstance(part.target, cst.Name):
            yield part.target.value, part.annotation.annotation


def _functional(line: cst.SimpleStatementLine) -> Iterator[tuple[str, cst.Call]]:
    """The name and the call of `X = TypedDict("X", {...})`."""
    for part in line.body:
        if (
            isinstance(part, cst.Assign)
            and isinstance(part.value, cst.Call)
            and code_of(part.value.func).rpartition(".")[2] == "TypedDict"
        ):
            yield code_of(part.targets[0].target), part.value


def _functional_attributes(line: cst.SimpleStatementLine) -> Iterator[tuple[str, cst.CSTNode]]:
    for _, call in _functional(line):
        for arg in call.args:
            for each in arg.value.elements if isinstance(arg.value, cst.Dict) else ():
                if isinstance(each, cst.DictElement) and isinstance(each.key, cst.SimpleString):
                    yield str(each.key.evaluated_value), each.value


# ---------------------------------------------------------------- comparing


_Readings: TypeAlias = Mapping[str, tuple[str, Read]]


def _readings(
    statement: TypeStatement, annotations: Mapping[str, str], own: Mapping[str, str]
) -> _Readings:
    """The annotations with their readings; those of base classes carry their own marks."""
    total = is_total(statement)
    return {
        name: (text, read(text, total or name not in own)) for name, text in annotations.items()
    }


def _differences(existing: _Readings, drafted: _Readings) -> Iterator[Difference]:
    for name, (text, shown) in drafted.items():
        if name in existing and existing[name][1] != shown:
            written, known = existing[name]
            yield Difference(name, written, text, shown_beyond(known, shown))


# ---------------------------------------------------------------- adding


def _has_place(existing: TypeStatement, name: str) -> bool:
    """Whether an attribute can be written into the statement of a type."""
    return is_attribute_name(name) and isinstance(existing, cst.ClassDef)


def _with(existing: TypeStatement, drafted: TypeStatement, names: list[str]) -> cst.ClassDef:
    assert isinstance(existing, cst.ClassDef)
    block = block_of(existing.body)
    statements = list(block.body)
    shown = _readings(drafted, annotations := attributes_of(drafted), annotations)
    order = list(annotations)
    for name in names:
        text, reading = shown[name]
        line = _line(name, _marked(text, reading, is_total(existing)))
        _insert(statements, line, order[: order.index(name)])
    return existing.with_changes(body=block.with_changes(body=statements))


def _marked(text: str, reading: Read, total: bool) -> str:
    """An annotation that is as required in a class with this `total` as it is in the draft."""
    return text if total or not reading.required else f"Required[{text}]"


def _line(name: str, annotation: str) -> cst.SimpleStatementLine:
    line = cst.parse_statement(f"{name}: {annotation}")
    assert isinstance(line, cst.SimpleStatementLine)
    return line


_Statements: TypeAlias = list[cst.BaseStatement]


def _insert(statements: _Statements, line: cst.SimpleStatementLine, before: list[str]) -> None:
    """Put a line behind the attribute that the draft has before it, or else at the end."""
    last = statements[-1]
    if isinstance(last, cst.SimpleStatementLine) and code_of(last.body[0]) in _PLACEHOLDERS:
        kept = last.leading_lines, last.trailing_whitespace
        statements[-1] = line.with_changes(leading_lines=kept[0], trailing_whitespace=kept[1])
    else:
        statements.insert(_position(statements, before), line)


def _position(statements: _Statements, before: list[str]) -> int:
    for index, statement in enumerate(statements):
        if before and before[-1] in dict(_declarations(statement)):
            is_described = any(map(_is_docstring, statements[index + 1 : index + 2]))
            return index + 1 + is_described
    return len(statements)


def _is_docstring(statement: cst.BaseStatement) -> bool:
    first = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    text = cst.SimpleString | cst.ConcatenatedString
    return isinstance(first, cst.Expr) and isinstance(first.value, text)
