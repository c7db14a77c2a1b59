"""The rule `title-unique`: no two operations have the same title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "title-unique",
    "it has the same title {title!r} as {other}",
    "Write a more specific sentence as the operation_id of one of them.",
    preset="recommended",
    by_hand='Write a more specific sentence as the "summary" or "operationId" of one of them.',
    bad=(
        '''\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug):
    """Return a team."""


@extend_schema(operation_id="Retrieve a Team")
def put(self, request, slug):
    """Give a team another short name."""
''',
    ),
    good=(
        '''\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug):
    """Return a team."""


@extend_schema(operation_id="Rename a Team")
def put(self, request, slug):
    """Give a team another short name."""
''',
    ),
)
def title_unique(document: CheckedDocument) -> Iterator[Breach]:
    """Readers tell operations apart by their titles."""
    titles: defaultdict[str, list[PublishedOperation]] = defaultdict(list)
    for operation in document.operations:
        if operation.title:
            titles[operation.title.casefold()].append(operation)
    for first, *others in titles.values():
        for operation in others:
            yield breach(operation, title=operation.title, other=first.name)
