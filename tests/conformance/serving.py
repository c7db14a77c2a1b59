"""A project of one operation, served by Django's own handlers, and its contract."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

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
GOOD = b'{"id": "1", "nickname": "secret"}'
MIDDLEWARE = "drf_typed_responses.conformance.ContractMiddleware"
OPERATION = "GET /team/"
answers: dict[str, Any] = {}


def _answer() -> Any:
    status = answers.get("status", 200)
    content = answers.get("content", GOOD)
    if answers.get("streamed"):
        return StreamingHttpResponse([content], "application/json", status)
    return HttpResponse(content, "application/json", status)


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
def project(folder: Path, *, contract: Any = CONTRACT, on: bool = True, **sample: Any) -> Iterator:
    """The settings of a project that checks every response, and its contract in a file."""
    file = folder / "contract.json"
    file.write_text(json.dumps(contract) if not isinstance(contract, str) else contract)
    settings = {"SAMPLE_RATES": 1, "SAMPLE_TIME_SHARE": 1, "CONTRACT": file, **sample}
    answers.clear()
    with override_settings(
        ROOT_URLCONF=urlconf,
        MIDDLEWARE=[MIDDLEWARE] if on else [],
        TYPED_RESPONSES=settings,
        DEBUG=False,
    ):
        yield


def served(application: WSGIHandler, route: str = "team/") -> tuple[str, list[Any], bytes]:
    """Status, headers and body of a response, as a WSGI server sends and closes it."""
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{route}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    response = application(environ, lambda *given: started.append(given))
    try:
        content = b"".join(response)
    finally:
        response.close()
    status, headers = started[0]
    return status, headers, content


async def served_async(application: ASGIHandler, route: str = "team/") -> tuple[int, Any, bytes]:
    """The same as an ASGI server does it."""
    scope = {"type": "http", "method": "GET", "path": f"/{route}", "headers": []}
    communicator = ApplicationCommunicator(application, scope)
    await communicator.send_input({"type": "http.request", "body": b""})
    start = await communicator.receive_output(5)
    content = b""
    while True:
        part = await communicator.receive_output(5)
        content += part.get("body", b"")
        if not part.get("more_body"):
            break
    await communicator.wait(5)
    return start["status"], start["headers"], content
