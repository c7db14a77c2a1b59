"""`apidocs draft`: source for an operation that has no schema or no sample, from recordings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drf_typed_responses.report import counted

from ..terminal import Terminal
from .build import built

if TYPE_CHECKING:
    from drf_typed_responses.publish import Publication
    from drf_typed_responses.spectacular.operation_facts import OperationFacts

HELP = "propose types and a sample for an operation, from responses that tests recorded"
FORMATS = ("text", "json")
RECORDINGS = Path("contract-recordings")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "operation",
        nargs="*",
        help='such as "GET /api/teams/{slug}/"; left out, lists what is left to draft',
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=RECORDINGS,
        metavar="DIR",
        help=f"what `pytest --contract-record DIR` has written (default: {RECORDINGS})",
    )


def run(options: dict[str, Any], terminal: Terminal) -> int:
    if options["operation"]:
        _draft(options, terminal)
    else:
        _list(options, terminal)
    return 0


def _draft(options: dict[str, Any], terminal: Terminal) -> None:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.recording import recorded
    from drf_typed_responses.drafting.draft import draft

    recording = recorded(options["folder"], " ".join(options["operation"]))
    publication = built(terminal)
    drafted = draft(Contract.of(publication), recording, tuple(_tags()), _facts(publication))
    said = {"operation": recording.operation, "source": drafted.text}
    _print(options, terminal, drafted.text, said)
    terminal.err.write("Read it before you paste it: it fits what was recorded, and no more.")


def _list(options: dict[str, Any], terminal: Terminal) -> None:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.recording import all_recorded
    from drf_typed_responses.drafting.lacking import undrafted

    recordings = all_recorded(options["folder"])
    publication = built(terminal)
    left = undrafted(Contract.of(publication), recordings, _facts(publication))
    _print(options, terminal, "".join(f"{name}\n" for name in left), {"operations": left})
    terminal.err.write(
        f"{len(left)} of {counted(len(recordings), 'recorded operation')} can be drafted."
    )


def _facts(publication: Publication) -> dict[str, OperationFacts]:
    return {name: source.facts for name, source in publication.sources.items()}


def _print(options: dict[str, Any], terminal: Terminal, text: str, said: dict[str, Any]) -> None:
    as_json = options["format"] == "json"
    summary = {"findings": [], "summary": said}
    terminal.out.write(json.dumps(summary, indent=2) if as_json else text)


def _tags() -> Iterator[str]:
    """The tags that the project defines."""
    from django.conf import settings

    for tag in getattr(settings, "SPECTACULAR_SETTINGS", {}).get("TAGS", ()):
        if isinstance(tag, dict) and "name" in tag:
            yield str(tag["name"])
