"""`apidocs observed FILE...`: what production has seen of the document."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from drf_typed_responses.document_names import shown_name
from drf_typed_responses.findings import exceeds
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..documents import built, chosen_document
from ..terminal import Options, Terminal

LEAST = 1_000


def arguments(parser: ArgumentParser) -> None:
    """Add the files, and the least number of values."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a file of the setting OBSERVED, such as one of each machine",
    )
    parser.add_argument(
        "--least",
        type=int,
        default=LEAST,
        metavar="NUMBER",
        help=f"the fewest values from which anything is concluded; {LEAST:,}",
    )


def run(options: Options, terminal: Terminal) -> int:
    """Print what was seen; 1 if it fails the command, else 0."""
    with chosen_document(options) as name:
        return _run(shown_name(name), options, terminal)


def _run(name: str, options: Options, terminal: Terminal) -> int:
    from drf_typed_responses.conformance.counts_file import read_counts
    from drf_typed_responses.publish.rendering import as_written
    from drf_typed_responses.reporting.observed import Observed

    counts = read_counts(options["files"])
    publication = built(terminal)
    observed = Observed(as_written(publication.document), counts, name)
    findings = observed.findings(publication.locations, max(1, options["least"]))
    summary = {"responses": observed.responses, "first": counts.first, "last": counts.last}
    terminal.print(Output(findings=findings, summary=summary), options)
    number = sum(finding.level == "warning" for finding in findings)
    when = f" from {counts.first} to {counts.last}" if counts.first else ""
    terminal.err.write(
        f"Observed {observed.responses:,} response{'' if observed.responses == 1 else 's'}{when}: "
        f"{counted(number, 'narrower annotation')}, {counted(len(findings), 'finding')}."
    )
    return int(exceeds(findings, options["fail_on"]))
