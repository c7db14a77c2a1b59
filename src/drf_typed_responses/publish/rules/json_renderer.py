"""The rule `json-renderer`: bodies are rendered by DRF's own renderer and encoder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from ...openapi.media_types import essence, is_json
from ...spectacular.upstream import CAMELIZE, has_hook
from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule

# Modules of renderers, and the hook of drf-spectacular that changes the document as each does.
_HOOKS: Final = {"djangorestframework_camel_case.render": CAMELIZE}


@rule(
    "json-renderer",
    "its renderer {renderer} writes other JSON than the JSONRenderer of Django REST framework",
    "{remedy}",
    level="warning",
    bad=(
        '''\
class DateEncoder(JSONEncoder):
    """Writes dates in a format of its own."""


class DateRenderer(JSONRenderer):
    encoder_class = DateEncoder


class TeamEndpoint(APIView):
    public = {"GET"}
    renderer_classes = [DateRenderer]

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    renderer_classes = [JSONRenderer]

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def json_renderer(document: CheckedDocument) -> Iterator[Breach]:
    """The schemas describe what the JSONRenderer of Django REST framework and its encoder write.

    Another renderer may wrap bodies, rename attributes or write other dates. It is accepted if a
    hook changes the document too: that of drf-spectacular for djangorestframework-camel-case, or
    `TYPE_HOOKS` for an encoder.
    """
    for operation in document.operations:
        for renderer in _json_renderers(operation):
            remedy = _remedy(renderer, bool(document.settings.type_hooks))
            if remedy:
                yield breach(operation, renderer=type(renderer).__name__, remedy=remedy)


def _json_renderers(operation: PublishedOperation) -> Iterator[Any]:
    if operation.source is None:
        return
    for renderer in operation.source.facts.view.get_renderers():
        if is_json(essence(renderer.media_type or "")):
            yield renderer


def _remedy(renderer: Any, has_type_hooks: bool) -> str:
    """How to let the document say what a renderer writes; empty if it does."""
    home = next(cls for cls in type(renderer).__mro__ if "render" in vars(cls))
    hook = _HOOKS.get(home.__module__, "")
    if hook and not has_hook(hook):
        return f'Add "{hook}" to SPECTACULAR_SETTINGS["POSTPROCESSING_HOOKS"].'
    if home is not JSONRenderer and not hook:
        return _COMPARE
    if renderer.encoder_class is JSONEncoder or has_type_hooks:
        return ""
    return (
        f"Give the types that {renderer.encoder_class.__name__} writes otherwise their schemas in "
        'TYPED_RESPONSES["TYPE_HOOKS"]. If there are none, turn this rule off.'
    )


_COMPARE: Final = (
    "Use that renderer, or change the document likewise in a postprocessing hook. If the tests "
    "with `pytest --contract` then pass, turn this rule off, or waive it."
)
