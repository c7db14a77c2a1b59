"""A project of one operation, served by Django's own handlers, and its contract."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.cache import CacheMiddleware
from django.middleware.gzip import GZipMiddleware
from django.test import override_settings
from django.urls import path

PATIENCE = 60
TEXT = {"type": "string"}
TEAM = {"type": "object", "required": ["id"], "properties": {"id": TEXT, "size": {}}}
DANGLING = {"$ref": "#/components/schemas/Nowhere"}


def body(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


CONTRACT = {
    "contract": {
        "openapi": "3.0.3",
        "paths": {
            "/team/": {
                "get": {
                    "responses": {
                        "200": body({"$ref": "#/components/schemas/Team"}),
                        "206": body(DANGLING),
                    }
                }
            }
        },
        "components": {"schemas": {"Team": TEAM}},
    },
    "private": {"Team": ["nickname"]},
}


async def in_parts(content: bytes) -> AsyncIterator[bytes]:
    yield content[:1]
    yield content[1:]


def in_one(content: bytes) -> list[bytes]:
    return [content]


def compressing(get_response: Any) -> Any:
    """Django's GZipMiddleware, which changes the response in place."""
    return GZipMiddleware(get_response)


def caching(get_response: Any) -> Any:
    """Django's cache middleware, which pickles the response before the server gets it."""
    return CacheMiddleware(get_response, cache_timeout=60)


def refusing(get_response: Any) -> Any:
    """Answers itself, as authentication does."""
    return lambda request: HttpResponse(b"{}", "application/json", 401)


def naming(get_response: Any) -> Any:
    """Sets a header of the response."""

    def answer(request: Any) -> Any:
        response = get_response(request)
        response["X-Served-By"] = "here"
        return response

    return answer


GOOD = b'{"id": "1", "nickname": "s3cr3t"}'
MIDDLEWARE = "drf_typed_responses.conformance.ContractMiddleware"
OPERATION = "GET /team/"
answers: dict[str, Any] = {}


def _answer() -> Any:
    status = answers.get("status", 200)
    content = answers.get("content", GOOD)
    if streamed := answers.get("streamed"):
        return StreamingHttpResponse(
            streamed(content), content_type="application/json", status=status
        )
    media_type = answers.get("type", "application/json")
    return HttpResponse(content, media_type, status, headers=answers.get("headers"))


def team(request: HttpRequest) -> Any:
    return _answer()


async def team_async(request: HttpRequest) -> Any:
    return _answer()


urlconf = ModuleType("served_urls")
urlconf.urlpatterns = [  # type: ignore[attr-defined]
    path("team/", team),
    path("async/", team_async),
    path("private/", team),
]


@contextmanager
def project(
    folder: Path,
    *,
    contract: Any = CONTRACT,
    on: bool = True,
    around: Sequence[str] = (),
    inside: Sequence[str] = (),
    **sample: Any,
) -> Iterator[None]:
    """The settings of a project that checks every response, and its contract in a file.

    `around` are middlewares of this module that stand further out, `inside` such further in.
    """
    file = folder / "contract.json"
    file.write_text(json.dumps(contract) if not isinstance(contract, str) else contract)
    settings = {"SAMPLE_RATES": 1, "SAMPLE_TIME_SHARE": 1, "CONTRACT": file, **sample}
    answers.clear()
    with override_settings(
        ROOT_URLCONF=urlconf,
        MIDDLEWARE=[
            *(f"{__name__}.{name}" for name in around),
            *([MIDDLEWARE] if on else []),
            *(f"{__name__}.{name}" for name in inside),
        ],
        TYPED_RESPONSES=settings,
        DEBUG=False,
    ):
        yield


def served(
    application: WSGIHandler, route: str = "team/", sent: Callable[[], object] = lambda: None
) -> tuple[str, list[Any], bytes]:
    """Status, headers and body of a response, as a WSGI server sends and closes it.

    `sent` is called after the body is sent and before the response is closed.
    """
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{route}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
        "HTTP_ACCEPT_ENCODING": "gzip",
    }
    response = application(environ, lambda *given: started.append(given))
    try:
        content = b"".join(response)
        sent()
    finally:
        response.close()
    status, headers = started[0]
    return status, headers, content


async def served_async(application: ASGIHandler, route: str = "team/") -> tuple[int, Any, bytes]:
    """The same as an ASGI server does it."""
    scope = {"type": "http", "method": "GET", "path": f"/{route}", "headers": []}
    communicator = ApplicationCommunicator(application, scope)
    await communicator.send_input({"type": "http.request", "body": b""})
    start = await communicator.receive_output(PATIENCE)
    content = b""
    while True:
        part = await communicator.receive_output(PATIENCE)
        content += part.get("body", b"")
        if not part.get("more_body"):
            break
    await communicator.wait(PATIENCE)
    return start["status"], start["headers"], content
