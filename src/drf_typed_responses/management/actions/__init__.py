"""The actions of `manage.py apidocs`: one module for each, in the table `ACTIONS`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from drf_typed_responses.output.output_formats import OutputKind

from ..terminal import Options, Terminal
from . import build, coverage, diff, draft, explain, observed, report, test, watch


class Action(NamedTuple):
    """One action: how it runs, and how its command line is parsed.

    `run` returns the exit code, and raises TypedResponsesError if it cannot run. `arguments` adds
    the options of this action alone. The `kind` of output determines the formats; `fail_on` is the
    default level at which findings fail the action.
    """

    help: str
    run: Callable[[Options, Terminal], int]
    arguments: Callable[[ArgumentParser], None] = lambda parser: None
    kind: OutputKind = "findings"
    fail_on: str = "warning"


ACTIONS: Final[Mapping[str, Action]] = {
    "build": Action("build the public document", build.run, build.arguments),
    "test": Action("check the public document and write nothing", test.run, test.arguments),
    "diff": Action(
        "report changes of the public document that break clients",
        diff.run,
        diff.arguments,
        kind="changes",
        fail_on="error",
    ),
    "draft": Action(
        "propose types and a sample for an operation, from responses that tests recorded",
        draft.run,
        draft.arguments,
        kind="draft",
    ),
    "report": Action(
        "report which operations are published, typed, described, sampled and tested",
        report.run,
        report.arguments,
        kind="report",
    ),
    "coverage": Action(
        "add up the coverage of contract tests that ran on several machines",
        coverage.run,
        coverage.arguments,
        kind="coverage",
    ),
    "observed": Action(
        "tell what production has seen, and what is documented and never sent",
        observed.run,
        observed.arguments,
        fail_on="never",
    ),
    "explain": Action(
        "print what a finding means and what avoids it",
        explain.run,
        explain.arguments,
        kind="draft",
    ),
    "watch": Action(
        "serve the documentation to this machine, and rebuild it on every save",
        watch.run,
        watch.arguments,
        fail_on="never",
    ),
}
