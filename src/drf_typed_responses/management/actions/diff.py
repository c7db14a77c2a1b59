"""`apidocs diff [BASE [REVISION]]`: report the changes of the public document for clients."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from drf_typed_responses.comparison_options import add_arguments
from drf_typed_responses.conf import Settings, current_settings
from drf_typed_responses.document_names import WHOLE_FILE, current_document, shown_name
from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.findings import Finding, exceeds
from drf_typed_responses.openapi.types import Document
from drf_typed_responses.output.changes_text import VERBOSE, wants_colour
from drf_typed_responses.output.output_formats import Output
from drf_typed_responses.output.wording import counted, shown_path

from ..documents import built, chosen_document
from ..terminal import Options, Terminal

if TYPE_CHECKING:
    from drf_typed_responses.compat.comparison.still_used import Use
    from drf_typed_responses.compat.policy import Policy

    Uses: TypeAlias = Mapping[Use, int] | None


def arguments(parser: ArgumentParser) -> None:
    """Add the documents, what is compared of them, and the options of accepted changes."""
    sources = "a file, - for standard input, an http(s) URL, git:REV or git:REV:PATH"
    parser.add_argument(
        "base", nargs="?", default="", metavar="BASE", help=f"{sources}; default: the setting BASE"
    )
    parser.add_argument(
        "revision", nargs="?", default="", metavar="REVISION", help="default: the project"
    )
    add_arguments(parser)
    parser.add_argument("--accepted", type=Path, metavar="FILE", help="file of accepted changes")
    parser.add_argument(
        "--write-accepted",
        action="store_true",
        help="add entries for what fails now, with reasons for you to write",
    )
    parser.add_argument(
        "--calls",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a file of the setting OBSERVED, which knows who still calls what was removed; "
        "repeatable. Default: the setting DEPRECATED_CALLS",
    )
    parser.add_argument("--verbose", dest="all", action="store_true", help=VERBOSE)


def run(options: Options, terminal: Terminal) -> int:
    """Compare, and print the changes; 1 if they fail the command, else 0."""
    with chosen_document(options):
        return _compare(options, terminal)


def _compare(options: Options, terminal: Terminal) -> int:
    from drf_typed_responses.compat.documents.loading import read, without_password
    from drf_typed_responses.compat.policy import address_of, meaning_of

    settings = current_settings()
    sources = {"base": options["base"] or settings.base, "revision": options["revision"]}
    if not sources["base"]:
        raise SettingsError('there is no base: name one, or set TYPED_RESPONSES["BASE"]')
    policy = _policy(settings, options)
    uses = _uses(settings, options["calls"])
    committed = settings.out / WHOLE_FILE
    base = read(sources["base"], committed)
    if sources["revision"]:
        revised = read(sources["revision"], committed)
        findings = policy.findings(base, revised, uses=uses)
    else:
        revised, findings = _compared_with_project(policy, base, uses, terminal)
    if policy.accepted is not None and options["write_accepted"]:
        return _write(policy.accepted, findings, options["fail_on"], terminal)
    output = Output(
        kind="changes",
        findings=findings,
        summary={key: without_password(source) for key, source in sources.items()},
        documents=(base, revised),
        colour=options["force_color"] or (not options["no_color"] and wants_colour(terminal.err)),
        meaning=meaning_of,
        address=address_of,
    )
    terminal.print(output, options)
    return int(exceeds(findings, options["fail_on"]))


def _write(file: Path, findings: list[Finding], fail_on: str, terminal: Terminal) -> int:
    from drf_typed_responses.compat.accepting import write_accepted

    number = write_accepted(file, findings, fail_on)
    after = ": write the reason of each." if number else "."
    terminal.err.write(f"{shown_path(file)} has {counted(number, 'new change')}{after}")
    return 0


def _policy(settings: Settings, options: Options) -> Policy:
    from drf_typed_responses.compat.policy import policy_of
    from drf_typed_responses.compat.selection import selection_of

    project = policy_of(settings)
    accepted, writes = options["accepted"] or project.accepted, options["write_accepted"]
    if writes and accepted is None:
        raise SettingsError('name the file: --accepted FILE, or set TYPED_RESPONSES["ACCEPTED"]')
    return replace(
        project,
        accepted=accepted,
        selection=selection_of(options, project.selection),
        may_be_absent=writes,
    )


def _uses(settings: Settings, files: Sequence[Path]) -> Uses:
    """The calls of what is deprecated, by the files or the setting; None if neither is there."""
    ask = settings.imported_calls()
    if not files and ask is None:
        return None
    from drf_typed_responses.reporting.uses import uses_of_files, uses_of_function

    if files or ask is None:
        return uses_of_files(files, shown_name(current_document()))
    return uses_of_function(ask)


def _compared_with_project(
    policy: Policy, base: Document, uses: Uses, terminal: Terminal
) -> tuple[Document, list[Finding]]:
    """The document of the project and its changes against the base.

    The document of a build with errors may be incomplete; one warning says so.
    """
    from drf_typed_responses.publish.rendering import as_written

    publication = built(terminal)
    document = as_written(publication.document)
    found = policy.findings(base, document, publication.locations, uses=uses)
    errors = sum(finding.level == "error" for finding in publication.findings)
    return document, [*found, *_about_errors(errors)]


def _about_errors(errors: int) -> Iterator[Finding]:
    if errors:
        yield Finding(
            "warning",
            "build-errors",
            f"The build has {counted(errors, 'error')}, so the document may be incomplete",
            hint="Run apidocs build, which shows them.",
        )
