"""`apidocs coverage FILE...`: the coverage of several runs of contract tests, added up."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from drf_typed_responses.output.output_formats import Output

from ..terminal import Options, Terminal


def arguments(parser: ArgumentParser) -> None:
    """Add the reports, and the threshold."""
    parser.add_argument(
        "reports",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a report of `pytest --contract-report FILE`, such as one of each machine",
    )
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        help="exit with 1 if less of the contract is shown",
    )
    parser.add_argument(
        "--fail-under-requests",
        type=float,
        metavar="PERCENT",
        help="exit with 1 if requests send less of what is documented",
    )


def run(options: Options, terminal: Terminal) -> int:
    """Print the coverage; 1 if it is under the threshold, else 0.

    Also 1 for an exception that no response needs if CONTRACT_SKIP_UNUSED is "fail".
    """
    from drf_typed_responses.conf import current_settings
    from drf_typed_responses.conformance.document_coverage import too_little
    from drf_typed_responses.reporting.saved_reports import merged_coverage, merged_exceptions

    coverage = merged_coverage(options["reports"])
    exceptions = merged_exceptions(options["reports"])
    unused = exceptions.findings()
    is_failure = current_settings().contract_skip_unused == "fail"
    text = "".join(f"{line}\n" for line in (*coverage.lines(), *([] if is_failure else unused)))
    summary = {**coverage.as_json(), **exceptions.exported()}
    terminal.print(Output(kind="coverage", summary=summary, draft=text), options)
    failures = [*too_little(coverage, options["fail_under"], options["fail_under_requests"])]
    failures += unused if is_failure else []
    for failure in failures:
        terminal.err.write(failure)
    return 1 if failures else 0
