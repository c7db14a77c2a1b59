"""The response that a contract expects for one operation, status and media type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from ..openapi.media_types import covering, essence, is_json
from ..openapi.operations import Operation
from ..openapi.statuses import governing, is_success
from ..openapi.types import Object, Schema
from ..validation import Violation

Resolve = Callable[[Any], Object]
Header = tuple[str, Object]
# The answer to a client that has the body already. Source: RFC 9110 section 15.4.5.
NOT_MODIFIED: Final = 304
_MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")


class ExpectedResponse(NamedTuple):
    """The contract of a response of one status and media type.

    `documented` is the status as the document spells it ("200", "default"; "" for none). For the
    body it has a `schema`, or a `violation` if any body is wrong, or `unchecked` with the reason
    why no body can be checked.
    """

    operation: Operation
    documented: str = ""
    headers: tuple[Header, ...] = ()
    has_body: bool = False
    schema: Schema | None = None
    unchecked: str = ""
    violation: Violation | None = None


def expected_of(
    operation: Operation, status: int, media_type: str, resolve: Resolve
) -> ExpectedResponse:
    """The response that is expected for a status and a media type (without its parameters).

    `resolve` resolves references in the operation's document.
    """
    responses = operation.spec.get("responses", {})
    documented = governing(status, responses)
    if not documented and status == NOT_MODIFIED:
        return ExpectedResponse(operation)
    if not documented:
        violation = _undocumented(status, ", ".join(responses) or "none")
        return ExpectedResponse(operation, violation=violation)
    response = resolve(responses[documented])
    content = response.get("content") or {}
    schema, unchecked, violation_of_type = _body(content, documented, media_type)
    return ExpectedResponse(
        operation,
        documented,
        _headers(response, resolve),
        any("schema" in media for media in content.values()),
        schema,
        unchecked,
        violation_of_type,
    )


def _undocumented(status: int, known: str) -> Violation:
    # A client of JSON follows a redirect to a page that it cannot read, such as that of a login.
    is_broken = is_success(status) or 300 <= status < 400
    kind = "status" if is_broken else "undocumented-status"
    return Violation(kind, "", f"the status {status} is not documented; {known} are")


def _headers(response: Object, resolve: Resolve) -> tuple[Header, ...]:
    headers = response.get("headers", {}).items()
    # Source: OpenAPI 3.0.3 "Response Object": Content-Type "shall be ignored".
    kept = [(name, header) for name, header in headers if name.lower() != "content-type"]
    return tuple((name, resolve(header)) for name, header in kept)


def _body(
    content: Object, documented: str, media_type: str
) -> tuple[Schema | None, str, Violation | None]:
    """The `schema`, `unchecked` and `violation` of an expected response."""
    if not content:
        return None, f"no body is documented for {documented}", None
    media = covering(media_type, {essence(name): media for name, media in content.items()})
    if media is None:
        said = f"the media type {_shown(media_type)} is not documented; {', '.join(content)} is"
        return None, "", Violation("media-type", "", said)
    if not media.get("schema"):
        return None, f"no schema is documented for {documented}", None
    if not is_json(media_type):
        return None, f"bodies of {_shown(media_type)} are not checked", None
    return media["schema"], "", None


def _shown(media_type: str) -> str:
    """The media type for a log, which must not contain a malformed one."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "(malformed)"
