"""An operation has a title, a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "title",
    "{what}",
    'Write it as a sentence in @extend_schema: operation_id="List an Organization\'s Teams".',
)
def title(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        written = operation.title.strip()
        if not written:
            yield problem(operation, what="it has no title")
        elif not _is_sentence(written):
            yield problem(operation, what=f"its title {written!r} is no sentence for people")


def _is_sentence(title: str) -> bool:
    """Whether it has words and begins as a sentence does; some scripts have no spaces, no cases."""
    first = next((character for character in title if character.isalnum()), "")
    has_words = " " in title or not title.isascii()
    return has_words and bool(first) and not first.islower()
