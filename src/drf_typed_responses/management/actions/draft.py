"""`apidocs draft`: source for an operation that has no schema or no sample, from recordings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from ..terminal import Terminal
from .build import built

HELP = "propose types and a sample for an operation, from responses that tests recorded"
FORMATS = ("text", "json")
RECORDINGS = Path("contract-recordings")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("operation", nargs="+", help='such as "GET /api/teams/{slug}/"')
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=RECORDINGS,
        metavar="DIR",
        help=f"what `pytest --contract-record DIR` has written (default: {RECORDINGS})",
    )


def run(options: dict[str, Any], terminal: Terminal) -> int:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.drafting.draft import draft
    from drf_typed_responses.conformance.drafting.recording import recorded

    operation = " ".join(options["operation"])
    bodies = recorded(options["folder"], operation)
    drafted = draft(Contract.of(built(terminal)), operation, bodies)
    if options["format"] == "json":
        summary = {"operation": operation, "source": drafted.text}
        terminal.out.write(json.dumps({"findings": [], "summary": summary}, indent=2))
    else:
        terminal.out.write(drafted.text)
    terminal.err.write("Read it before you paste it: it fits what was recorded, and no more.")
    return 0
