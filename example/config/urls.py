"""All URLs of the example."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from drf_typed_responses.responses import ErrorResponse


def front(request: HttpRequest) -> HttpResponse:
    """The page that `make run` answers at `/`: how to call the API, and where its documents are."""
    return render(request, "teams_api/front.html", {"root": request.build_absolute_uri("/")[:-1]})


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """The 404 for a path without a URL, such as a slug with a space: JSON like every error."""
    body: ErrorResponse = {"detail": "Not found."}
    return JsonResponse(body, status=404)


handler404 = not_found

urlpatterns = [
    path("", front, name="front"),
    path("api/0/", include("teams_api.urls")),
    path("api-auth/", include("rest_framework.urls")),
]
