"""How long does a comparison take for two documents whose components all refer to each other?

In a net each component has five unions with a reference. In a giant each has arrays, unions and
references to others; one value of an enumeration is new, and one attribute has another type.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections.abc import Callable
from functools import partial

from compare import walk
from measure import cpu_seconds, interleave, median, progress, ratio, table
from shape import Json

TEXT: Json = {"type": "string"}


def ref(number: int, count: int) -> Json:
    return {"$ref": f"#/components/schemas/C{number % count}"}


def in_net(i: int, n: int) -> Json:
    unions = {f"a{j}": {"anyOf": [dict(TEXT), ref(7 * i + 13 * j + 1, n)]} for j in range(5)}
    return {"id": {"type": "integer"}, "kind": dict(TEXT), **unions}


def in_giant(i: int, n: int) -> Json:
    return {
        "id": {"type": "integer"},
        "kind": {"type": "string", "enum": ["open", "closed", "ignored"]},
        "name": dict(TEXT),
        "parts": {"type": "array", "items": ref(7 * i + 1, n)},
        "owner": ref(11 * i + 3, n),
        "target": {"anyOf": [ref(13 * i + 5, n), ref(17 * i + 7, n)]},
        "links": {
            "type": "array",
            "items": {"anyOf": [ref(19 * i + 11, n), ref(23 * i + 13, n), dict(TEXT)]},
        },
    }


def document(attributes: Callable[[int, int], Json], n: int) -> Json:
    schemas = {
        f"C{i}": {"type": "object", "required": ["id", "kind"], "properties": attributes(i, n)}
        for i in range(n)
    }
    paths = {
        f"/c{i}": {"get": {"responses": {"200": {"description": "Yes.", "content": {
            "application/json": {"schema": ref(i, n)}}}}}}
        for i in range(n)
    }  # fmt: skip
    info = {"title": "API", "version": "1"}
    return {"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}}


def pair(attributes: Callable[[int, int], Json], n: int) -> tuple[bytes, bytes]:
    base = document(attributes, n)
    revised = copy.deepcopy(base)
    schemas = revised["components"]["schemas"]
    if attributes is in_giant:
        schemas["C0"]["properties"]["kind"]["enum"].append("gone")
        schemas["C1"]["properties"]["name"] = {"type": "integer"}
    else:
        schemas["C0"]["properties"]["kind"] = {"type": "integer"}
    return json.dumps(base).encode(), json.dumps(revised).encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--components", type=int, default=3000, help="those of the giant")
    parser.add_argument("--net", type=int, default=100, help="those of the small net")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    given = parser.parse_args()
    from drf_typed_responses.compat import compare

    pairs = {
        f"a net of {given.net} components": pair(in_net, given.net),
        f"a net of {4 * given.net} components": pair(in_net, 4 * given.net),
        f"a giant of {given.components} components": pair(in_giant, given.components),
    }

    def reading(texts: tuple[bytes, bytes]) -> float:
        return cpu_seconds(lambda: [walk(json.loads(text)) for text in texts])

    def comparing(texts: tuple[bytes, bytes]) -> float:
        base, revised = (json.loads(text) for text in texts)
        return cpu_seconds(lambda: compare(base, revised))

    runs = {(name, False): partial(reading, texts) for name, texts in pairs.items()}
    runs |= {(name, True): partial(comparing, texts) for name, texts in pairs.items()}
    progress(f"giant: {given.rounds} rounds")
    costs = interleave(runs, given.rounds)
    if given.json:
        print(json.dumps({name: [costs[name, False], costs[name, True]] for name in pairs}))
        return
    rows = [
        [name, *(f"{median(costs[name, is_ours]):.3f}" for is_ours in (False, True)),
         f"{ratio(costs[name, True], costs[name, False]):.1f}"]
        for name in pairs
    ]  # fmt: skip
    print(table(["two documents", "load and walk", "compare", "times"], rows))


if __name__ == "__main__":
    main()
