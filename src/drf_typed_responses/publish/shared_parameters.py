"""Moves parameters that several operations share into components."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from typing import Any

from ..openapi.operations import operations_of
from ..openapi.pointers import component_reference


def with_shared_parameters(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each parameter that several operations share moved to a component.

    The component is named after the parameter (`organization_slug` -> `OrganizationSlug`). If two
    different parameters would get one name, their locations are appended (`SlugQuery`), and then
    numbers in the order of their JSON. Source: OpenAPI 3.0.3 "Components Object".
    """
    users: defaultdict[str, list[tuple[list[Any], int]]] = defaultdict(list)
    for operation in operations_of(document):
        parameters = operation.spec.get("parameters", [])
        for index, parameter in enumerate(parameters):
            if {"name", "in"} <= parameter.keys():  # a reference has neither a name nor a location
                users[json.dumps(parameter, sort_keys=True, default=str)].append(
                    (parameters, index)
                )
    shared = {text: places for text, places in users.items() if len(places) > 1}
    if not shared:
        return document
    taken = document.get("components", {}).get("parameters", {})
    components = dict(taken)
    for text, name in _names(sorted(shared), set(taken)).items():
        (parameters, index), *_ = shared[text]
        components[name] = parameters[index]
        for each, at in shared[text]:
            each[at] = {"$ref": component_reference("parameters", name)}
    every = {**document.get("components", {}), "parameters": dict(sorted(components.items()))}
    return {**document, "components": dict(sorted(every.items()))}


def _names(texts: list[str], taken: set[str]) -> dict[str, str]:
    """A name for each parameter, which is given as JSON; independent of the order of parameters."""
    short = {text: _word(json.loads(text)["name"]) for text in texts}
    located = {text: short[text] + _word(json.loads(text)["in"]) for text in texts}
    names: dict[str, str] = {}
    for text in texts:
        name = short[text]
        if list(short.values()).count(name) > 1 or name in taken:
            name = located[text]
        number, free = 1, name
        while free in names.values() or free in taken:
            number += 1
            free = f"{name}{number}"
        names[text] = free
    return names


def _word(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    parts = "".join(c if c.isalnum() else " " for c in plain).split()
    return "".join(part[:1].upper() + part[1:] for part in parts) or "Parameter"
