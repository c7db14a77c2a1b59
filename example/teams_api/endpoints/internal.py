"""Private endpoints: undocumented, and free to change without notice."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAdminUser
from rest_framework.request import Request
from rest_framework.views import APIView

from drf_typed_responses.responses import Response
from teams_api.models import Member, Organization, Project, Team


class InternalStatsEndpoint(APIView):
    """How much is stored, for our own dashboard."""

    permission_classes = (IsAdminUser,)

    @extend_schema(responses={200: dict[str, int]})
    def get(self, request: Request) -> Response[dict[str, int]]:
        """
        Count the rows of the main tables.
        """
        models = (Organization, Team, Member, Project)
        return Response({model.__name__: model._default_manager.count() for model in models})


class InternalHealthEndpoint(APIView):
    """Whether the service answers, for our load balancer."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses={200: dict[str, bool]})
    def get(self, request: Request) -> Response[dict[str, bool]]:
        """
        Say that all is well.
        """
        return Response({"ok": Organization.objects.exists()})
