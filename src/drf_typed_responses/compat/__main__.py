"""`python -m drf_typed_responses.compat BASE REVISION`: compare without Django."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from ..comparison_options import add_arguments
from ..exceptions import TypedResponsesError
from ..findings import FAIL_ON, Finding, exceeds
from ..openapi.types import Document
from ..output.changes_text import VERBOSE, wants_colour
from ..output.output_formats import Output, formats_of, write
from ..output.wording import counted
from .accepting import write_accepted
from .documents.loading import STDIN, read, without_password
from .policy import Policy, address_of, level_of, meaning_of
from .presets import EXTENDS, PRESETS, levels_of
from .selection import selection_of

SOURCES = (
    "a file, - for standard input, an http(s) URL, git:REV:PATH, or git:REV for the path of the "
    "other document"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare two documents, and print the changes; returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.write_accepted and given.accepted is None:
        parser.error("--write-accepted needs --accepted FILE")
    try:
        return _compared(given)
    except TypedResponsesError as error:
        print(f"compat: {error}", file=sys.stderr)
        return 2


def _compared(given: Namespace) -> int:
    base = read(given.base, _path(given.revision))
    revised = read(given.revision, _path(given.base))
    findings = _policy(given).findings(base, revised)
    if given.write_accepted:
        number = write_accepted(given.accepted, findings, given.fail_on)
        print(f"{given.accepted} has {counted(number, 'new change')}.", file=sys.stderr)
        return 0
    _print(given, findings, (base, revised))
    return int(exceeds(findings, given.fail_on))


def _policy(given: Namespace) -> Policy:
    return Policy(
        given.accepted,
        levels_of({**dict(given.level), EXTENDS: given.preset}),
        selection=selection_of(vars(given)),
        sunset_days=given.sunset_days,
        may_be_absent=given.write_accepted,
    )


def _print(given: Namespace, findings: list[Finding], documents: tuple[Document, Document]) -> None:
    names = {"base": given.base, "revision": given.revision}
    output = Output(
        kind="changes",
        findings=findings,
        summary={key: without_password(name) for key, name in names.items()},
        documents=documents,
        colour=wants_colour(sys.stderr),
        every=given.all,
        meaning=meaning_of,
        address=address_of,
    )
    try:
        write(output, given.format, _tolerant(sys.stdout), _tolerant(sys.stderr))
        sys.stdout.flush()
    except BrokenPipeError:  # a reader such as `head` has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m drf_typed_responses.compat",
        description="Compare two OpenAPI documents, and report changes that break clients.",
    )
    parser.add_argument("base", metavar="BASE", help=SOURCES)
    parser.add_argument("revision", metavar="REVISION", help="the same kinds")
    parser.add_argument("--format", choices=formats_of("changes"), default="text")
    parser.add_argument("--verbose", dest="all", action="store_true", help=VERBOSE)
    parser.add_argument("--fail-on", choices=FAIL_ON, default="error")
    parser.add_argument("--accepted", type=Path, metavar="FILE", help="file of accepted changes")
    parser.add_argument(
        "--write-accepted", action="store_true", help="add what fails now to that file"
    )
    parser.add_argument(
        "--level", action="append", default=[], type=_level, metavar="ID=LEVEL", help="repeatable"
    )
    add_arguments(parser)
    parser.add_argument("--preset", choices=PRESETS, default="clients-handwritten")
    parser.add_argument(
        "--sunset-days", type=int, default=0, metavar="N", help="least days of a deprecation"
    )
    return parser


def _level(text: str) -> tuple[str, str]:
    try:
        return level_of(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _path(source: str) -> Path | None:
    named = source == STDIN or source.startswith(("git:", "http://", "https://"))
    return None if named else Path(source)


def _tolerant(stream: TextIO) -> TextIO:
    """The stream, changed to escape characters that its encoding lacks."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


if __name__ == "__main__":
    sys.exit(main())
