"""Adopts this package in a large project from PyPI, as its maintainers would.

`python tests/adoption/adopt.py PROJECT [SOURCE]` runs in an environment that has the project
installed, as `make adopt` makes one; SOURCE is a folder with its source, if only that has its
tests. It checks that the document of the project stays the same byte for byte;
that a build publishes exactly the operations of `projects.toml`, with the findings named there;
that the project's own tests pass with `--contract`, if the table names some; and that the app
costs little time. It prints a line for each check, and ends with 1 if one fails.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from services import running

HERE = Path(__file__).resolve().parent
ROUNDS = 5
# The user time of a generation with the app, by that of plain drf-spectacular.
MOST = 1.10
METHODS = {"get", "post", "put", "patch", "delete"}


class Adoption(NamedTuple):
    """A project of `projects.toml`, and the folder where it runs."""

    name: str
    facts: dict[str, Any]
    folder: Path
    source: Sequence[str]

    def python(
        self, step: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run a module of the project after a step of its adoption."""
        environment = {
            **os.environ,
            "ADOPTION": step,
            "DJANGO_SETTINGS_MODULE": f"{self.name}_settings",
            "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join(map(str, (HERE, *self.source))),
        }
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise SystemExit(f"{step}: {' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done

    def generate(self, step: str) -> float:
        """Write the document of a step into STEP.json; returns the user time."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        options = ["--skip-checks", "--format", "openapi-json", "--file", f"{step}.json"]
        self.python(step, "django", "spectacular", *options)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before

    def document(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()


# Each check yields `(whether it holds, what it found)`.
Checks = Iterator[tuple[bool, str]]


def same_bytes(adoption: Adoption) -> Checks:
    """The document is the same after each step that annotates nothing."""
    adoption.generate("plain")
    plain = adoption.document("plain.json")
    for step in ("app", "ours_first", "theirs_first"):
        adoption.generate(step)
        same = adoption.document(f"{step}.json") == plain
        yield same, f"{step}: {'the same' if same else 'other'} bytes, {len(plain):,} of them"


def published(adoption: Adoption) -> Checks:
    """The public document has exactly the operations that are public."""
    options = ["--format", "json", "--fail-on", "never", "--out", "public"]
    done = adoption.python("public", "django", "apidocs", "build", *options)
    paths = json.loads(adoption.document("public/openapi.json"))["paths"]
    found = {f"{m.upper()} {path}" for path, item in paths.items() for m in item if m in METHODS}
    wrong = found ^ set(adoption.facts["operations"])
    said = f"; published or expected only: {sorted(wrong)}" if wrong else ""
    yield not wrong, f"published {len(found)} operations{said}"
    findings = Counter(finding["id"] for finding in json.loads(done.stdout)["findings"])
    expected = set(adoption.facts["findings"])
    yield set(findings) == expected, f"findings: {dict(sorted(findings.items()))}"


def contract(adoption: Adoption) -> Checks:
    """The responses of the project's own tests keep the contract, except in known tests."""
    options = ["-p", "no:cacheprovider", "-q", "-c", os.devnull, "--rootdir", ".", "--contract"]
    done = adoption.python(
        "public", "pytest", *options, "--pyargs", *adoption.facts["tests"], check=False
    )
    counted = re.search(r"^(\d+) responses?: .*$", done.stdout, re.MULTILINE)
    failed = set(re.findall(r"^(?:FAILED|ERROR) .*?::(\w+::\w+)", done.stdout, re.MULTILINE))
    # 0 and 1 are the exit codes of a run that came to its end.
    as_expected = done.returncode in (0, 1) and failed == set(adoption.facts["broken"])
    yield as_expected, "its tests ran" if as_expected else f"{done.stdout}{done.stderr}"[-20_000:]
    said = counted[0] if counted else "no response checked"
    yield counted is not None and counted[1] != "0", said


def cost(adoption: Adoption) -> Checks:
    """The app costs little of the time that a document takes."""
    steps = ("plain", "ours_first")
    rounds = [[adoption.generate(step) for step in steps] for _ in range(ROUNDS)]
    without, adopted = (median(times) for times in zip(*rounds, strict=True))
    ratio = adopted / without
    yield ratio <= MOST, f"{without:.1f} s plain, {adopted:.1f} s adopted: {ratio:.2f} times"


def main(name: str, *source: str) -> int:
    facts = tomllib.loads((HERE / "projects.toml").read_text(encoding="utf-8"))[name]
    failed = False
    with TemporaryDirectory(prefix=f"adopt-{name}-") as folder:
        adoption = Adoption(name, facts, Path(folder), source)
        with running(facts["debian"], adoption.folder):
            if facts.get("tables"):
                adoption.python("plain", "django", "migrate", "--run-syncdb", "--skip-checks")
            for check in (same_bytes, published, contract, cost):
                for holds, said in check(adoption):
                    print(f"{name}: {'' if holds else 'FAILED: '}{said}", flush=True)
                    failed |= not holds
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
