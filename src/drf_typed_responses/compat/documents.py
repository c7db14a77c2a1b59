"""One document as the comparison reads it: its dialect, its references, its schemas once each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from ..exceptions import DocumentError

REFERENCE: Final = re.compile(r'"\$ref":"((?:[^"\\]|\\.)*)"')
# What 3.0 and 3.1 read differently; only schemas without such a word mean the same in both.
DIALECTAL: Final = re.compile(
    r'"(?:nullable|exclusiveM\w+|const|prefixItems|patternProperties|propertyNames|contains|if'
    r'|then|else|\$\w+|unevaluated\w+|dependent\w+|minContains|maxContains)":|"type":(?!")|"items":\['
)
# As long as a chain of references may be before it is taken for one that never ends.
LONGEST_CHAIN: Final = 100

text = json.JSONEncoder(separators=(",", ":"), check_circular=False, ensure_ascii=False).encode


class Undecided(Exception):
    """The comparison cannot tell; the text says what it could not decide."""


class Schema:
    """A schema of a document, or several that all apply; equal only to itself."""

    __slots__ = ("document", "raws", "shape")

    def __init__(self, raws: tuple[Any, ...], document: Document) -> None:
        self.raws = raws
        self.document = document
        self.shape: Any = None


class Document:
    """An OpenAPI document with all that is remembered while it is read.

    Raises `DocumentError` where it is none, or one of a version that cannot be read.
    """

    def __init__(self, root: Any, label: str) -> None:
        self.root = _checked(root, label)
        self.label = label
        self.modern = not self.root["openapi"].startswith("3.0")
        self._schemas: dict[tuple[int, ...], Schema] = {}
        self._targets: dict[str, Any] = {}

    def schema(self, *raws: Any) -> Schema:
        """The schema that all of these are; the same ones give the same object."""
        key = tuple(map(id, raws))
        found = self._schemas.get(key)
        if found is None:
            found = self._schemas[key] = Schema(raws, self)
        return found

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


def same(
    old: Any, new: Any, base: Document, revised: Document, unchanged: frozenset[str] | None
) -> bool:
    """Whether two pieces are spelled the same and mean the same, so that none need be read.

    `unchanged` are the references that mean the same in both; None where they are no matter.
    Equality is asked first because it is quick to say no; it takes True for 1, so the text decides.
    """
    if old != new:
        return False
    written = text(old)
    if written != text(new):
        return False
    if base.modern != revised.modern and DIALECTAL.search(written):
        return False
    if unchanged is None or '"$ref"' not in written:
        return True
    return unchanged.issuperset(REFERENCE.findall(written))


def unchanged_references(base: Document, revised: Document) -> frozenset[str]:
    """References to components that are the same in both documents, all the way down."""
    olds, news = _named(base.root), _named(revised.root)
    spelled = {
        name: text(item)
        for name, item in olds.items()
        if name in news and item == news[name] and same(item, news[name], base, revised, None)
    }
    users: dict[str, list[str]] = {}
    for name, written in spelled.items():
        for used in REFERENCE.findall(written):
            users.setdefault(used, []).append(name)
    changed = {used for used in users if used not in spelled}
    waiting = list(changed)
    while waiting:
        more = [name for name in users.get(waiting.pop(), ()) if name not in changed]
        changed.update(more)
        waiting += more
    return frozenset(spelled.keys() - changed)


def _named(root: Mapping[str, Any]) -> dict[str, Any]:
    components = root.get("components")
    return {
        f"#/components/{kind}/{name.replace('~', '~0').replace('/', '~1')}": item
        for kind, items in (components.items() if isinstance(components, dict) else ())
        if isinstance(items, dict)
        for name, item in items.items()
    }


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
