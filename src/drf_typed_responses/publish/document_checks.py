"""Checks of the whole document that neither a setting nor a waiver can turn off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from functools import cache, partial
from typing import Any

from drf_spectacular.settings import spectacular_settings

from ..exceptions import SettingsError
from ..findings import Finding
from ..openapi.operations import operations_of
from ..openapi.part_index import PartIndex
from ..openapi.pointers import PREFIX, leads_somewhere, objects
from ..openapi.types import Document
from ..openapi.versions import dialect_of, version_of
from ..openapi.vocabulary import METHODS
from ..spectacular.upstream import knows_version
from .discriminators import undiscriminated


def check_version() -> None:
    """Raise SettingsError if the OpenAPI version of the settings is not supported."""
    version: Any = spectacular_settings.OAS_VERSION
    setting = f'SPECTACULAR_SETTINGS["OAS_VERSION"] is {version!r}'
    known = version_of(version)
    if known is None:
        raise SettingsError(f'{setting}; write "3.0.3", "3.1.0" or "3.2.0"')
    if not knows_version(known):
        raise SettingsError(f"{setting}, which this drf-spectacular does not know: upgrade it")


def outdated(document: Document) -> Iterator[Finding]:
    """A finding for each part of an OpenAPI 3.1 or 3.2 document that has the keyword `nullable`.

    Source: OpenAPI 3.1.0 "Schema Object" and JSON Schema 2020-12, which ignore it.
    """
    if dialect_of(document) == "3.0":
        return
    version = version_of(document.get("openapi"))
    for operation, path, node in _parts(document):
        if any("nullable" in each for each in objects(node)):
            yield Finding(
                "error",
                "outdated",
                f"its raw OpenAPI has `nullable`, which OpenAPI {version} does not define",
                hint='Write "type": ["string", "null"], or anyOf with {"type": "null"}.',
                operation=operation,
                path=path,
            )


def unresolved(
    document: Document, reported: Container[str] = (), index: PartIndex | None = None
) -> Iterator[Finding]:
    """A finding for each reference without a target in the document.

    `reported` are the names of operations and components whose references were already reported.
    """
    index = index or PartIndex()
    # Most components are referred to more than once.
    leads_on = cache(partial(leads_somewhere, document))
    for operation, path, node in _parts(document):
        if (operation or path) not in reported:
            yield from _broken(leads_on, index.of(node).references, operation, path)


def _broken(
    leads_on: Callable[[str], bool], references: list[str], operation: str, path: str
) -> Iterator[Finding]:
    for reference in sorted(set(references)):
        if reference.startswith(PREFIX) and leads_on(reference):
            continue
        is_local = reference.startswith("#")
        yield Finding(
            "error",
            "unresolved-reference",
            f"the reference {reference} leads {'nowhere' if is_local else 'out of the document'}",
            hint="Declare the response by its type, or add the component to APPEND_COMPONENTS.",
            operation=operation,
            path=path,
        )


def repeated_ids(document: Document, by_hand: Container[str] = ()) -> Iterator[Finding]:
    """A finding for each operation with the `operationId` of an earlier one.

    `by_hand` are the names of the operations of hand-written files.

    Source: OpenAPI 3.0.3 "Operation Object": the id "MUST be unique".
    """
    users: defaultdict[str, list[str]] = defaultdict(list)
    for operation in operations_of(document):
        if "operationId" in operation.spec:
            users[operation.spec["operationId"]].append(operation.name)
    for name, (first, *others) in users.items():
        for repeated in others:
            yield Finding(
                "error",
                "repeated-id",
                f"it has the same operationId {name} as {first}",
                hint='Write another "operationId" for one of them.'
                if repeated in by_hand
                else "Write another title as the operation_id of one of them.",
                operation=repeated,
            )


def misnamed_discriminators(
    document: Document, index: PartIndex | None = None
) -> Iterator[Finding]:
    """A finding for each discriminator whose property is not in every alternative."""
    index = index or PartIndex()
    for operation, path, node in _parts(document):
        yield from undiscriminated(document, operation, path, index.of(node))


def _parts(document: Document) -> Iterator[tuple[str, str, Any]]:
    """`(operation, path, node)` of each operation, component and rest of a path item."""
    for operation in operations_of(document):
        yield operation.name, "", operation.spec
    for path, item in document.get("paths", {}).items():
        yield "", path, {key: value for key, value in item.items() if key not in METHODS}
    for kind, components in document.get("components", {}).items():
        for name, component in components.items():
            yield "", f"components.{kind}.{name}", component
