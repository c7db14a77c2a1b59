"""All URLs of the example."""

from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from drf_typed_responses.responses import ErrorResponse


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """The 404 for a path without a URL, such as a slug with a space: JSON like every error."""
    body: ErrorResponse = {"detail": "Not found."}
    return JsonResponse(body, status=404)


handler404 = not_found

urlpatterns = [
    path("api/0/", include("teams_api.urls")),
    path("api-auth/", include("rest_framework.urls")),
]
