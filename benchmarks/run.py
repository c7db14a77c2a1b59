"""Runs every benchmark, prints the tables and writes them into benchmarks/README.md.

`--python PATH ...` names the interpreters, each with the project's test dependencies; without it
the one that runs this. `--quick` runs everything small, prints, and leaves the README as it is.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from measure import environment, progress, versions_of

FOLDER = Path(__file__).parent
README = FOLDER / "README.md"
BEGIN = "<!-- results: written by run.py -->\n"
END = "<!-- end of results -->"

TRANSLATE = {False: [], True: ["--counts", "60", "480", "--rounds", "3"]}
STARTUP = {False: [], True: ["--rounds", "3"]}
# Its larger projects take minutes for each round.
BUILD = {False: ["--rounds", "3"], True: ["--copies", "1", "2", "--rounds", "1"]}
# The shape of a real document, drawn; with --documents two real ones.
COMPARE = {False: ["--peer"], True: ["--copies", "1", "--changes", "50", "--rounds", "3"]}
RULES = {False: [], True: ["--rounds", "1", "--endpoints", "6"]}
CONFORMANCE = {False: [], True: ["--rounds", "1", "--requests", "2000"]}
WATCH = {False: [], True: ["--saves", "1", "--modules", "300"]}
# Other ways to write the same project, one copy each.
VARIANTS = {
    "A tenth of the response fields described": ["--described", "0.1"],
    "Postponed annotations": ["--strings"],
    "A right sample of each response body, all rules on": ["--sampled"],
    "Wrong samples, all rules on": ["--mistaken"],
}
VARIANT_SIZE = {False: ["--copies", "1", "--rounds", "3"], True: ["--copies", "1", "--rounds", "1"]}


def results(pythons: Sequence[str], quick: bool) -> str:
    """All tables, as the README shows them."""
    parts = [f"Measured on {date.today():%Y-%m-%d}:", *map(_version_line, pythons)]
    parts += ["### Translation"]
    for python in pythons:
        tables = _output(python, "translate.py", TRANSLATE[quick])
        parts += [f"#### {_short(python)}", tables.replace("#### ", "##### ")]
    parts += ["### Builds", _builds(pythons, BUILD[quick])]
    for title, options in VARIANTS.items():
        parts += [f"### Builds: {title.lower()}"]
        parts += [_builds(pythons, [*VARIANT_SIZE[quick], *options])]
    parts += ["### Rules and samples"]
    for python in pythons:
        parts += [f"#### {_short(python)}", _output(python, "rules.py", RULES[quick])]
    parts += ["### Comparison"]
    for python in pythons:
        parts += [f"#### {_short(python)}", _output(python, "compare.py", COMPARE[quick])]
    parts += ["### Contract tests and production checks"]
    for python in pythons:
        tables = _output(python, "conformance.py", CONFORMANCE[quick])
        parts += [f"#### {_short(python)}", tables]
    parts += ["### Saves under watch"]
    for python in pythons:
        parts += [f"#### {_short(python)}", _output(python, "watch.py", WATCH[quick])]
    parts += ["### Start"]
    for python in pythons:
        parts += [f"#### {_short(python)}", _output(python, "startup.py", STARTUP[quick])]
    return "\n\n".join(parts) + "\n"


def _builds(pythons: Sequence[str], options: Sequence[str]) -> str:
    return "\n\n".join(
        f"#### {_short(python)}\n\n{_output(python, 'build.py', options)}" for python in pythons
    )


def _version_line(python: str) -> str:
    return f"- {versions_of(python)}"


def _short(python: str) -> str:
    return versions_of(python).partition(",")[0]


def _output(python: str, script: str, options: Sequence[str]) -> str:
    progress(f"{script} {' '.join(options)} ({_short(python)})")
    command = [python, str(FOLDER / script), *options]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment())
    if run.returncode:
        raise SystemExit(f"{script} failed")
    return run.stdout.strip()


def written_into(text: str, tables: str) -> str:
    """The README with the tables between its two markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{README} has no markers to write between")
    return f"{before}{begin}\n{tables}\n{end}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", nargs="+", default=[sys.executable], help="interpreters")
    parser.add_argument("--quick", action="store_true", help="small, and nothing is written")
    given = parser.parse_args()
    tables = results(given.python, given.quick)
    print(tables)
    if not given.quick:
        text = written_into(README.read_text(encoding="utf-8"), tables)
        README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
