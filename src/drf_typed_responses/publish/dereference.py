"""A document with its references expanded; cycles stay references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Finding
from .operations import operations_of
from .pointers import PREFIX, followed


def dereferenced(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with every local reference replaced by what it refers to.

    A reference inside its own expansion is kept, and with it the component it names; components
    that nothing refers to any more are left out. Source: OpenAPI 3.0.3 "Reference Object".
    """
    return _Expansion(document).result()


# What a document may grow to: far more than any that a reader's browser opens.
LARGEST = 64_000_000


def dereferenced_within(
    document: Mapping[str, Any], largest: int = LARGEST
) -> tuple[dict[str, Any], list[Finding]]:
    """`dereferenced`, unless it would be larger than that many characters: then a finding."""
    size = _expanded_size(document)
    if size <= largest:
        return dereferenced(document), []
    message = f"with its references expanded the document would have {size:,} characters"
    hint = "Let types that mention each other in many places refer to an id or to a smaller type."
    return dict(document), [Finding("error", "expansion", message, hint)]


def _expanded_size(document: Mapping[str, Any]) -> int:
    """About how large the document is with its references expanded, without expanding them."""
    sizes: dict[str, int] = {}

    def of(node: Any) -> int:
        if isinstance(node, list):
            return 2 + sum(map(of, node))
        if not isinstance(node, dict):
            return 8
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            if reference not in sizes:
                sizes[reference] = 0  # inside its own expansion it stays a reference
                sizes[reference] = of(followed(document, reference))
            return sizes[reference]
        return 2 + sum(len(str(key)) + 4 + of(value) for key, value in node.items())

    return of({key: value for key, value in document.items() if key != "components"})


class _Expansion:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.kept: set[str] = set()
        # What a reference expands to is the same wherever no cycle is open around it.
        self._known: dict[str, Any] = {}

    def result(self) -> dict[str, Any]:
        whole = {
            key: self._expanded(value, ())
            for key, value in self.document.items()
            if key != "components"
        }
        components = self.document.get("components", {})
        rest = {k: self._expanded(v, ()) for k, v in components.items() if k != "schemas"}
        schemas = self._kept_schemas()
        if schemas:
            rest["schemas"] = schemas
        return {**whole, "components": rest} if rest else whole

    def _kept_schemas(self) -> dict[str, Any]:
        schemas: dict[str, Any] = {}
        while missing := sorted(self.kept - schemas.keys()):
            for reference in missing:
                schemas[reference] = self._expanded(self._target(reference), (reference,))
        return {ref.rpartition("/")[2]: schema for ref, schema in sorted(schemas.items())}

    def _expanded(self, node: Any, open_: tuple[str, ...]) -> Any:
        if isinstance(node, list):
            return [self._expanded(item, open_) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            return self._followed(node, reference, open_)
        return {key: self._member(key, value, open_) for key, value in node.items()}

    def _member(self, key: str, value: Any, open_: tuple[str, ...]) -> Any:
        # The keys of `properties` are names, which may be those of keywords.
        if key == "properties" and isinstance(value, dict):
            return {name: self._expanded(schema, open_) for name, schema in value.items()}
        # The mapping of a discriminator names components; expanded, there are none to name.
        if key == "discriminator" and isinstance(value, dict):
            return {k: v for k, v in value.items() if k != "mapping"}
        return value if key in ("example", "examples") else self._expanded(value, open_)

    def _followed(self, node: dict[str, Any], reference: str, open_: tuple[str, ...]) -> Any:
        if reference in open_:
            self.kept.add(reference)
            return dict(node)
        if reference in self._known:
            target = self._known[reference]
        else:
            before = len(self.kept)
            target = self._expanded(self._target(reference), (*open_, reference))
            if len(self.kept) == before and not self.kept:
                self._known[reference] = target
        if target is None:  # a finding of its own
            return dict(node)
        siblings = {k: self._expanded(v, open_) for k, v in node.items() if k != "$ref"}
        return {**target, **siblings} if siblings and isinstance(target, dict) else target

    def _target(self, reference: str) -> Any:
        return followed(self.document, reference)


def unresolved(document: dict[str, Any]) -> Iterator[Finding]:
    """References that lead nowhere, as schemas written by hand can have them."""
    for path, method, operation in operations_of(document):
        yield from _broken(document, operation, f"{method} {path}", "")
    for kind, components in document.get("components", {}).items():
        for name, component in components.items():
            yield from _broken(document, component, "", f"components.{kind}.{name}")


def _broken(document: Any, node: Any, operation: str, path: str) -> Iterator[Finding]:
    for reference in sorted({r for r in references(node) if followed(document, r) is None}):
        yield Finding(
            "error",
            "unresolved-reference",
            f"the reference {reference} leads nowhere",
            "Declare the response by its type, or add the component to APPEND_COMPONENTS.",
            operation,
            path,
        )


def references(node: Any) -> Iterator[str]:
    """The local references in a node, each as often as it stands there."""
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            yield reference
        for value in node.values():
            yield from references(value)
