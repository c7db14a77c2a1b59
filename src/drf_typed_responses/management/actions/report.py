"""`apidocs report`: where each operation stands, private ones included, with sums."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..documents import built_documents, built_private
from ..terminal import Options, Terminal


def arguments(parser: ArgumentParser) -> None:
    """Add `--contract-report` and `--since`."""
    parser.add_argument(
        "--contract-report",
        type=Path,
        metavar="FILE",
        help="the report of `pytest --contract-report FILE`, which says what is tested",
    )
    parser.add_argument(
        "--since",
        type=Path,
        metavar="FILE",
        help="an earlier report of `--format json` to compare with",
    )


def run(options: Options, terminal: Terminal) -> int:
    """Print the report; always returns 0."""
    from drf_typed_responses.reporting.report import report, standings
    from drf_typed_responses.reporting.saved_reports import earlier_counts, tested_operations

    begun = time.monotonic()
    tests, since = options["contract_report"], options["since"]
    tested = tested_operations(tests) if tests else None
    earlier = earlier_counts(since) if since else None
    documents = built_documents(options, terminal)
    published = {each.name: each.publication for each in documents}
    operations = standings(published, built_private(documents, terminal), tested)
    terminal.print(Output(kind="report", summary=report(operations, earlier)), options)
    number = counted(len(operations), "operation")
    terminal.err.write(
        f"Reported {number} in {time.monotonic() - begun:.1f} s. The report names private "
        "operations: it is for those who have the source."
    )
    return 0
