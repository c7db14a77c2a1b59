"""drf-spectacular's own tests, run with this package: each test has the same outcome as without it.

`python upstream_suite.py FOLDER` runs the tests of a source distribution of drf-spectacular that is
unpacked in FOLDER, and names those whose outcome differs. pytest loads this module as a plugin.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.etree import ElementTree

PLUGIN: Final = Path(__file__)
# Other AutoSchemas, with which the package's own one is combined in both orders.
SCHEMAS: Final = (
    "drf_spectacular.openapi.AutoSchema",
    "drf_standardized_errors.openapi.AutoSchema",
    "drf_spectacular_jsonapi.schemas.openapi.JsonApiAutoSchema",
)
# How the tests' project has adopted the package: as an app, with `class Mine(ours, theirs)`, or
# with a class of theirs that derives from ours.
ADOPTIONS: Final = ("app", "before", "below")
# What differs in the text of equal failures: addresses, and the number of silenced checks.
_VARYING: Final = re.compile(r"0x[0-9a-f]+|\d+ silenced")


def pytest_load_initial_conftests() -> None:
    """Adopt the package in the settings that the conftest of drf-spectacular's tests makes."""
    from django.conf import LazySettings

    configure = LazySettings.configure
    theirs, adoption = os.environ["THEIRS"], os.environ["ADOPTION"]

    def adopted(self: LazySettings, **options: Any) -> None:
        if adoption:
            options["INSTALLED_APPS"] = (*options["INSTALLED_APPS"], "drf_typed_responses")
        if adoption == "app":  # a test counts the findings of `manage.py check`
            silenced = options.get("SILENCED_SYSTEM_CHECKS", ())
            options["SILENCED_SYSTEM_CHECKS"] = [*silenced, "drf_typed_responses.W001"]
        options["REST_FRAMEWORK"]["DEFAULT_SCHEMA_CLASS"] = theirs
        if adoption in ("before", "below"):
            options["REST_FRAMEWORK"]["DEFAULT_SCHEMA_CLASS"] = f"{PLUGIN.stem}.Combined"
        configure(self, **options)

    LazySettings.configure = adopted  # type: ignore[method-assign]


def __getattr__(name: str) -> type:
    """`Combined`: the two AutoSchemas in one class. Made when the settings ask for it."""
    if name != "Combined":
        raise AttributeError(name)
    from drf_spectacular import openapi

    from drf_typed_responses.spectacular import AutoSchema

    if os.environ["ADOPTION"] == "below":
        openapi.AutoSchema = AutoSchema  # type: ignore[misc]  # from which theirs then derives
        return import_string(os.environ["THEIRS"])
    return type("Combined", (AutoSchema, import_string(os.environ["THEIRS"])), {})


def import_string(path: str) -> type:
    """The class of a dotted path."""
    module, _, name = path.rpartition(".")
    found: type = getattr(import_module(module), name)
    return found


def outcomes(folder: Path, theirs: str, adoption: str = "") -> dict[str, str]:
    """The outcome of each test of a source distribution: "", or the message of its failure.

    `theirs` is the path of an AutoSchema, with which the package is adopted as `adoption` says.
    """
    with TemporaryDirectory() as place:
        report = Path(place) / "report.xml"
        # Without the configuration of the source distribution, which measures coverage.
        command = ["pytest", "-vv", "-c", os.devnull, "--rootdir", str(folder)]
        options = ["-p", PLUGIN.stem, "-p", "no:cacheprovider", f"--junitxml={report}"]
        subprocess.run(
            [sys.executable, "-m", *command, *options, str(folder / "tests")],
            cwd=folder,
            env={
                **os.environ,
                "THEIRS": theirs,
                "ADOPTION": adoption,
                "PYTHONHASHSEED": "0",  # for the order of sets in the text of failures
                "PYTHONPATH": str(PLUGIN.parent),
            },
            stdout=subprocess.DEVNULL,
            check=False,  # some of the tests depend on versions of other packages
        )
        return dict(_read(report))


def _read(report: Path) -> Iterator[tuple[str, str]]:
    for case in ElementTree.parse(report).iter("testcase"):
        # Without the traceback, which leads through the package.
        texts = (f"{part.tag} {part.get('message')}" for part in case if part.tag != "system-out")
        yield f"{case.get('classname')}.{case.get('name')}", _VARYING.sub("...", "".join(texts))


def differing(plain: Mapping[str, str], adopted: Mapping[str, str]) -> list[str]:
    """The tests that only one of two runs has, or that have another outcome in each."""
    return sorted(name for name in {*plain, *adopted} if plain.get(name) != adopted.get(name))


def main(folder: Path) -> int:
    """Print the tests whose outcome differs; 1 if there are some."""
    found = 0
    for theirs in SCHEMAS:
        without = outcomes(folder, theirs)
        failures = sum(map(bool, without.values()))
        print(f"{theirs}: {len(without)} tests, {failures} fail or are skipped without the package")
        for adoption in ADOPTIONS:
            names = differing(without, outcomes(folder, theirs, adoption))
            found += len(names)
            print(f"  {adoption}: {len(names)} with another outcome", *names, sep="\n    ")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
