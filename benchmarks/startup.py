"""The cost of the app at start: `django.setup()` with it and with drf-spectacular alone."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from subprocess import run
from typing import NamedTuple

from measure import environment, interleave, median, progress, table, verdict

ALONE = "drf-spectacular alone"
WITH_US = "with drf-typed-responses"
CONFIGURED = "with its AutoSchema configured"

SPECTACULAR = "drf_spectacular.openapi.AutoSchema"
OURS = "drf_typed_responses.spectacular.AutoSchema"
PROJECTS = {
    ALONE: ([], SPECTACULAR),
    WITH_US: (["drf_typed_responses"], SPECTACULAR),
    CONFIGURED: (["drf_typed_responses"], OURS),
}
LIMIT_MS = 5

# A project imports its views, and with them rest_framework, before it serves anything; `views` does
# so after setup. At the end the start of our app is repeated alone, as `apps.populate` does it.
CHILD = """\
import json, sys, time
import django
from django.apps import AppConfig, apps
from django.conf import settings
ours, schema_class, views = json.loads(sys.argv[1])
settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework",
                    "drf_spectacular", *ours],
    REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": schema_class},
)
start = time.process_time()
django.setup()
if views:
    import rest_framework.views
spent = time.process_time() - start
modules = sorted(sys.modules)
start = time.process_time()
config = AppConfig.create("drf_typed_responses")
config.apps = apps
config.import_models()
config.ready()
print(json.dumps([spent, time.process_time() - start, modules]))
"""


class Start(NamedTuple):
    """CPU seconds of one start, of our app by itself, and all modules imported by the start."""

    seconds: float
    app: float
    modules: list[str]


def measure_starts(python: str, rounds: int, views: bool) -> dict[str, list[Start]]:
    """One fresh process per project and round; with `views` the import of DRF's views counts."""
    runs = {name: partial(_start, python, [*project, views]) for name, project in PROJECTS.items()}
    progress(f"startup: {rounds} rounds")
    runs[CONFIGURED]()  # byte code and the disk's cache
    return interleave(runs, rounds)


def _start(python: str, project: list[object]) -> Start:
    command = [python, "-c", CHILD, json.dumps(project)]
    child = run(command, check=True, capture_output=True, text=True, env=environment())
    return Start(*json.loads(child.stdout))


def report(starts: dict[str, list[Start]], what: str) -> str:
    headers = ["CPU ms", "longer by, pairwise", "modules", "more", "of ours"]
    return table([what, *headers], [_row(name, starts) for name in starts])


def _row(name: str, starts: dict[str, list[Start]]) -> list[str]:
    mine, alone = ([1000 * start.seconds for start in starts[n]] for n in (name, ALONE))
    modules = starts[name][0].modules
    longer = median([a - b for a, b in zip(mine, alone, strict=True)])
    return [
        name,
        f"{median(mine):.1f}",
        "" if name == ALONE else f"{longer:.1f}",
        str(len(modules)),
        str(len(set(modules) - set(starts[ALONE][0].modules))),
        ", ".join(ours(modules)) or "none",
    ]


def report_app(starts: dict[str, list[Start]]) -> str:
    """Time our part of a start alone, because two starts differ by more than our part."""
    spent = median([1000 * start.app for start in starts[ALONE]])
    text = "Our app by itself, in a project that has drf-spectacular, in ms: "
    return text + verdict(spent, at_most=LIMIT_MS)


def ours(modules: Sequence[str]) -> list[str]:
    """Our modules among them, without the name of the package."""
    package = "drf_typed_responses."
    return [name.removeprefix(package) for name in modules if name.startswith(package)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--json", action="store_true", help="print the raw figures")
    given = parser.parse_args()
    setups = measure_starts(sys.executable, given.rounds, views=False)
    views = measure_starts(sys.executable, given.rounds, views=True)
    if given.json:
        print(json.dumps({"setup": setups, "views": views}))
        return
    print(report(setups, "django.setup()"), end="\n\n")
    print(report(views, "django.setup(), rest_framework.views"), end="\n\n")
    print(report_app(setups))


if __name__ == "__main__":
    main()
