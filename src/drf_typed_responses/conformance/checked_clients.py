"""Lets a run see each response that the project gives in its process, whichever way it is asked.

`Client.request` and `AsyncClient.request` see what a test client gets: its request too, and a
failure is raised where the test calls it. A client may have a `request` of its own, and a test may
call a handler; so may a live server. All of these call `BaseHandler.get_response`, or its
asynchronous twin, where a response is seen without the request that was sent, and a failure is not
raised, because the server would answer with another response.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.core.handlers.base import BaseHandler
from django.test.client import AsyncClient, Client

from .client import request_of, take_sent, take_sent_async
from .exchange import Sent

# Whether a client will see the response of the next handler that is called.
_SEEN_ABOVE: ContextVar[bool] = ContextVar("drf_typed_responses_seen_above", default=False)
_PATCHED = (
    (Client, "request"),
    (AsyncClient, "request"),
    (BaseHandler, "get_response"),
    (BaseHandler, "get_response_async"),
)


class Observer(Protocol):
    """An object that sees responses."""

    def see(self, client: Any, request: Any, response: Any, sent: Sent | None) -> None:
        """Take a response to a Django request; `client` is None behind a handler.

        For a client it may raise ContractBroken.
        """


class CheckedClients:
    """Shows each response to an observer, until `restore`."""

    def __init__(self, observer: Observer) -> None:
        self._see = observer.see
        self._originals = [(owner, name, getattr(owner, name)) for owner, name in _PATCHED]
        plain, plain_async, handled, handled_async = (each for _, _, each in self._originals)
        patches = *self._requests(plain, plain_async), *self._handlers(handled, handled_async)
        for (owner, name), patch in zip(_PATCHED, patches, strict=True):
            setattr(owner, name, patch)

    def restore(self) -> None:
        """Undo the patches."""
        for owner, name, original in self._originals:
            setattr(owner, name, original)

    def _requests(self, plain: Any, plain_async: Any) -> tuple[Any, Any]:
        """The methods `request` of both clients, which see the body that was sent."""

        def request(client: Any, **environ: Any) -> Any:
            __tracebackhide__ = True
            sent = take_sent(environ)
            with _seen_above(True):
                response = plain(client, **environ)
            self._see(client, request_of(response), response, sent)
            return response

        async def request_async(client: Any, **scope: Any) -> Any:
            __tracebackhide__ = True
            sent = take_sent_async(scope)
            with _seen_above(True):
                response = await plain_async(client, **scope)
            self._see(client, request_of(response), response, sent)
            return response

        return request, request_async

    def _handlers(self, handled: Any, handled_async: Any) -> tuple[Any, Any]:
        """The methods of the handlers, for calls that no client above has seen."""

        def get_response(handler: Any, request: Any) -> Any:
            is_seen = _SEEN_ABOVE.get()
            with _seen_above(False):  # the view may call another client
                response = handled(handler, request)
            if not is_seen:
                self._see(None, request, response, None)
            return response

        async def get_response_async(handler: Any, request: Any) -> Any:
            is_seen = _SEEN_ABOVE.get()
            with _seen_above(False):
                response = await handled_async(handler, request)
            if not is_seen:
                self._see(None, request, response, None)
            return response

        return get_response, get_response_async


@contextmanager
def _seen_above(value: bool) -> Iterator[None]:
    token = _SEEN_ABOVE.set(value)
    try:
        yield
    finally:
        _SEEN_ABOVE.reset(token)
