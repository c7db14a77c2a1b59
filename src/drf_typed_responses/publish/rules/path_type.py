"""The type of a path parameter is one that its URL converter lets through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule

_CONVERTER = re.compile(r"<(?P<converter>\w+):(?P<name>\w+)>")
# A text converter may well carry a number; these two carry one kind of value only.
TYPES = {"int": "integer", "uuid": "string"}


@rule(
    "path-type",
    "the path parameter {name} is documented as {documented}, and <{converter}:{name}> in the URL "
    "takes {taken}",
    "Give the parameter the type of its converter.",
)
def path_type(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        if operation.source is None:
            continue
        found = _CONVERTER.finditer(operation.source.facts.route)
        converters = {match["name"]: match["converter"] for match in found}
        for parameter in draft.parameters(operation):
            name = parameter.get("name", "")
            converter = converters.get(name, "") if parameter.get("in") == "path" else ""
            documented = parameter.get("schema", {}).get("type")
            taken = TYPES.get(converter)
            if taken and documented and documented != taken:
                words = {"name": name, "converter": converter, "taken": taken}
                yield problem(operation, name, documented=documented, **words)
