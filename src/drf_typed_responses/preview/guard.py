"""Refuses every request that does not come from the page itself on this machine.

A page of another site can make the browser send requests to a loopback address. But it cannot
choose the Host header (which shows a name that was rebound to 127.0.0.1), hide its own address
(Origin, Sec-Fetch-Site), or read the token in this page.

Source: Fetch Metadata Request Headers.
"""

from __future__ import annotations

import hmac
from email.message import Message
from typing import NamedTuple

LOCAL_NAMES = ("127.0.0.1", "localhost")
TOKEN_HEADER = "X-Preview-Token"
# It may hold files.
MAX_BODY = 10 << 20


class Refusal(NamedTuple):
    """The status of a response that refuses a request, and one sentence why."""

    status: int
    reason: str


def refusal(method: str, path: str, headers: Message) -> Refusal | None:
    """The refusal of a request because of its headers; None for an allowed request."""
    hosts = headers.get_all("Host", [])
    if len(hosts) != 1 or not _is_local(hosts[0]):
        return Refusal(421, "This page answers to 127.0.0.1 and localhost only.")
    origin = headers.get("Origin")
    if origin is not None and origin != f"http://{hosts[0]}":
        return Refusal(403, "This page answers to itself only.")
    if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        is_visit = headers.get("Sec-Fetch-Dest") == "document" and (method, path) == ("GET", "/")
        if not is_visit:  # a link to the page is allowed, because its site cannot read the page
            return Refusal(403, "This page answers to itself only.")
    if method not in ("GET", "POST"):
        return Refusal(405, "Only GET, and POST to call the API, are allowed.")
    return None


def body_refusal(headers: Message, token: str) -> Refusal | None:
    """The refusal of a POST before its body is read; None for an allowed request."""
    if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        return Refusal(403, "The token is missing or from an earlier run: reload the page.")
    if headers.get_content_type() != "application/json" or "Transfer-Encoding" in headers:
        return Refusal(415, "Only JSON with a Content-Length is allowed.")
    length = headers.get("Content-Length", "")
    if not (length.isascii() and length.isdigit()):
        return Refusal(411, "Content-Length is missing.")
    if int(length) > MAX_BODY:
        return Refusal(413, "The body is larger than 10 MB.")
    return None


def _is_local(host: str) -> bool:
    """Whether a Host header names this machine. Any port is allowed: ports can be forwarded."""
    name, colon, port = host.partition(":")
    return name.lower() in LOCAL_NAMES and (not colon or (port.isascii() and port.isdigit()))
