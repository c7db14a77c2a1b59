"""Leaves out malformed hand-written paths and components, each with a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from ...findings import Finding
from ...openapi.objects import ITEM
from ...openapi.types import Keys
from ...openapi.vocabulary import COMPONENT_KINDS, COMPONENT_NAME, METHODS
from ..malformed import parts
from .model import HandWrittenComponent, HandWrittenPath, file_finding

HandWritten = TypeVar("HandWritten", HandWrittenPath, HandWrittenComponent)


def without_malformed(given: list[HandWritten], findings: list[Finding]) -> tuple[HandWritten, ...]:
    """The paths or components that are well-formed; findings about the others go to `findings`."""
    kept: list[HandWritten] = []
    for each in given:
        found = list(_findings(each))
        findings += found
        kept += [] if found else [each]
    return tuple(kept)


def _findings(given: HandWrittenPath | HandWrittenComponent) -> Iterator[Finding]:
    message, document, depth = _examined(given)
    if message:
        yield _finding(given, (), message)
        return
    for part in parts(document):
        for found in part.malformations():
            inside = found.keys[depth:]
            path = ".".join(map(str, inside))
            yield _finding(given, inside, f"{path} {found.message}".strip())


def _examined(
    given: HandWrittenPath | HandWrittenComponent,
) -> tuple[str, dict[str, Any], int]:
    """The error in a part as a whole, a document with only this part, and the depth of the part."""
    if isinstance(given, HandWrittenPath):
        return _path_error(given), {"paths": {given.path: given.value}}, 2
    named = {given.name: given.value}
    return _component_error(given), {"components": {given.kind: named}}, 3


def _finding(given: HandWrittenPath | HandWrittenComponent, keys: Keys, message: str) -> Finding:
    file = given.target.file
    line, column = file.place(*given.target.keys, *keys)
    return file_finding(file.path, message, line, column)


def _path_error(given: HandWrittenPath) -> str:
    """The error in a path as a whole, in the author's terms; "" if there is none."""
    if not given.path.startswith("/"):
        return f"{given.path!r} is not a path: it does not begin with a slash"
    if not isinstance(given.value, dict):
        return f"the value of {given.path} is not a JSON object"
    for method, operation in given.value.items():
        if method in METHODS:
            if not isinstance(operation, dict) or not isinstance(operation.get("responses"), dict):
                return f"{method.upper()} {given.path} has no responses"
        elif method not in ITEM and not method.startswith("x-"):
            return f"{given.path}: unknown method {method!r}; methods are in lower case"
    return ""


def _component_error(given: HandWrittenComponent) -> str:
    if given.kind not in COMPONENT_KINDS:
        return f"unknown kind of component components.{given.kind}"
    if not re.fullmatch(f"[{COMPONENT_NAME}]+", given.name):
        return f"invalid component name {given.name!r}"
    return ""
