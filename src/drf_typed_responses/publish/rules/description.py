"""The rule `description`: an operation has a description of its own."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Collection, Iterator

from ...spectacular.upstream import overriding
from ...spectacular.view_methods import method_name
from ..public import DECLARABLE_METHODS
from ..published_operations import OperationSource, PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "description",
    "{what}",
    "{remedy}",
    preset="publishing",
    by_hand='Write its "description".',
    bad=(
        """\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug): ...
""",
        '''\
class TeamEndpoint(APIView):
    """Retrieves and renames teams."""

    public = {"GET"}

    @extend_schema(operation_id="Retrieve a Team")
    def get(self, request, slug): ...

    def put(self, request, slug): ...
''',
    ),
    good=(
        '''\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug):
    """Return a team."""
''',
        '''\
class TeamEndpoint(APIView):
    """Return a team."""

    public = {"GET"}

    @extend_schema(operation_id="Retrieve a Team")
    def get(self, request, slug): ...
''',
    ),
)
def description(document: CheckedDocument) -> Iterator[Breach]:
    """The description is the docstring of the method.

    The docstring of the view describes all its operations, and counts only if the view has one
    operation.
    """
    of_view = Counter(op.source.view for op in document.operations if op.source)
    for operation in document.operations:
        text = str(operation.spec.get("description") or "").strip()
        source = operation.source
        is_alone = source is not None and of_view[source.view] == len(_handlers(source)) == 1
        if not text or not _is_its_own(operation, is_alone):
            what, remedy = _words(operation, text)
            yield breach(operation, what=what, remedy=remedy)


def _words(operation: PublishedOperation, text: str) -> tuple[str, str]:
    """The message and the remedy; a docstring that is written need not be written."""
    source = operation.source
    if text or source is None or not _docstring(source):
        return "it has no description", "Describe it in the docstring of its method."
    what = "it has no description, although its method has a docstring"
    # The schema of the instance lives no longer than drf-spectacular's generator.
    cls = overriding(inspect.getattr_static(source.view, "schema", None), "get_description")
    where = f"{cls.__name__}.get_description" if cls else "A decorator or a hook"
    remedy = f"{where} leaves it out. Correct that"
    return what, f'{remedy}, or write description="..." in @extend_schema.'


def _docstring(source: OperationSource) -> str | None:
    """The docstring of the method, or of the one that it overrides."""
    view = source.facts.view
    bound = getattr(view, method_name(view, source.method), None)
    return inspect.getdoc(source.function) or inspect.getdoc(bound)


def _handlers(source: OperationSource) -> Collection[str]:
    """The methods that a view handles at its URL, including private methods."""
    view = source.facts.view
    actions: Collection[str] = getattr(view, "action_map", None) or ()
    return actions or [method for method in DECLARABLE_METHODS if hasattr(view, method.lower())]


def _is_its_own(operation: PublishedOperation, is_alone: bool) -> bool:
    """Whether the description is about this operation alone.

    drf-spectacular falls back to the docstring of the view, or of a base class. Such a docstring is
    about all operations, including private ones, unless it is the view's own and the view has only
    one operation.
    """
    source = operation.source
    if source is None or operation.says("description"):
        return True
    if _docstring(source):
        return True
    return is_alone and bool(vars(source.view).get("__doc__"))
