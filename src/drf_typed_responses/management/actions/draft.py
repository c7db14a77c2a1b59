"""`apidocs draft`: source for an operation that has no schema or no sample, from recordings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
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

    recording = recorded(options["folder"], " ".join(options["operation"]))
    operation = recording.operation
    drafted = draft(Contract.of(built(terminal)), recording, tuple(_tags()))
    if options["format"] == "json":
        summary = {"operation": operation, "source": drafted.text}
        terminal.out.write(json.dumps({"findings": [], "summary": summary}, indent=2))
    else:
        terminal.out.write(drafted.text)
    terminal.err.write("Read it before you paste it: it fits what was recorded, and no more.")
    return 0


def _tags() -> Iterator[str]:
    """The tags that the project defines."""
    from django.conf import settings

    for tag in getattr(settings, "SPECTACULAR_SETTINGS", {}).get("TAGS", ()):
        if isinstance(tag, dict) and "name" in tag:
            yield str(tag["name"])
