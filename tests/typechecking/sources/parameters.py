# The helpers for parameters, and a project's own class of shared ones.
from enum import StrEnum

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from drf_typed_responses import parameters
from drf_typed_responses.parameters import path_parameter, query_parameter


class Order(StrEnum):
    NAME = "name"
    DATE = "date"


class GlobalParams(parameters.GlobalParams):
    TEAM_SLUG = path_parameter("team_slug", "The slug of the team.")
    PAGE = query_parameter("page", "Which page to show.", type=int, default=1)
    ORDER = query_parameter("order", "What to sort by.", enum=Order, many=True)


class View(APIView):
    @extend_schema(
        parameters=[
            GlobalParams.ORG_SLUG,
            GlobalParams.TEAM_SLUG,
            GlobalParams.name("A part of the name.", required=True),
            GlobalParams.slug("Only this one."),
        ]
    )
    def get(self, request: Request) -> None: ...


def one() -> OpenApiParameter:
    return GlobalParams.PAGE


path_parameter("team_slug")  # error
path_parameter("team_slug", "The team.", required=False)  # error
path_parameter("team_slug", 1)  # error
query_parameter("page", "Which page.", required="yes")  # error
query_parameter("page", "Which page.", int)  # error
query_parameter("order", "What to sort by.", enum=3)  # error
GlobalParams.name()  # error
GlobalParams.slug("Only this one.", "required")  # error
GlobalParams.NOWHERE  # error # noqa: B018
