"""`apidocs draft`: propose source for an operation without schema or sample, from recordings."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted

from ..documents import built, chosen_document
from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.drafting.missing_parts import Facts
    from drf_typed_responses.publish import Publication

RECORDINGS = Path("contract-recordings")


def arguments(parser: ArgumentParser) -> None:
    """Add the operation and `--from`."""
    parser.add_argument(
        "operation",
        nargs="*",
        help='such as "GET /api/teams/{slug}/"; without it, lists the operations to draft',
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        default=RECORDINGS,
        metavar="DIR",
        help=f"the folder of `pytest --contract-record DIR` (default: {RECORDINGS})",
    )


def run(options: Options, terminal: Terminal) -> int:
    """Print the draft of an operation, or list the operations to draft; always returns 0."""
    with chosen_document(options):
        if options["operation"]:
            _draft(options, terminal)
        else:
            _list(options, terminal)
    return 0


def _draft(options: Options, terminal: Terminal) -> None:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.recording import recorded
    from drf_typed_responses.drafting.draft import draft

    recording = recorded(options["folder"], " ".join(options["operation"]))
    publication = built(terminal)
    drafted = draft(Contract.of(publication), recording, tuple(_tags()), _facts(publication))
    summary = {"operation": recording.operation, "source": drafted.text}
    terminal.print(Output(kind="draft", draft=drafted.text, summary=summary), options)
    terminal.err.write("Read it before you paste it: it fits only the recorded responses.")


def _list(options: Options, terminal: Terminal) -> None:
    from drf_typed_responses.conformance.contract import Contract
    from drf_typed_responses.conformance.recording import all_recorded
    from drf_typed_responses.drafting.missing_parts import undrafted

    recordings = all_recorded(options["folder"])
    publication = built(terminal)
    left = undrafted(Contract.of(publication), recordings, _facts(publication))
    names = "".join(f"{name}\n" for name in left)
    terminal.print(Output(kind="draft", draft=names, summary={"operations": left}), options)
    terminal.err.write(
        f"{len(left)} of {counted(len(recordings), 'recorded operation')} can be drafted."
    )


def _facts(publication: Publication) -> Facts:
    return {name: source.facts for name, source in publication.sources.items()}


def _tags() -> Iterator[str]:
    """The names of the tags that the project defines."""
    from django.conf import settings

    for tag in getattr(settings, "SPECTACULAR_SETTINGS", {}).get("TAGS", ()):
        if isinstance(tag, dict) and "name" in tag:
            yield str(tag["name"])
