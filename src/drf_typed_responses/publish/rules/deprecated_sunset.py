"""The rule `deprecated-sunset`: a deprecated operation says until when it may be called."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.deprecations import is_deprecated, sunset_of
from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "deprecated-sunset",
    "it is deprecated but does not say until when it may be called",
    'Write extensions={{"x-sunset": "2027-01-31"}} in @extend_schema, '
    "or name the sunset in the description.",
    preset="publishing",
    by_hand='Write "x-sunset": "2027-01-31", or name the sunset in the "description".',
    bad=("@extend_schema(deprecated=True)",),
    good=(
        '@extend_schema(deprecated=True, extensions={"x-sunset": "2027-01-31"})',
        '@extend_schema(deprecated=True, description="Sunset: 2027-01-31.")',
    ),
)
def deprecated_sunset(document: CheckedDocument) -> Iterator[Breach]:
    """Clients need to know until when they may call a deprecated operation.

    The word "sunset" in the description is enough, and so is a `Sunset` header of a response (RFC
    8594).
    """
    for operation in document.operations:
        if is_deprecated(operation.spec) and not _has_sunset(document, operation):
            yield breach(operation)


def _has_sunset(document: CheckedDocument, operation: PublishedOperation) -> bool:
    """Whether the description, the extension or a header (RFC 8594) names a sunset."""
    spoken = "sunset" in str(operation.spec.get("description") or "").lower()
    responses = map(document.resolved, operation.spec.get("responses", {}).values())
    headers = {name.lower() for response in responses for name in response.get("headers", {})}
    return spoken or sunset_of(operation.spec) is not None or "sunset" in headers
