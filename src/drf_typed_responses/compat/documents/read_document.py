"""A document in a comparison: its dialect, its references, and each schema once."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from ...openapi.anchors import Anchors
from ...openapi.nulls import plain
from ...openapi.pointers import UnresolvedReference, resolve, target
from ...openapi.types import JSON, AnySchema, Object, Schema
from ...openapi.values import fingerprint, object_at
from ...openapi.versions import dialect_of, require_openapi

# The most schemas that are merged into one; recursion would make ever larger merged schemas.
FEW: Final = 3
MOST_JOINT: Final = 300
# The keywords that exclude values, those of conditions included.
EXCLUDING: Final = ("not", "if", "dependentSchemas", "dependentRequired")
# The fingerprints of the schemas of every value.
ANYTHING: Final = (fingerprint(True), fingerprint({}))


class Undecided(Exception):
    """The comparison cannot decide; the text names the undecided thing."""


class TooMuchWork(Undecided):
    """The budget of a comparison has run out."""


class SchemaNode:
    """A schema of a document, or several that all apply (its `parts`); equal only to itself.

    A document has one node for each `fingerprint`. Alternatives that a comparison makes occur in no
    document, and have an empty one.
    """

    __slots__ = ("arms", "document", "fingerprint", "parts", "raws", "shape", "stating")

    def __init__(
        self,
        document: ReadDocument,
        raws: tuple[AnySchema, ...],
        fingerprint: bytes,
        parts: tuple[SchemaNode, ...] = (),
    ) -> None:
        self.document = document
        self.raws = raws
        self.fingerprint = fingerprint
        self.parts = parts
        # The shape that a reader makes of the schema on first use.
        self.shape: Any = None
        # The arms of a simple union, found on first use.
        self.arms: tuple[SchemaNode, ...] | None = None
        # The objects that state its annotations, found on first use.
        self.stating: tuple[dict[str, Any], ...] | None = None


class ReadDocument:
    """An OpenAPI document with the caches of a comparison.

    Raises DocumentError for any other value, and for an unknown version.
    """

    def __init__(self, root: Any, label: str) -> None:
        self.root = require_openapi(root, label)
        self.label = label
        self.is_2020_12 = dialect_of(self.root) == "2020-12"
        self._schemas: dict[bytes, SchemaNode] = {}
        self._references: dict[str, SchemaNode] = {}
        # By identity. Each object is kept here, so that no other object can get its id.
        self._known: dict[int, SchemaNode] = {}
        self._held: list[AnySchema] = []
        self._joint: dict[tuple[SchemaNode, ...], SchemaNode] = {}
        self._crowded = 0
        self._targets: dict[str, JSON] = {}
        self._mentioned: dict[str, bool] = {}

    @property
    def components(self) -> int:
        """The number of schemas that have a name."""
        return len(object_at(object_at(self.root, "components"), "schemas"))

    def mentions(self, word: str) -> bool:
        """Whether a word occurs anywhere in the document, so that a schema may have the keyword.

        A schema in which null has its plain spelling may be `nullable` without the word.
        """
        if word not in self._mentioned:
            self._mentioned[word] = word.encode() in self._fingerprint or word == "nullable"
        return self._mentioned[word]

    @cached_property
    def excludes(self) -> bool:
        """Whether a schema may exclude values: False is certain."""
        return any(fingerprint(word) in self._fingerprint for word in EXCLUDING)

    @cached_property
    def _fingerprint(self) -> bytes:
        return fingerprint(self.root)

    def schema(self, raw: AnySchema) -> SchemaNode:
        """The node of a schema; schemas of the same text have the same node."""
        if isinstance(raw, dict) and len(raw) == 1 and isinstance(raw.get("$ref"), str):
            return self._reference(raw)
        known = self._known.get(id(raw))
        if known is None:
            has_arms = not self.is_2020_12 and isinstance(raw, dict) and "anyOf" in raw
            read = raw if not has_arms else plain(raw, self._target_or_none)
            key = fingerprint(read)
            found = self._schemas.get(key)
            if found is None:
                found = self._schemas[key] = SchemaNode(self, (read,), key)
            known = self._known[id(raw)] = found
            self._held.append(raw)
        return known

    def _reference(self, raw: Schema) -> SchemaNode:
        """The node of a reference, which most schemas of a large document are."""
        known = self._references.get(raw["$ref"])
        if known is None:
            key = fingerprint(raw)
            known = self._schemas.setdefault(key, SchemaNode(self, (raw,), key))
            self._references[raw["$ref"]] = known
        return known

    def all_of(self, *schemas: SchemaNode) -> SchemaNode:
        """The schema whose values meet all of these.

        Raises Undecided if too many schemas apply together.
        """
        if len(schemas) == 1:
            return schemas[0]
        several = (part for schema in schemas for part in schema.parts or (schema,))
        parts = tuple(dict.fromkeys(part for part in several if part.fingerprint not in ANYTHING))
        if len(parts) < 2:
            return parts[0] if parts else schemas[0]
        if parts not in self._joint:
            self._joint[parts] = self._joined(parts)
        return self._joint[parts]

    def _joined(self, parts: tuple[SchemaNode, ...]) -> SchemaNode:
        self._crowded += len(parts) > FEW
        if self._crowded > MOST_JOINT:
            raise Undecided("too many combinations of schemas that apply together")
        raws = tuple(raw for part in parts for raw in part.raws)
        is_read = all(part.fingerprint for part in parts)
        return SchemaNode(self, raws, fingerprint([*raws]) if is_read else b"", parts)

    def alternative(self, raw: AnySchema, shape: object) -> SchemaNode:
        """A schema of this shape that is not in the document; `raw` is shown for it."""
        made = SchemaNode(self, (raw,), b"")
        made.shape = shape
        return made

    def follow(self, item: JSON | Object) -> Any:
        """A parameter, response, body, header or path with references resolved.

        Raises Undecided for a reference that leads nowhere, out of the document, or in a circle.
        """
        try:
            return resolve(self.root, item)
        except UnresolvedReference as error:
            raise self._undecided(error) from error

    def target(self, reference: str) -> Any:
        """The node that one reference leads to. Raises Undecided if it leads nowhere."""
        if reference not in self._targets:
            try:
                self._targets[reference] = self._found(reference)
            except UnresolvedReference as error:
                raise self._undecided(error) from error
        return self._targets[reference]

    def _found(self, reference: str) -> Any:
        is_anchor = self.is_2020_12 and reference[:1] == "#" and reference[1:2] not in ("", "/")
        return self._anchors.target(reference) if is_anchor else target(self.root, reference)

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self.root)

    def component(self, reference: str) -> str:
        """The name of the component that a reference leads to, or the last part of another one."""
        if reference[1:2] == "/":
            return reference.rpartition("/")[2]
        node = self.target(reference)
        named = object_at(object_at(self.root, "components"), "schemas")
        return next((name for name, schema in named.items() if schema is node), "")

    def _target_or_none(self, reference: str) -> Any:
        try:
            return self.target(reference)
        except Undecided:
            return None

    def _undecided(self, error: UnresolvedReference) -> Undecided:
        within = f" in {self.label}" if error.reason == "leads nowhere" else ""
        return Undecided(f"{error}{within}")
