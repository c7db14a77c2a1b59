"""The document that drf-spectacular generates for the public operations, with its messages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..exceptions import GenerationError, TypedResponsesError
from ..findings import Finding, Level
from ..spectacular.locations import ComponentLocations, class_location
from ..spectacular.misdeclared import remedy
from ..spectacular.operation_facts import OperationFacts
from ..spectacular.operation_findings import raised_at
from ..spectacular.serializer_names import SerializerNames
from ..spectacular.upstream_texts import DECORATED_VIEW, Message, Text, messages, quiet
from .project_hooks import hooks_that_return
from .public_generator import public_generator
from .published_operations import OperationSource
from .selection import Selects
from .urls import Endpoint

OnOperation: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated document, the facts of its operations by name, and the findings.

    `endpoints` are those of the whole project, private ones included.
    """

    document: dict[str, Any]
    facts: Mapping[str, OperationFacts]
    locations: ComponentLocations
    findings: tuple[Finding, ...]
    endpoints: tuple[Endpoint, ...]

    def findings_of(self, sources: Mapping[str, OperationSource]) -> Iterator[Finding]:
        """The findings with the document's names of operations, and with owner, file and line."""
        by_name = {source.facts.operation: source for source in sources.values()}
        for finding in self.findings:
            source = by_name.get(finding.operation)
            if source is None:
                yield _at_view(finding, sources)
                continue
            file, line = (
                (finding.file, finding.line) if finding.file else (source.file, source.line)
            )
            yield replace(
                finding,
                hint=_remedy(finding, source.facts) or finding.hint,
                operation=source.operation,
                owner=source.owner,
                file=file,
                line=line,
            )


def _at_view(finding: Finding, sources: Mapping[str, OperationSource]) -> Finding:
    """The finding with the place of the view class whose decorator it is about, if any."""
    named = DECORATED_VIEW.search(finding.message)
    if finding.id != "drf-spectacular" or not named:
        return finding
    owners = {each.view: each.owner for each in sources.values()}
    views = [view for view in owners if view.__name__ == named[1]]
    if len(views) != 1:
        return finding
    file, line = class_location(views[0])
    return replace(finding, file=file, line=line, owner=owners[views[0]])


def _remedy(finding: Finding, facts: OperationFacts) -> str:
    """How to write the body that drf-spectacular does not understand, if that is known."""
    if finding.id != "drf-spectacular" or Text.UNRESOLVED not in finding.message:
        return ""
    if Text.UNRESOLVED_PARAMETER in finding.message:
        return ""
    is_request = Text.UNRESOLVED_REQUEST in finding.message
    return remedy(*facts.requested) if is_request else remedy(facts.declared)


def generate(
    on_operation: OnOperation | None = None, selection: Selects | None = None
) -> Generated:
    """Generate the document of the public operations, or of those of `selection`.

    `on_operation` is called with the name, the number and the count before each operation. Raises
    GenerationError if that is impossible, for example if the URLconf cannot be imported.
    """
    with quiet():
        generator, document = _generated(on_operation, selection)
        types = generator.types
        levels: tuple[Level, ...] = ("error", "warning")
        printed = [
            _finding(level, _with_names(message, types.names), types.said_in)
            for level in levels
            for message in messages(level)
        ]
    findings = (*generator.findings, *printed)
    endpoints = tuple(getattr(generator.inspector, "every", ()))
    return Generated(document, types.facts, types.locations(), findings, endpoints)


def _generated(
    on_operation: OnOperation | None, selection: Selects | None
) -> tuple[Any, dict[str, Any]]:
    try:
        generator = public_generator(on_operation, selection)
        with hooks_that_return():
            return generator, generator.get_schema(request=None, public=True)
    except TypedResponsesError:
        raise
    except Exception as failure:  # generator, URLconf and hooks are code of the project
        place = ":".join(str(part) for part in raised_at(failure) if part)
        raise GenerationError(
            f"the document cannot be generated: {type(failure).__name__}: {failure}"
            + (f" ({place})" if place else "")
        ) from failure


# The address of an object, which differs in every run.
_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")
# The other messages are about a guess of drf-spectacular, or about code that it could not read.
_HINT: Final = "Declare it in @extend_schema, so that drf-spectacular need not guess."
_HINTS: Final = {
    Text.SAME_NAME: "Give one of the two another component_name. An authentication class "
    "gets a name of its own with an OpenApiAuthenticationExtension.",
    Text.UNRESOLVED_PARAMETER: "Write OpenApiParameter(...), or a serializer without "
    "many=True: each of its fields is a parameter.",
    Text.UNTRANSLATED_PARAMETER: "Write a type as the `type` of the OpenApiParameter, "
    "such as int, list[str] or OpenApiTypes.DATE.",
    Text.ID_OF_VIEW: "Write the operation_id of each method: above the method, or in "
    "@extend_schema_view(get=extend_schema(operation_id=...)).",
    Text.UNKNOWN_METHOD: "Name a method of the view, such as get or list, or remove it.",
    Text.UNTYPED_FIELD: "Give its serializer a Meta with the model, or write a field "
    "that has a type, such as CharField(read_only=True).",
    Text.MISSING_METHOD: "Write the method, or remove the field.",
    Text.UNNAMED_EXTENSION: 'Write extensions={"x-...": ...}.',
    Text.ENUM_NAME: 'Name the choices in SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"].',
}


def _with_names(message: Message, names: SerializerNames) -> Message:
    return message._replace(text=names.respelled(message.text))


def _finding(level: Level, message: Message, said_in: Mapping[str, str]) -> Finding:
    file, trace = message.file, message.trace
    hint = next((hint for text, hint in _HINTS.items() if text in message.text), _HINT)
    return Finding(
        # One of the two shapes would be published for both.
        "error" if Text.SAME_NAME in message.text else level,
        "drf-spectacular",
        _ADDRESS.sub("", message.text),
        hint=hint,
        operation=said_in.get(message.raw, ""),
        path=trace,
        file=file,
        line=message.line or _line(file, trace.rpartition(" > ")[2]),
    )


def _line(file: str, name: str) -> int | None:
    """The line of a class or function; drf-spectacular's own look-up takes too long."""
    try:
        text = Path(file).read_text(encoding="utf-8") if file else ""
    except (OSError, UnicodeDecodeError):
        return None
    head = re.compile(rf"^[ \t]*(?:class|def|async def) {re.escape(name)}\b", re.MULTILINE)
    found = head.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None
