"""Python source: literals, and the imports of the names in it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

_MODULES = {
    "datetime": ("date", "datetime"),
    "typing": ("Any", "Literal", "NotRequired", "TypedDict"),
    "uuid": ("UUID",),
    "drf_spectacular.utils": ("OpenApiExample", "extend_schema", "inline_serializer"),
    "rest_framework": ("serializers",),
    "drf_typed_responses.parameters": ("path_parameter",),
}


def imports_of(names: Collection[str], source: str) -> Iterator[str]:
    """The imports of the names that types need, and of what stands in the source of the rest."""
    words = {*re.findall(r"\w+", re.sub(r'"(?:[^"\\]|\\.)*"', "", source))}
    constants = tuple(sorted(word for word in words if word.startswith("RESPONSE_")))
    used = {*names} | (words - {"Any", "date", "datetime", "Literal"})
    for module, offered in {**_MODULES, "drf_typed_responses.responses": constants}.items():
        found = [name for name in offered if name in used]
        if module == "drf_spectacular.utils":
            yield ""
        if found:
            yield f"from {module} import {', '.join(found)}"


def literal(value: Any, depth: int) -> str:
    """JSON as Python source, one entry a line."""
    inner, outer = "    " * (depth + 1), "    " * depth
    if isinstance(value, dict) and value:
        lines = [
            f"{inner}{literal(key, 0)}: {literal(part, depth + 1)}," for key, part in value.items()
        ]
        return "\n".join(["{", *lines, f"{outer}}}"])
    if isinstance(value, list) and value:
        lines = [f"{inner}{literal(part, depth + 1)}," for part in value]
        return "\n".join(["[", *lines, f"{outer}]"])
    if isinstance(value, str) and value.isprintable():
        return json.dumps(value, ensure_ascii=False)
    return repr(value)
