"""Finds the types of a file that stand for drafted ones, also where a person has renamed them.

The decorator or the return annotation names the type of the body. From there each attribute leads
to the next type: `items: list[LineItem]` in the file stands for a drafted `items: list[Item]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import libcst as cst

from .annotation_shapes import Arm, Shape, is_class_name, read, shape_of
from .merged_classes import TypeStatement, attributes_of, is_total, name_of
from .source_files import code_of

Types: TypeAlias = Mapping[str, TypeStatement]


def types_of(module: cst.Module) -> dict[str, TypeStatement]:
    """The classes and functional TypedDicts at the top of a module, by name."""
    found = ((name_of(statement), statement) for statement in module.body)
    return {
        name: statement
        for name, statement in found
        if name and isinstance(statement, (cst.ClassDef, cst.SimpleStatementLine))
    }


def counterparts(written: str, body: str, file: Types, drafted: Types) -> dict[str, list[str]]:
    """The names in the file by those in the draft; a drafted type may stand for several.

    `written` is the annotation of the body in the file, or "" if there is none, `body` that of the
    draft. A drafted type to which neither leads stands for the type of the same name, if responses
    show all attributes that the type in the file requires.
    """
    found: dict[str, list[str]] = {}
    left = [(shape_of(written), shape_of(body))] if written and body else []
    while left:
        for ours, theirs in _pairs(*left.pop(), file, drafted):
            if theirs not in found.setdefault(ours, []):
                found[ours].append(theirs)
                left += _attributes(file[theirs], drafted[ours])
    by_name = [name for name in drafted if name in file and name not in found]
    return found | {name: [name] for name in by_name if _fits(file[name], drafted[name])}


def _attributes(existing: TypeStatement, drafted: TypeStatement) -> list[tuple[Shape, Shape]]:
    own, shown = attributes_of(existing), attributes_of(drafted)
    return [(shape_of(own[name]), shape_of(shown[name])) for name in shown if name in own]


def _fits(existing: TypeStatement, drafted: TypeStatement) -> bool:
    total, shown = is_total(existing), attributes_of(drafted)
    own = attributes_of(existing)
    return bool(own) and all(
        name in shown for name, text in own.items() if read(text, total).required
    )


def _pairs(
    existing: Shape, drafted: Shape, file: Types, drafts: Types
) -> Iterator[tuple[str, str]]:
    """The drafted names in a shape with the names of the file that stand for them."""
    theirs, ours = _names(existing, file), _names(drafted, drafts)
    for name in ours:
        other = _counterpart(name, theirs, len(ours), file, drafts)
        if other is not None:
            yield name, other
    for arm in drafted:
        for other_arm in existing:
            if arm.name == other_arm.name:
                for inner in zip(other_arm.args, arm.args, strict=False):
                    yield from _pairs(*inner, file, drafts)


def _names(shape: Shape, types: Types) -> list[str]:
    return sorted(arm.name for arm in shape if is_class_name(arm) and arm.name in types)


def _counterpart(
    name: str, theirs: list[str], drafted: int, file: Types, drafts: Types
) -> str | None:
    if name in theirs:
        return name
    if len(theirs) == drafted == 1:
        return theirs[0]
    # The arms of a tagged union: a `Literal` of each tells which is which.
    tags = _tags(drafts[name])
    return next((other for other in theirs if tags & _tags(file[other])), None)


def _tags(statement: TypeStatement) -> set[tuple[str, Arm]]:
    return {
        (name, arm)
        for name, text in attributes_of(statement).items()
        for arm in shape_of(text)
        if arm.is_literal
    }


# ---------------------------------------------------------------- what a view says


def said_body(function: cst.FunctionDef, status: int) -> str:
    """The type of a body that a view method's decorator or return annotation names, else ""."""
    for decorator in function.decorators:
        for value in _responses(decorator.decorator):
            for said in _of_status(value, status):
                return code_of(_bare(said))
    for arm in shape_of(code_of(function.returns.annotation)) if function.returns else ():
        if arm.name == "Response" and arm.args:
            return " | ".join(sorted(map(str, arm.args[0])))
    return ""


def _responses(decorator: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    if isinstance(decorator, cst.Call) and code_of(decorator.func).endswith("extend_schema"):
        for arg in decorator.args:
            if arg.keyword and arg.keyword.value == "responses":
                yield arg.value


def _of_status(value: cst.BaseExpression, status: int) -> Iterator[cst.BaseExpression]:
    if not isinstance(value, cst.Dict):
        yield value
        return
    for each in value.elements:
        if isinstance(each, cst.DictElement) and code_of(each.key).strip("\"'") == str(status):
            yield each.value


def _bare(said: cst.BaseExpression) -> cst.BaseExpression:
    """The type in `OpenApiResponse(Team)` or `inline_sentry_response_serializer("Teams", Team)`."""
    if not isinstance(said, cst.Call):
        return said
    named = [arg.value for arg in said.args if arg.keyword and arg.keyword.value in _TYPE_ARGUMENTS]
    given = [arg.value for arg in said.args if arg.keyword is None]
    is_named = bool(given) and isinstance(given[0], cst.SimpleString)
    return next(iter([*named, *given[is_named:]]), said.func)


_TYPE_ARGUMENTS = ("response", "t")
