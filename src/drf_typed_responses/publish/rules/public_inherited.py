"""The rule `public-inherited`: a view says itself that an operation is public."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.view_methods import method_name
from ..public import Inherited, inherited_declaration
from . import Breach, CheckedDocument, breach, rule


@rule(
    "public-inherited",
    "{what}",
    "{remedy} If {base} means its subclasses, write public_for_subclasses = True in {base}.",
    bad=(
        '''\
class SlugEndpoint(APIView):
    public = {"GET"}


class TeamEndpoint(SlugEndpoint):
    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
    good=(
        '''\
class SlugEndpoint(APIView):
    public = {"GET"}


class TeamEndpoint(SlugEndpoint):
    public = {"GET"}

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
        '''\
class PublicEndpoint(APIView):
    public = {"GET"}
    public_for_subclasses = True


class TeamEndpoint(PublicEndpoint):
    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def public_inherited(document: CheckedDocument) -> Iterator[Breach]:
    """A subclass with another serializer would publish its attributes, and nobody has decided that.

    An `@action` that a mixin brings is published by the `public` of the viewset too. A base class
    that means its subclasses has `public_for_subclasses = True`. A method with `@public_methods()`
    stays private.
    """
    for operation in document.operations:
        if operation.source is None:
            continue
        view = operation.source.facts.view
        found = inherited_declaration(view, method_name(view, operation.method))
        if found is not None:
            what, remedy = _words(found, type(view).__name__, operation.method)
            yield breach(operation, what=what, remedy=remedy, base=found.base.__name__)


def _words(found: Inherited, view: str, method: str) -> tuple[str, str]:
    """The message and the remedy."""
    base = found.base.__name__
    if found.action:
        what = f"{view} makes it public, but the action {found.action} comes from {base}"
        return what, "Write @public_methods() above the action to keep it private."
    if found.function:
        what = f"{view} inherits {found.function} from {base}, which declares it public"
        return what, f"Override it in {view}, with @public_methods() if it is private."
    what = f"{view} inherits its `public` from {base}"
    return what, f'Write public = {{"{method}"}} in {view}, or public = set() to keep it private.'
