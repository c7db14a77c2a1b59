"""The options of both commands that compare: which operations, and those that moved."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Final

SELECTOR: Final = (
    "a path such as /api/teams/*, an operation such as 'GET /api/teams/' or its operationId, or "
    "tag:NAME; repeatable"
)


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options that select operations."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="SELECTOR", help=f"compare {SELECTOR}"
    )
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="SELECTOR", help="the same, left out"
    )
    parser.add_argument(
        "--map-prefix",
        action="append",
        default=[],
        type=prefixes_of,
        metavar="OLD=NEW",
        help="addresses that begin with OLD begin with NEW now; repeatable",
    )


def prefixes_of(text: str) -> tuple[str, str]:
    """The two sides of `OLD=NEW`.

    Raises ArgumentTypeError for a side that does not begin with "/".
    """
    old, _, new = text.partition("=")
    if not (old.startswith("/") and new.startswith("/")):
        raise ArgumentTypeError("write two paths, such as /api/v1=/api/v2")
    return old, new
