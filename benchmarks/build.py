"""Whole builds as processes: the typed project against the same API on plain DRF serializers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import measure
from measure import Usage, interleave, median, progress, ratio, run_child, table, verdict

OURS = "typed: apidocs build"
TYPED = "typed: spectacular"
PLAIN = "plain: spectacular"
TYPED_YAML = "typed: spectacular, YAML"
PLAIN_YAML = "plain: spectacular, YAML"

# The files that each command writes, to check that all commands wrote the whole API.
WRITES = {OURS: "public/openapi.json", TYPED: "typed.json", PLAIN: "plain.json"}
COMMANDS = {
    OURS: ["apidocs", "build", "--out", "../public"],
    TYPED: ["spectacular", "--format", "openapi-json", "--file", "../typed.json"],
    PLAIN: ["spectacular", "--format", "openapi-json", "--file", "../plain.json"],
    TYPED_YAML: ["spectacular", "--file", "../typed.yml"],
    PLAIN_YAML: ["spectacular", "--file", "../plain.yml"],
}
# With every rule on: the samples are checked, and mistakes in them are worded and printed.
CHECKED = ["apidocs", "--settings", "checked", "build", "--out", "../public", "--fail-on", "never"]
# Each command with the one that it is compared to.
PAIRS = {OURS: PLAIN, TYPED: PLAIN, TYPED_YAML: PLAIN_YAML}
COPIES = (1, 2, 4, 8)

Costs = dict[str, dict[int, list[Usage]]]


def target(versions: str) -> float:
    """The most of plain that a command may take, whatever the samples.

    Before 3.13 reading the source of a class, which plain does for each, parses its module.
    """
    minor = int(versions.split(".")[1])  # of "Python 3.12.1, Django ..."
    return 0.4 if minor < 13 else 0.9


def measure_builds(
    python: str, copies: Sequence[int], rounds: int, options: Sequence[str] = ()
) -> Costs:
    """The cost of each command on one interpreter, by number of copies; YAML with one copy only."""
    costs: Costs = {}
    for count in copies:
        names = COMMANDS if count == min(copies) else [OURS, TYPED, PLAIN]
        for name, usages in _measure_copies(python, list(names), count, rounds, options).items():
            costs.setdefault(name, {})[count] = usages
    return costs


def _measure_copies(
    python: str, names: Sequence[str], copies: int, rounds: int, options: Sequence[str]
) -> dict[str, list[Usage]]:
    with TemporaryDirectory(prefix="build-") as temporary:
        folder = Path(temporary)
        project = str(Path(__file__).with_name("project.py"))
        # In another process, so that this one stays small: see run_child.
        run_child([python, project, str(folder), "--copies", str(copies), *options], folder)
        has_samples = bool({"--sampled", "--mistaken"} & set(options))
        commands = {**COMMANDS, OURS: CHECKED} if has_samples else COMMANDS
        runs = {name: partial(_run, python, folder, name, commands[name]) for name in names}
        progress(f"build: {copies} copies, {rounds} rounds")
        for run in runs.values():
            run()  # Writes the byte code of the project and fills the disk's cache.
        for name, path in WRITES.items():
            _refuse_less(folder / path, name, json.loads((folder / "counts.json").read_text()))
        return interleave(runs, rounds)


def _run(python: str, folder: Path, name: str, command: Sequence[str]) -> Usage:
    return run_child([python, "manage.py", *command], folder / name.partition(":")[0])


def _refuse_less(path: Path, name: str, counts: dict[str, int]) -> None:
    """Count line by line, because parsing the document would make this process large."""
    operations = objects = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            operations += '"operationId": ' in line
            objects += '"properties": {' in line
    if operations != counts["operations"] or objects < counts["objects"]:
        raise SystemExit(f"{name} wrote {operations} operations and {objects} objects of {counts}")


def report(costs: Costs, limit: float) -> str:
    rows = [
        [str(count), name, *_figures(usages), *_ratios(costs, name, count, limit)]
        for name, by_count in costs.items()
        for count, usages in by_count.items()
    ]
    rows.sort(key=lambda row: int(row[0]))
    headers = ["copies", "command", "CPU s", "wall s", "peak MB"]
    builds = table([*headers, "CPU / plain", "wall / plain", "peak / plain"], rows)
    return f"{builds}\n\n{_growth(costs)}" if len(costs[OURS]) > 1 else builds


def _figures(usages: list[Usage]) -> list[str]:
    return [
        f"{median([u.cpu for u in usages]):.2f}",
        f"{median([u.wall for u in usages]):.2f}",
        f"{median([u.peak_mb for u in usages]):.0f}",
    ]


def _ratios(costs: Costs, name: str, count: int, limit: float) -> list[str]:
    if name not in PAIRS:
        return ["", "", ""]
    mine, other = costs[name][count], costs[PAIRS[name]][count]
    return [
        verdict(ratio([u.cpu for u in mine], [u.cpu for u in other]), at_most=limit),
        verdict(ratio([u.wall for u in mine], [u.wall for u in other]), at_most=limit),
        verdict(ratio([u.peak_mb for u in mine], [u.peak_mb for u in other]), at_most=1),
    ]


def _growth(costs: Costs) -> str:
    """The cost of one more copy; if growth is linear, it is the same at every step."""
    counts = list(costs[OURS])
    steps = list(pairwise(counts))
    return table(
        ["CPU s per added copy", *(f"{a} to {b}" for a, b in steps)],
        [
            [name, *(f"{_cpu(by_count[b], by_count[a]) / (b - a):.2f}" for a, b in steps)]
            for name, by_count in costs.items()
            if len(by_count) > 1
        ],
    )


def _cpu(usages: list[Usage], less: list[Usage]) -> float:
    return median([u.cpu for u in usages]) - median([u.cpu for u in less])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", nargs="+", default=[sys.executable], help="interpreters")
    parser.add_argument("--copies", type=int, nargs="+", default=COPIES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--endpoints", help="only so many of each copy")
    parser.add_argument("--described", help="share of response fields with a description")
    parser.add_argument("--strings", action="store_true", help="postponed annotations")
    parser.add_argument("--sampled", action="store_true", help="samples everywhere, all rules on")
    parser.add_argument("--mistaken", action="store_true", help="the same with wrong samples")
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    given = parser.parse_args()
    options = ["--described", given.described] if given.described else []
    options += ["--endpoints", given.endpoints] if given.endpoints else []
    for name in ("strings", "sampled", "mistaken"):
        options += [f"--{name}"] if getattr(given, name) else []
    for python in given.python:
        versions = measure.versions_of(python)
        title = f"#### {versions}\n\n" if len(given.python) > 1 else ""
        costs = measure_builds(python, given.copies, given.rounds, options)
        if given.json:
            print(json.dumps(costs, default=vars))
        else:
            print(f"{title}{report(costs, target(versions))}\n")


if __name__ == "__main__":
    main()
