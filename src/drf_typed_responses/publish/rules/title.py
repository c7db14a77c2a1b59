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
        written = operation.title
        if not written:
            yield problem(operation, what="it has no title")
        elif " " not in written.strip() or not (written[:1].isupper() or written[:1].isdigit()):
            yield problem(operation, what=f"its title {written!r} is no sentence for people")
