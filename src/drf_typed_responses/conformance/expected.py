"""What a contract says of one operation, status and media type, whatever the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from ..openapi.media_types import covering, essence, is_json
from ..openapi.operations import Operation
from ..openapi.responses import governing
from ..validation import Mistake

Resolved = Callable[[Any], Any]
Header = tuple[str, Mapping[str, Any]]
_PLAIN: Final = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")


class Expected(NamedTuple):
    """What a response should be.

    `documented` is the status as the document spells it ("200", "default"; "" for none). The body
    has a `schema`, or a `mistake` is why it is wrong, or `unchecked` why it cannot be checked.
    """

    operation: Operation
    documented: str = ""
    headers: tuple[Header, ...] = ()
    has_body: bool = False
    schema: Mapping[str, Any] | None = None
    unchecked: str = ""
    mistake: Mistake | None = None


def expected_of(operation: Operation, status: int, media_type: str, resolved: Resolved) -> Expected:
    """What a contract says of an operation's response with that status and media type.

    `resolved` leads behind the references of its document.
    """
    responses = operation.spec.get("responses", {})
    documented = governing(status, responses)
    if not documented:
        return Expected(operation, mistake=_undocumented(status, ", ".join(responses) or "none"))
    response = resolved(responses[documented])
    content = response.get("content") or {}
    schema, unchecked, mistake = _body(content, documented, media_type)
    return Expected(
        operation,
        documented,
        _headers(response, resolved),
        any("schema" in media for media in content.values()),
        schema,
        unchecked,
        mistake,
    )


def _undocumented(status: int, known: str) -> Mistake:
    kind = "status" if 200 <= status < 300 else "undocumented-status"
    return Mistake(kind, "", f"the status {status} is not documented; {known} are")


def _headers(response: Mapping[str, Any], resolved: Resolved) -> tuple[Header, ...]:
    headers = response.get("headers", {}).items()
    # Source: OpenAPI 3.0.3 "Response Object": Content-Type "shall be ignored".
    kept = [(name, header) for name, header in headers if name.lower() != "content-type"]
    return tuple((name, resolved(header)) for name, header in kept)


def _body(
    content: Mapping[str, Any], documented: str, media_type: str
) -> tuple[Mapping[str, Any] | None, str, Mistake | None]:
    """The schema, why there is none to check by, or what is wrong."""
    if not content:
        return None, f"no body is documented for {documented}", None
    media = covering(media_type, {essence(name): media for name, media in content.items()})
    if media is None:
        said = f"the media type {_shown(media_type)} is not documented; {', '.join(content)} is"
        return None, "", Mistake("media-type", "", said)
    if not media.get("schema"):
        return None, f"no schema is documented for {documented}", None
    if not is_json(media_type):
        return None, f"bodies of {_shown(media_type)} are not checked", None
    return media["schema"], "", None


def _shown(media_type: str) -> str:
    """As it may stand in a log: one that is no media type can be anything, and of anybody."""
    return media_type if _PLAIN.fullmatch(media_type) else "(malformed)"
