"""One document as the comparison reads it: its dialect, its references, its schemas once each."""

from __future__ import annotations

import json
import re
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any, Final
from urllib.parse import unquote

from ...exceptions import DocumentError

# As long as a chain of references may be before it is taken for one that never ends.
LONGEST_CHAIN: Final = 100
# So many times more than a few schemas may apply to one value: recursions have such products.
FEW: Final = 3
MOST_JOINT: Final = 300

_JSON: Final = json.JSONEncoder(
    separators=(",", ":"), check_circular=False, ensure_ascii=False, default=str
)
# `encode` makes this anew for every call, and most of what is written here is short.
_PIECES: Final = c_make_encoder and c_make_encoder(
    None, str, encode_basestring, None, ":", ",", False, False, True
)


def text(value: Any) -> str:
    """A value as JSON in its shortest form."""
    if isinstance(value, str):
        return encode_basestring(value)
    return "".join(_PIECES(value, 0)) if _PIECES else _JSON.encode(value)


class Undecided(Exception):
    """The comparison cannot tell; the text says what it could not decide."""


class Schema:
    """A schema of a document, or several that all apply (its `parts`); equal only to itself.

    `text` is how it is spelled: a document has one schema of each spelling. Alternatives that are
    made while comparing are spelled by nobody, and have none.
    """

    __slots__ = ("document", "parts", "raws", "shape", "text")

    def __init__(
        self, document: Document, raws: tuple[Any, ...], text: str, parts: tuple[Schema, ...] = ()
    ) -> None:
        self.document = document
        self.raws = raws
        self.text = text
        self.parts = parts
        self.shape: Any = None


class Document:
    """An OpenAPI document with all that is remembered while it is read.

    Raises `DocumentError` where it is none, or one of a version that cannot be read.
    """

    def __init__(self, root: Any, label: str) -> None:
        self.root = _checked(root, label)
        self.label = label
        self.modern = not self.root["openapi"].startswith("3.0")
        self._schemas: dict[str, Schema] = {}
        # By identity: an address is not given to another while its first holder is held.
        self._known: dict[int, Schema] = {}
        self._held: list[Any] = []
        self._joint: dict[tuple[Schema, ...], Schema] = {}
        self._crowded = 0
        self._targets: dict[str, Any] = {}

    def schema(self, raw: Any) -> Schema:
        """The schema; the same spelling gives the same object."""
        known = self._known.get(id(raw))
        if known is None:
            written = text(raw)
            found = self._schemas.get(written)
            if found is None:
                found = self._schemas[written] = Schema(self, (raw,), written)
            known = self._known[id(raw)] = found
            self._held.append(raw)
        return known

    def all_of(self, *schemas: Schema) -> Schema:
        """The schema that all of these are."""
        if len(schemas) == 1:
            return schemas[0]
        several = (part for schema in schemas for part in schema.parts or (schema,))
        parts = tuple(dict.fromkeys(part for part in several if part.text not in ("true", "{}")))
        if len(parts) < 2:
            return parts[0] if parts else schemas[0]
        if parts not in self._joint:
            self._crowded += len(parts) > FEW
            if self._crowded > MOST_JOINT:
                raise Undecided("too many combinations of schemas that apply together")
            raws = tuple(raw for part in parts for raw in part.raws)
            # One text of JSON cannot run into the next: the sign between them is enough.
            written = "&".join(part.text for part in parts) if all(p.text for p in parts) else ""
            self._joint[parts] = Schema(self, raws, written, parts)
        return self._joint[parts]

    def alternative(self, raw: Any, shape: Any) -> Schema:
        """A schema of this shape, which nobody spelled; `raw` is how it is shown."""
        made = Schema(self, (raw,), "")
        made.shape = shape
        return made

    def follow(self, item: Any) -> Any:
        """What stands behind a reference: of parameters, responses, bodies, headers, paths.

        Raises `Undecided` for one that leads nowhere, elsewhere, or around in a circle.
        """
        for _ in range(LONGEST_CHAIN):
            if not isinstance(item, dict) or not isinstance(item.get("$ref"), str):
                return item
            item = self.target(item["$ref"])
        raise Undecided("a chain of references that does not end")

    def target(self, reference: str) -> Any:
        if reference not in self._targets:
            self._targets[reference] = self._find(reference)
        return self._targets[reference]

    def _find(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise Undecided(f"the reference {reference} leads out of the document")
        if reference[1:2] not in ("", "/"):
            raise Undecided(f"the reference {reference} names an anchor, which is not looked for")
        found: Any = self.root
        for part in reference[1:].split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
                found = found[int(key)]
            elif isinstance(found, dict) and key in found:
                found = found[key]
            else:
                raise Undecided(f"the reference {reference} leads nowhere in {self.label}")
        return found


def _checked(root: Any, label: str) -> dict[str, Any]:
    if not isinstance(root, dict):
        raise DocumentError(f"{label} is no OpenAPI document: it is no JSON object")
    if "swagger" in root:
        raise DocumentError(f"{label} is a Swagger {root['swagger']} document; convert it to 3.0")
    version = root.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[012](\..*)?", version):
        raise DocumentError(
            f"{label} is no OpenAPI 3.0, 3.1 or 3.2 document: openapi is {version!r}"
        )
    if not isinstance(root.get("paths", {}), dict):
        raise DocumentError(f"{label} is no OpenAPI document: its paths are no JSON object")
    return root
