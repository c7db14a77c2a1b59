"""The time that rules add to a build, and the time of its sample checks beside plain jsonschema.

The project is that of build.py, with a sample of every response body.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import measure
from measure import cpu_seconds, interleave, median, progress, ratio, run_child, table, verdict

# The settings of the generated project with which a build is run.
BUILDS = {"rules off": "settings", "rules on": "checked"}
# The findings of the project, by id: five of its bodies and some of its fields hold anything, and
# its views ask for an account without saying so.
FOUND = {"response-schema", "free-form", "refusals"}
YARDSTICK = "jsonschema"
FIRST, AGAIN = "a first time", "once more"


def measure_builds(folder: Path, rounds: int) -> dict[str, list[float]]:
    """CPU seconds of `apidocs build`, each in a new process."""
    runs = {name: partial(_build, folder, settings) for name, settings in BUILDS.items()}
    progress(f"rules: {rounds} rounds of builds")
    for run in runs.values():
        run()  # Writes the byte code of the project and fills the disk's cache.
    _refuse_less(folder)
    return interleave(runs, rounds)


def _build(folder: Path, settings: str) -> float:
    command = ["manage.py", "apidocs", "--settings", settings, "build", "--out", "../public"]
    options = ["--format", "json", "--fail-on", "never"]
    return run_child([sys.executable, *command, *options], folder / "typed").cpu


def _refuse_less(folder: Path) -> None:
    """Check that the last build has run every rule over every sample."""
    log = (folder / "typed" / "child.log").read_text()  # also the text on stderr
    said, _ = json.JSONDecoder().raw_decode(log, log.index("{"))
    counts = json.loads((folder / "counts.json").read_text())
    found = {finding["id"] for finding in said["findings"]}
    if said["summary"]["samples"] != counts["answers"] or not found <= FOUND:
        raise SystemExit(f"checked {said['summary']['samples']} samples of {counts}; {found}")


def measure_samples(document: Mapping[str, Any], rounds: int) -> dict[str, dict[str, list[float]]]:
    """CPU seconds of checking all samples of a document, by validator; the first time apart."""
    from drf_typed_responses.validation import Validator

    samples = list(_samples(document))
    progress(f"rules: {rounds} rounds of {len(samples)} samples")
    makers: dict[str, Callable[[], Callable[[Any, Any], object]]] = {
        YARDSTICK: partial(_plain, document),
        "ours": lambda: Validator(document, fast=False).violations,
        "ours, with jsonschema-rs": lambda: Validator(document).violations,
    }
    return {
        name: {when: [cost[when] for cost in costs] for when in (FIRST, AGAIN)}
        for name, costs in interleave(
            {name: partial(_both, make, samples) for name, make in makers.items()}, rounds
        ).items()
    }


def _both(make: Callable[[], Any], samples: list[tuple[Any, Any]]) -> dict[str, float]:
    violations = make()

    def check() -> None:
        for schema, value in samples:
            if violations(schema, value):
                raise SystemExit("a sample of the generated project is not valid")

    return {FIRST: cpu_seconds(check), AGAIN: cpu_seconds(check)}


def _plain(document: Mapping[str, Any]) -> Callable[[Any, Any], object]:
    """Plain jsonschema over the schemas as JSON Schema 2020-12; the conversion is not timed."""
    from jsonschema import Draft202012Validator

    from drf_typed_responses.validation.conversion import SchemaConverter

    converter, judges = SchemaConverter(document, "response"), {}
    for schema, _ in _samples(document):
        judges[id(schema)] = Draft202012Validator(converter.root(schema))
    return lambda schema, value: list(judges[id(schema)].iter_errors(value))


def _samples(document: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    for item in document["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                for media in response.get("content", {}).values():
                    for example in media.get("examples", {}).values():
                        yield media["schema"], example["value"]


def report(builds: dict[str, list[float]], samples: dict[str, dict[str, list[float]]]) -> str:
    off, on = builds["rules off"], builds["rules on"]
    share = median([1 - without / whole for without, whole in zip(off, on, strict=True)])
    rows = [[name, f"{median(costs):.2f}"] for name, costs in builds.items()]
    rows[1].append(verdict(share, at_most=0.25))
    rows[0].append("")
    built = table(["apidocs build", "CPU s", "share of the rules"], rows)
    checked = table(
        ["all samples", *(f"{when}, ms" for when in (FIRST, AGAIN)), f"{AGAIN} / {YARDSTICK}"],
        [
            [
                name,
                *(f"{median(costs[when]) * 1000:.1f}" for when in (FIRST, AGAIN)),
                verdict(ratio(costs[AGAIN], samples[YARDSTICK][AGAIN]), at_most=1)
                if name != YARDSTICK
                else "",
            ]
            for name, costs in samples.items()
        ],
    )
    return f"{built}\n\n{checked}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--endpoints", help="only so many of the project")
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="rules-") as temporary:
        folder = Path(temporary)
        project = str(Path(__file__).with_name("project.py"))
        only = ["--endpoints", given.endpoints] if given.endpoints else []
        run_child([sys.executable, project, str(folder), "--sampled", *only], folder)
        builds = measure_builds(folder, given.rounds)
        document = json.loads((folder / "public" / "openapi.json").read_text())
    sys.path.insert(0, str(measure.ROOT / "src"))
    samples = measure_samples(document, given.rounds)
    if given.json:
        print(json.dumps({"builds": builds, "samples": samples}))
    else:
        print(report(builds, samples))


if __name__ == "__main__":
    main()
