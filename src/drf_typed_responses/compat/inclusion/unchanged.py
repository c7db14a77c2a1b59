"""Finds pieces of two documents with the same text and meaning, which need no comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...openapi.pointers import component_reference, is_reference
from ...openapi.types import Document
from ...openapi.values import compact, fingerprint
from ...openapi.vocabulary import DIALECTAL
from ..documents.read_document import ReadDocument, SchemaNode

REFERENCE: Final = re.compile(r'"\$(?:ref|dynamicRef)":"((?:[^"\\]|\\.)*)"')
# Source: JSON Schema 2020-12 core section 8.2.2.
ANCHOR: Final = re.compile(r'"\$(?:anchor|dynamicAnchor)":"((?:[^"\\]|\\.)*)"')
# A schema without a match means the same in both dialects.
DIALECTAL_TEXT: Final = re.compile(
    rf'"(?:{"|".join(map(re.escape, sorted(DIALECTAL)))})":|"type":(?!")|"items":\['
)


class Unchanged:
    """Compares pieces of a base and a revised document by their text."""

    def __init__(self, base: ReadDocument, revised: ReadDocument) -> None:
        self._dialects_differ = base.is_2020_12 != revised.is_2020_12
        self._known: dict[bytes, bool] = {}
        documents = (base, revised)
        anchors = [a for d in documents if d.mentions("$dynamicRef") for a in _anchors(d.root)]
        self._references = frozenset(self._unchanged(base.root, revised.root, anchors))

    def raws(self, old: Any, new: Any) -> bool:
        """Whether two pieces of both documents, and all their references, are the same."""
        if old != new:
            return False
        # Equality is quick, and not enough, because True equals 1.
        found = fingerprint(old)
        if found != fingerprint(new):
            return False
        return self._is_known(found, old)

    def schemas(self, old: SchemaNode, new: SchemaNode) -> bool:
        """Whether two schemas, and all their references, are the same."""
        found = old.fingerprint
        return found == new.fingerprint != b"" and self._is_known(found, *old.raws)

    def _is_known(self, found: bytes, *raws: Any) -> bool:
        """Whether pieces that both documents contain mean the same in both."""
        if found not in self._known:
            is_same = self._is_plain(found) or self._mean_the_same(raws)
            self._known[found] = is_same
        return self._known[found]

    def _mean_the_same(self, raws: tuple[Any, ...]) -> bool:
        (raw, *others) = raws
        if is_reference(raw) and len(raw) == 1 and not (others or self._dialects_differ):
            return raw["$ref"] in self._references
        return self.means_the_same(compact(raws))

    def _is_plain(self, found: bytes) -> bool:
        """Whether what has the fingerprint refers to nothing, and means the same in both."""
        return not (self._dialects_differ or b"$ref" in found or b"$dynamicRef" in found)

    def means_the_same(self, written: str) -> bool:
        """Whether a text that both documents contain means the same in both."""
        if self._dialects_differ and DIALECTAL_TEXT.search(written):
            return False
        if '"$ref"' not in written and '"$dynamicRef"' not in written:
            return True
        return self._references.issuperset(REFERENCE.findall(written))

    def _unchanged(
        self, base: Document, revised: Document, anchors: list[tuple[str, str]]
    ) -> Iterator[str]:
        """References to components that, with all their references, are unchanged.

        A reference to an anchor is unchanged if all components that have the anchor are.
        """
        spelled = dict(self._spelled_alike(_components(base), _components(revised)))
        users: dict[str, list[str]] = {}
        for name, written in spelled.items():
            for used in REFERENCE.findall(written):
                users.setdefault(used, []).append(name)
        for name, anchor in anchors:
            users.setdefault(name, []).append(anchor)
            spelled.setdefault(anchor, "")
        waiting = [used for used in users if used not in spelled]
        changed = set(waiting)
        while waiting:
            more = [name for name in users.get(waiting.pop(), ()) if name not in changed]
            changed.update(more)
            waiting += more
        return (name for name in spelled if name not in changed)

    def _spelled_alike(
        self, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[tuple[str, str]]:
        """The components with the same text in both documents, without their references."""
        for name, component in old.items():
            if name not in new or component != new[name]:
                continue
            found = fingerprint(component)
            if found != fingerprint(new[name]):
                continue
            written = "" if self._is_plain(found) else compact(component)
            if not (self._dialects_differ and DIALECTAL_TEXT.search(written)):
                yield name, written


def _anchors(root: Document) -> Iterator[tuple[str, str]]:
    """Each component that has an anchor, with a reference to that."""
    for name, component in _components(root).items():
        for anchor in ANCHOR.findall(compact(component)):
            yield name, f"#{anchor}"


def _components(root: Document) -> dict[str, Any]:
    """Each component of a document by its reference."""
    components = root.get("components")
    return {
        component_reference(kind, name): item
        for kind, items in (components.items() if isinstance(components, dict) else ())
        if isinstance(items, dict)
        for name, item in items.items()
    }
