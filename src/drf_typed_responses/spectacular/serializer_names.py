"""Names of the components of DRF serializers in a public document, settled when all are known.

drf-spectacular keeps components by name, so two serializers of one name would share one component.
Until names are settled, each component has a provisional name that no other component has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from itertools import chain, count
from typing import Any

from ..openapi.pointers import SCHEMAS
from ..translate.components import Components, NamedSchema, Reference
from ..translate.schema_builder import Schema
from ..translate.settlement import Nouns, Settlement, Shapes, settle
from .name_claims import Claim, class_of, nested_model

# A letter, because drf-spectacular warns of other characters; OpenAPI forbids it in a name.
_MARK = "\u01c0"
_TOKEN = re.compile(f"{_MARK}[^{_MARK}]*{_MARK}[0-9]+{_MARK}")
_REQUEST = "Request"
_NOUNS = Nouns(
    "serializers",
    'Fix one with @extend_schema_serializer(component_name="..."); the name of a page is made of '
    "its serializer's.",
    "Rename one of them, or give it another component_name: "
    '@extend_schema_serializer(component_name="...") above a serializer, '
    '@extend_schema_field(..., component_name="...") above a field.',
)


class SerializerNames:
    """The names of the components of DRF serializers of one public document.

    A serializer has its own name, `Team`. If its request has another shape than its response, the
    request is `TeamRequest`, or `TeamInput` where another component has that name; without a
    response it is `Team`, if that is free. Two serializers of one name get longer ones.
    """

    def __init__(self) -> None:
        self._tokens: dict[tuple[Hashable, str, bool], str] = {}
        self._claims: dict[str, Claim] = {}
        self._operations: dict[str, str] = {}
        # By name: the schemas after the first one, each with its provisional name.
        self._further: dict[str, list[tuple[Schema, str]]] = {}
        self._final: Mapping[str, str] | None = None

    @property
    def are_settled(self) -> bool:
        """Whether all components have their final names."""
        return self._final is not None

    def name(
        self, name: str, serializer: object, identity: Hashable, is_request: bool, operation: str
    ) -> str:
        """The provisional name of a serializer's component; the final name if all are settled.

        A provisional name contains a token, which stands for a claim. drf-spectacular and the
        project make further names of it, such as that of a page.
        """
        cls = class_of(serializer)
        if model := nested_model(cls):
            name = model.__name__ + name
        key = (identity, name, is_request)
        if self._final is not None:
            bare = name + _REQUEST * is_request
            return self._final.get(self._tokens.get(key, ""), bare)
        if key not in self._tokens:
            token = f"{_MARK}{name}{_MARK}{len(self._claims)}{_MARK}"
            self._tokens[key] = token
            self._claims[token] = Claim(*key, cls, operation)
        return self._tokens[key]

    def further_name(self, name: str, schema: Schema, cls: type, operation: str) -> str:
        """The provisional name of a component whose name another schema has.

        A page has a name made of that of its elements; `component_name` beside a field is written.
        """
        of_one_name = self._further.setdefault(name, [])
        known = next((other for one, other in of_one_name if one == schema), None)
        if known is None:
            number, is_made = len(self._claims), _MARK in name
            own = "" if is_made else name
            token = f"{_MARK}{own}{_MARK}{number}{_MARK}"
            self._claims[token] = Claim(token, own, False, cls, operation, not is_made)
            known = name + token if is_made else token
            of_one_name.append((schema, known))
        return known

    def settle(
        self,
        schemas: Mapping[str, Schema],
        types: Components,
        elsewhere: Collection[str],
        always_split: bool,
    ) -> tuple[Mapping[str, str], Settlement]:
        """The final name for each provisional one, and the names that several claim.

        `schemas` are the components by their present names, without those of types. The names
        `elsewhere` are taken. With `always_split` each request is `TeamRequest`.
        """
        marked = {name: self._claims_in(name) for name in schemas if _MARK in name}
        others = {*(schemas.keys() - marked.keys()), *elsewhere}
        certain = {
            self._spelled(name, _name)
            for name, claims in marked.items()
            if not any(claim.is_request for claim in claims)
        }
        taken = {*others, *certain, *(named.short for named in types)}
        suffixes = self._suffixes(marked, taken, always_split)
        components = Components(SCHEMAS + "{name}")
        for name, claims in marked.items():
            component = self._component(name, claims, suffixes)
            components.reserve(component)
            self._operations.setdefault(component.short, claims[-1].operation)
        if len({component.short for component in components} - others) < len(marked):
            _link(components, schemas, types)
        settlement = settle(components, others, _NOUNS)
        self._final = {str(component.key): component.name for component in components}
        return self._final, settlement

    def operation(self, name: str) -> str:
        """The first operation that has a component of that name."""
        return self._operations.get(name, "")

    def respelled(self, text: str) -> str:
        """A text of the document or of a message, with final names for the provisional ones."""
        final = self._final or {}
        head, slash, name = text.rpartition("/")
        if name in final:
            return f"{head}{slash}{final[name]}"
        return _TOKEN.sub(lambda match: final.get(match[0], self._claims[match[0]].name), text)

    def _claims_in(self, name: str) -> list[Claim]:
        return [self._claims[token] for token in _TOKEN.findall(name)]

    def _spelled(self, name: str, spelling: Callable[[Claim], str]) -> str:
        return _TOKEN.sub(lambda match: spelling(self._claims[match[0]]), name)

    def _suffixes(
        self, marked: Mapping[str, list[Claim]], taken: Collection[str], always_split: bool
    ) -> dict[Hashable, str]:
        """The suffix of each serializer's requests, the same for POST and PATCH."""
        forms: defaultdict[Hashable, list[str]] = defaultdict(list)
        with_response = set()
        for name, claims in marked.items():
            for claim in claims:
                if claim.is_request:
                    forms[claim.identity].append(self._spelled(name, _name_and_mark))
                else:
                    with_response.add(claim.identity)
        return {
            identity: _free(of_one, taken, always_split or identity in with_response)
            for identity, of_one in forms.items()
        }

    def _component(
        self, name: str, claims: list[Claim], suffixes: Mapping[Hashable, str]
    ) -> NamedSchema:
        def suffix(claim: Claim) -> str:
            return suffixes[claim.identity] if claim.is_request else ""

        return NamedSchema(
            name,
            self._spelled(name, lambda claim: claim.name + suffix(claim)),
            lambda: self._spelled(name, lambda claim: claim.longer + suffix(claim)),
            claims[0].is_fixed and bool(_TOKEN.fullmatch(name)),
            claims[0].declared_by,
        )


def _name(claim: Claim) -> str:
    return claim.name


def _name_and_mark(claim: Claim) -> str:
    return claim.name + _MARK * claim.is_request


def _free(forms: list[str], taken: Collection[str], has_response: bool) -> str:
    """The first suffix with which no form of a request has the name of another component."""
    numbered = (f"Input{number}" for number in count(2))
    suffixes = chain([] if has_response else [""], [_REQUEST, "Input"], numbered)
    return next(
        suffix
        for suffix in suffixes
        if not any(form.replace(_MARK, suffix) in taken for form in forms)
    )


def _link(components: Components, schemas: Mapping[str, Schema], types: Components) -> None:
    """Give the components schemas whose shapes can be compared, with references to each other."""
    by_reference = {f"{SCHEMAS}{component.key}": component for component in components}
    shapes = Shapes(types)

    def linked(node: Any) -> Any:
        if isinstance(node, Reference):
            return node.component.long + shapes.digest(node.component)
        if isinstance(node, list):
            return [linked(each) for each in node]
        if not isinstance(node, dict):
            return node
        copy: Schema = {}
        for key, value in node.items():
            target = by_reference.get(value) if isinstance(value, str) else None
            if target is None:
                copy[key] = linked(value)
            else:
                components.follow(components.ref(target), copy, key)
        return copy

    for component in components:
        component.schema = linked(schemas[str(component.key)])


def rename_in_place(node: object, change: Callable[[str], str]) -> None:
    """Change each text of a document that has a provisional name.

    In place, because the names of types, too, are settled in these objects. Each object is looked
    at once: a sample may contain itself.
    """
    waiting, seen = [node], set()
    while waiting:
        each: Any = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        provisional = []
        is_object = isinstance(each, dict)
        for key, value in each.items() if is_object else enumerate(each):
            if isinstance(value, str):
                if _MARK in value:
                    provisional.append(key)
            elif isinstance(value, (dict, list)):
                waiting.append(value)
            # The name may be a value of a discriminator.
            if is_object and isinstance(key, str) and _MARK in key:
                provisional.append(key)
        for key in dict.fromkeys(provisional):
            value = each[key]
            new = change(value) if isinstance(value, str) and _MARK in value else value
            if isinstance(key, str) and _MARK in key:
                del each[key]
                each[change(key)] = new
            else:
                each[key] = new
