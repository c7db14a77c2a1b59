"""All URLs of the example."""

from django.urls import include, path

urlpatterns = [
    path("api/0/", include("teams_api.urls")),
    path("api-auth/", include("rest_framework.urls")),
]
