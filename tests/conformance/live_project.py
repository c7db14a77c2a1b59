"""A project that real servers serve, with or without ContractMiddleware, by its environment.

`application` is of WSGI and `asgi_application` of ASGI. LIVE_FOLDER has the contract; LIVE_CHECKED
says whether the middleware stands there, LIVE_THREAD whether a thread checks, and LIVE_WRITES how
many seconds lie between two writes of what was seen.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import path

from drf_typed_responses.conformance import counts_file

FOLDER: Final = Path(os.environ["LIVE_FOLDER"])
IS_CHECKED: Final = os.environ["LIVE_CHECKED"] == "yes"
ROWS: Final = [{"id": str(number), "name": "owls \u2603", "size": number} for number in range(40)]


class Compressing(GZipMiddleware):
    """Without the random padding of Django, so that equal responses have equal bytes."""

    max_random_bytes = 0


settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="of a test",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        f"{__name__}.Compressing",
        "django.middleware.common.CommonMiddleware",
        *(["drf_typed_responses.conformance.ContractMiddleware"] if IS_CHECKED else []),
    ],
    LOGGING={"version": 1, "disable_existing_loggers": True},
    TYPED_RESPONSES={
        "CONTRACT": FOLDER / "contract.json",
        "SAMPLE_RATES": 1,
        "SAMPLE_TIME_SHARE": 1,
        "SAMPLE_IN_THREAD": os.environ["LIVE_THREAD"] == "yes",
        "OBSERVED": FOLDER / "observed",
    },
)


def team(request: HttpRequest) -> HttpResponse:
    return JsonResponse(ROWS[0])


def teams(request: HttpRequest) -> HttpResponse:
    return JsonResponse(ROWS, safe=False)


async def later(request: HttpRequest) -> HttpResponse:
    await asyncio.sleep(0)
    return JsonResponse(ROWS[0])


def wrong(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"id": 5})


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b'{"id": "\\ud83d', "application/json")


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(_parts(request), content_type="application/json")


def _parts(request: HttpRequest) -> Iterator[bytes] | AsyncIterator[bytes]:
    text = json.dumps(ROWS[0]).encode()
    if not hasattr(request, "scope"):
        return iter([text[:5], text[5:]])

    async def parts() -> AsyncIterator[bytes]:
        yield text[:5]
        yield text[5:]

    return parts()


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def echo(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"id": request.body.decode()}, status=201)


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a view that fails")


VIEWS: Final[dict[str, Any]] = {
    view.__name__: view for view in (team, teams, later, wrong, broken, streamed, empty, echo, fail)
}
urlpatterns = [path(f"{name}/", view) for name, view in VIEWS.items()]
django.setup()
counts_file.SECONDS = float(os.environ["LIVE_WRITES"])  # type: ignore[misc]
application = WSGIHandler()
asgi_application = ASGIHandler()
