"""The shape of a real public API, as counts: shape.json, and how it was counted.

`python benchmarks/shape.py DOCUMENT` counts the dereferenced OpenAPI 3.0 document anew. No name,
text or value of the document is kept, only the counts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

STORED = Path(__file__).with_name("shape.json")
METHODS = ("get", "post", "put", "patch", "delete")
# The words for JSON types in the tables, used if neither enum nor format is more precise.
SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
LISTS = {"string": "strings", "integer": "ints"}


def load() -> Json:
    stored: Json = json.loads(STORED.read_text(encoding="utf-8"))
    return stored


def count(document: Json) -> Json:
    """The tables the generator of projects draws from."""
    paths = document["paths"]
    operations = [(m, item[m]) for item in paths.values() for m in METHODS if m in item]
    answers = [(m, schema) for m, o in operations for schema in _bodies(o["responses"])]
    requests = [
        (m, content.get("schema", {}))
        for m, o in operations
        for content in o.get("requestBody", {}).get("content", {}).values()
    ]
    return {
        "paths": _table(" ".join(m for m in METHODS if m in i) for i in paths.values()),
        "path_parameters": _table(path.count("{") for path in paths),
        "query_parameters": _table(_queries(o) for _, o in operations),
        "operations_by_tag": sorted(Counter(o["tags"][0] for _, o in operations).values()),
        "errors": _table(sum(c[0] != "2" for c in o["responses"]) for _, o in operations),
        "examples": sum(any(_examples(o["responses"])) for _, o in operations),
        "responses_by_method": _table(m for m, _ in answers),
        "lists": sum(schema.get("type") == "array" for _, schema in answers),
        "requests_by_method": _table(m for m, _ in requests),
        "response_objects": _objects([schema for _, schema in answers]),
        "request_objects": _objects([schema for _, schema in requests]),
    }


def _bodies(responses: Json) -> Iterator[Json]:
    for status, response in responses.items():
        if status.startswith("2"):
            yield from (content["schema"] for content in response.get("content", {}).values())


def _examples(responses: Json) -> Iterator[bool]:
    for response in responses.values():
        for content in response.get("content", {}).values():
            yield "example" in content or "examples" in content


def _queries(operation: Json) -> int:
    return sum(parameter["in"] == "query" for parameter in operation.get("parameters", ()))


def _table(values: Any) -> dict[str, int]:
    return {str(value): number for value, number in sorted(Counter(values).items())}


def _objects(schemas: list[Json]) -> Json:
    """Objects with properties, each place counted: by level, by size, and their fields by kind."""
    levels: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    links: Counter[str] = Counter()
    described = 0
    todo = [(schema, 0) for schema in schemas]
    while todo:
        schema, level = todo.pop()
        fields = schema.get("properties") or {}
        if fields:
            levels[level] += 1
            sizes[len(fields)] += 1
        for name, field in fields.items():
            described += "description" in field
            flags = "?" * bool(field.get("nullable"))
            flags += "-" * (name not in schema.get("required", ()))
            if _holds_object(field):
                links[("many" if field.get("type") == "array" else "one") + flags] += 1
            else:
                kinds[kind(field) + flags] += 1
        todo += [(inner, level + bool(fields)) for inner in _inside(schema)]
    return {
        "levels": [levels[level] for level in range(max(levels) + 1)],
        "fields": {str(size): number for size, number in sorted(sizes.items())},
        "kinds": dict(sorted(kinds.items())),
        "links": dict(sorted(links.items())),
        "described": described,
    }


def _inside(schema: Json) -> Iterator[Json]:
    yield from (schema.get("properties") or {}).values()
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield schema[keyword]
    for keyword in ("anyOf", "oneOf", "allOf"):
        yield from schema.get(keyword, ())


def _holds_object(schema: Json) -> bool:
    return bool(schema.get("properties")) or any(map(_holds_object, _inside(schema)))


def kind(schema: Json) -> str:
    """The word for a field without objects in it."""
    type_ = schema.get("type")
    if "enum" in schema and type_ == "string":
        return "enum"
    if schema.get("format") == "date-time":
        return "datetime"
    if type_ in SCALARS:
        return SCALARS[type_]
    if type_ == "array":
        return LISTS.get(schema["items"].get("type"), "anything")
    if type_ == "object":
        return "map" if schema.get("additionalProperties") else "bare"
    return "union" if "anyOf" in schema or "oneOf" in schema else "any"


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    STORED.write_text(json.dumps(count(json.loads(text)), indent=1) + "\n", encoding="utf-8")
