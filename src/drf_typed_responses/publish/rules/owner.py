"""The rule `owner`: each operation names those who are responsible for it."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "owner",
    "it names no owner",
    'Write owner = "..." in its view, or in a base class of it.',
    level=None,
    by_hand='Write "x-owner": "..." in the operation; it is left out of the document.',
    bad=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    owner = "team-people"

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def owner(document: CheckedDocument) -> Iterator[Breach]:
    """A promise needs somebody who keeps it: findings and reports name the owner.

    The owner is in no document.
    """
    for operation in document.operations:
        if not operation.owner:
            yield breach(operation)
