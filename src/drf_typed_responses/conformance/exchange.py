"""One request and its response as plain data."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ..openapi.media_types import essence
from .routes import route_of

# The formats of the browsable API, which documents do not describe.
PAGES: Final = ("api", "admin")
# What `decoded` makes of a small body at most.
MOST_DECODED: Final = 2**26
# Either header; `deflate` has a third form, without one. Source: RFC 9110 section 8.4.1.2.
_WITH_HEADER: Final = zlib.MAX_WBITS + 32
_CODINGS: Final = {"gzip": [_WITH_HEADER], "x-gzip": [_WITH_HEADER]}
_CODINGS["deflate"] = [_WITH_HEADER, -zlib.MAX_WBITS]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: its media type, body, query, headers, cookies and path.

    `body` is None if it is unknown, and `form` has the fields of a form. Headers are looked up in
    any case.
    """

    media_type: str = ""
    body: bytes | None = None
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, list[str]] = field(default_factory=dict)
    path: str = ""


class Exchange(NamedTuple):
    """A request to a route of the URLconf, and its response.

    `body` is None for a streamed response. `format` is the name of the renderer that wrote it, and
    `encoding` its Content-Encoding. `sent` is None if the request is not to be checked. `version`
    is the version of the API that the request asked for, "" without versioning.
    """

    method: str
    route: str
    status: int
    headers: Mapping[str, str]
    body: bytes | None
    format: str = ""
    encoding: str = ""
    sent: Sent | None = None
    version: str = ""

    @property
    def media_type(self) -> str:
        """The media type of the response, without its parameters."""
        return essence(self.headers.get("Content-Type", ""))

    @property
    def plain_body(self) -> bytes | None:
        """The body if it is the only part of the exchange to check; None if it is empty too."""
        is_plain = not self.encoding and not self.sent and self.format not in PAGES
        return (self.body or None) if is_plain else None

    def decoded(self, most: int = MOST_DECODED) -> Exchange:
        """The exchange with its body as it was before it was compressed.

        The exchange itself if there is nothing to decode, or if that is not possible: of `gzip` and
        `deflate` only, and to at most so many bytes.
        """
        body = plain_content(self.body, self.encoding, most) if self.body else None
        return self if body is None else self._replace(body=body, encoding="")


def plain_content(content: bytes, encoding: str, most: int = MOST_DECODED) -> bytes | None:
    """The content of a response without its Content-Encoding; None if it cannot be decoded."""
    coding = _coding(encoding)
    if not coding:
        return content
    for form in _CODINGS.get(coding, ()):
        reader = zlib.decompressobj(form)
        try:
            plain = reader.decompress(content, most)
        except zlib.error:
            continue
        return plain if reader.eof and not reader.unused_data else None
    return None


def exchange_of(request: Any, response: Any, sent: Sent | None = None) -> Exchange | None:
    """The exchange of a Django request and its response; None if the request has no route."""
    route = route_of(request)
    if route is None:
        return None
    renderer = getattr(response, "accepted_renderer", None)
    return Exchange(
        request.method,
        route,
        response.status_code,
        response.headers,
        None if getattr(response, "streaming", False) else response.content,
        getattr(renderer, "format", "") or "",
        _coding(response.headers.get("Content-Encoding", "")),
        sent,
        version_of(response),
    )


def _coding(header: str) -> str:
    """The content coding, "" for none. Source: RFC 9110 section 8.4.1: the case does not matter."""
    coding = header.strip().lower()
    return "" if coding == "identity" else coding


def version_of(response: Any) -> str:
    """The version that REST framework has read from a request; only its own request has it."""
    context = getattr(response, "renderer_context", None) or {}
    return str(getattr(context.get("request"), "version", None) or "")
