"""How long does a comparison of two documents take?

`--documents BASE REVISED` compares two files; without it two documents of the shape of a real one
are drawn (`shape.json`), and the second has `--changes` attributes that may be null. `--peer` runs
`openapi-diff` of npm on the same pair, which `npx` fetches.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from measure import cpu_seconds, environment, interleave, median, progress, ratio, table, verdict
from plan import Endpoint, Field, Node, plan
from shape import Json, load

Costs = dict[str, list[float]]

OURS = "compare"
SAME = "compare, identical"
READING = "json.load and one walk"
COMMAND = "the command, from files to verdict"
# openapi-diff had not finished with the real documents after ten minutes.
PATIENCE = 60
SCALARS: dict[str, Json] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "enum": {"type": "string", "enum": ["open", "closed", "ignored"]},
    "datetime": {"type": "string", "format": "date-time"},
    "strings": {"type": "array", "items": {"type": "string"}},
    "ints": {"type": "array", "items": {"type": "integer"}},
    "anything": {"type": "array", "items": {}},
    "map": {"type": "object", "additionalProperties": {}},
    "bare": {"type": "object"},
    "union": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
}


def document(copies: int) -> Json:
    """An API with the shape of so many copies of the real one, without references."""
    paths: Json = {}
    for copy in range(copies):
        for endpoint in plan(load(), copy):
            variables = "".join(f"{{v{i}}}/" for i in range(endpoint.parameters))
            paths[f"/{copy}/{endpoint.number}/{variables}"] = dict(_operations(endpoint))
    return {"openapi": "3.0.3", "info": {"title": "API", "version": "1"}, "paths": paths}


def _operations(endpoint: Endpoint) -> Iterator[tuple[str, Json]]:
    for operation in endpoint.operations:
        raw: Json = {
            "operationId": f"operation{operation.number}",
            "tags": [endpoint.tag],
            "parameters": [
                {"name": f"q{i}", "in": "query", "schema": {"type": "string"}}
                for i in range(operation.queries)
            ],
            "responses": {str(400 + i): {"description": "No."} for i in range(operation.errors)},
        }
        if operation.answer is None:
            raw["responses"]["204"] = {"description": "Done."}
        else:
            raw["responses"]["200"] = {"description": "Yes.", **_content(operation.answer)}
        if operation.request is not None:
            raw["requestBody"] = _content(operation.request)
        yield operation.method, raw


def _content(node: Node) -> Json:
    return {"content": {"application/json": {"schema": _object(node)}}}


def _object(node: Node) -> Json:
    schema: Json = {
        "type": "object",
        "properties": {field.name: _field(field) for field in node.fields},
    }
    required = [field.name for field in node.fields if not field.optional]
    return {**schema, "required": required} if required else schema


def _field(field: Field) -> Json:
    schema = _object(field.child) if field.child else dict(SCALARS.get(field.kind, {}))
    if field.kind == "many":
        schema = {"type": "array", "items": schema}
    if field.nullable and "type" in schema:
        schema["nullable"] = True
    if field.described:
        schema["description"] = f"What {field.name} says, in as many words as are usual."
    return schema


def changed(base: Json, changes: int) -> Json:
    """A copy of the document in which so many attributes, evenly spread, may be null."""
    revised: Json = json.loads(json.dumps(base))
    strings = list(_strings(revised["paths"]))
    for index in range(min(changes, len(strings))):
        strings[index * len(strings) // changes]["nullable"] = True
    return revised


def _strings(raw: Any) -> Iterator[Json]:
    for part in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        if isinstance(part, dict) and part.get("type") == "string" and "nullable" not in part:
            yield part
        yield from _strings(part)


def walk(raw: Any) -> None:
    for part in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        walk(part)


def measure(base: bytes, revised: bytes, rounds: int, folder: Path) -> Costs:
    """CPU seconds, one figure a round, each with new documents, so that caches do not help."""
    from drf_typed_responses.compat import compare

    def read_and_walk() -> float:
        return cpu_seconds(lambda: [walk(json.loads(text)) for text in (base, revised)])

    def ours(new: bytes) -> float:
        pair = json.loads(base), json.loads(new)
        return cpu_seconds(lambda: compare(*pair))

    runs = {
        READING: read_and_walk,
        OURS: partial(ours, revised),
        SAME: partial(ours, base),
        COMMAND: partial(_command, folder),
    }
    return interleave(runs, rounds)


def _command(folder: Path) -> float:
    """Wall seconds, which a person or a pipeline waits for."""
    command = [sys.executable, "-m", "drf_typed_responses.compat", "base.json", "revised.json"]
    begun = time.perf_counter()
    run = subprocess.run(command, cwd=folder, env=environment(), capture_output=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr.decode())
    return time.perf_counter() - begun


def peer(folder: Path) -> str:
    """The result of openapi-diff for the same pair, and its time."""
    command = ["npx", "--yes", "openapi-diff@0.24.1", "base.json", "revised.json"]
    begun = time.perf_counter()
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE)
    except FileNotFoundError:
        return "there is no npx here"
    except subprocess.TimeoutExpired:
        return f"not done after {PATIENCE} s"
    said = (run.stdout or run.stderr).decode(errors="replace")
    found = "breaks found" if "Breaking changes found" in said else said.partition("\n")[0][:100]
    return f"{time.perf_counter() - begun:.1f} s, exit code {run.returncode}: {found}"


def measure_growth(changes: int, rounds: int) -> Costs:
    """CPU seconds of a comparison, as the document grows and as the changes do."""
    small, large = document(1), document(2)
    pairs = {
        "1 document": (small, changed(small, changes)),
        "2 documents": (large, changed(large, 2 * changes)),
        "twice the changes": (small, changed(small, 2 * changes)),
    }
    from drf_typed_responses.compat import compare

    runs = {name: partial(cpu_seconds, partial(compare, *pair)) for name, pair in pairs.items()}
    return interleave(runs, rounds)


def report(size: float, costs: Costs, growth: Costs, said: str) -> str:
    limits = {OURS: 2.0, SAME: 1.2}
    rows = [
        [name, f"{median(spent):.3f}", verdict(times, at_most=limits.get(name))]
        for name, spent in costs.items()
        for times in [ratio(spent, costs[READING])]
    ]
    base = growth["1 document"]
    grown = [
        [name, f"{median(spent):.3f}", f"{ratio(spent, base):.2f}"]
        for name, spent in growth.items()
    ]
    title = f"two documents, {size:.1f} MB together"
    parts = [table([title, "s", "times as long"], rows), table(["growth", "s", "times"], grown)]
    return "\n\n".join([*parts, f"openapi-diff of npm on the same pair: {said}."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, nargs=2, metavar=("BASE", "REVISED"))
    parser.add_argument("--copies", type=int, default=7, help="how large a drawn document is")
    parser.add_argument("--changes", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    given = parser.parse_args()
    if given.documents:
        base, revised = (path.read_bytes() for path in given.documents)
    else:
        drawn = document(given.copies)
        base, revised = (json.dumps(d).encode() for d in (drawn, changed(drawn, given.changes)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "base.json").write_bytes(base)
        (folder / "revised.json").write_bytes(revised)
        progress(f"compare: {given.rounds} rounds")
        costs = measure(base, revised, given.rounds, folder)
        growth = measure_growth(given.changes, given.rounds)
        said = peer(folder) if given.peer else "not asked"
    if given.json:
        print(json.dumps({"costs": costs, "growth": growth}))
        return
    print(report((len(base) + len(revised)) / 1e6, costs, growth, said))


if __name__ == "__main__":
    main()
