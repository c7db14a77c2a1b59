"""The promises of another document that a document keeps: the setting KEEPS."""

from __future__ import annotations

from collections.abc import Iterator

from ..compat.comparison.comparing import compare
from ..findings import Change, Finding
from .publication import Publication
from .writing import as_written


def broken_promises(kept: Publication, name: str, keeping: Publication) -> Iterator[Finding]:
    """A finding for each promise of `kept` that a client of `keeping` cannot rely on.

    `name` is that of the document `kept`. A client of the one document must be able to use the
    other, so a difference counts if it would break clients as a change.
    """
    for change in compare(as_written(kept.document), as_written(keeping.document)):
        if change.level == "error":
            yield _finding(change, name, keeping)


def _finding(change: Change, name: str, keeping: Publication) -> Finding:
    place = keeping.locations(change.component, change.property) if change.component else ("", None)
    source = keeping.sources.get(change.operation)
    if not place[0] and source is not None:
        place = (source.file, source.line)
    return Finding(
        "error",
        "broken-promise",
        f'{change.message} [{change.id}], compared with the document "{name}"',
        hint=f'Let it keep what "{name}" promises, or remove "{name}" from its KEEPS.',
        operation=change.operation,
        path=change.path,
        file=place[0],
        line=place[1],
        owner=source.owner if source else "",
    )
