"""The rule `title`: an operation has a title, a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "title",
    "{what}",
    'Write it as a sentence in @extend_schema: operation_id="List an Organization\'s Teams".',
    preset="publishing",
    by_hand='Write it as a sentence: "summary": "List an Organization\'s Teams".',
    bad=(
        '@extend_schema(operation_id="team_retrieve")',
        '@extend_schema(operation_id="retrieve a team")',
    ),
    good=(
        '@extend_schema(operation_id="Retrieve a Team")',
        '@extend_schema(operation_id="team_retrieve", summary="Retrieve a team")',
    ),
)
def title(document: CheckedDocument) -> Iterator[Breach]:
    """The title is a sentence for people, written as `operation_id`; client generators get a token
    made from it.
    """
    for operation in document.operations:
        written = operation.title.strip()
        if not written:
            yield breach(operation, what=f"it has no title{_instead(operation)}")
        elif not _is_sentence(written):
            yield breach(operation, what=f"its title {written!r} is not a sentence for people")


def _instead(operation: PublishedOperation) -> str:
    """The token that is written instead of a title."""
    token = operation.spec.get("operationId")
    if not token or not operation.says("operation_id"):
        return ""
    key = "operation_id" if operation.source else "operationId"
    return f": its {key} {token!r} is a token for programs"


def _is_sentence(title: str) -> bool:
    """Whether a title has words and a capital. Some scripts have neither spaces nor capitals."""
    first = next((character for character in title if character.isalnum()), "")
    has_words = " " in title or not title.isascii()
    return has_words and bool(first) and not first.islower()
