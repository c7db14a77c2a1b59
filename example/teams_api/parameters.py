"""The parameters that several endpoints share."""

from __future__ import annotations

from drf_typed_responses import parameters
from drf_typed_responses.parameters import SLUG_PATTERN, path_parameter, query_parameter


class GlobalParams(parameters.GlobalParams):
    """Parameters of the whole API; `ORG_SLUG`, `name` and `slug` come with the library."""

    TEAM_SLUG = path_parameter("team_slug", "The slug of the team.", pattern=SLUG_PATTERN)
    PROJECT_SLUG = path_parameter("project_slug", "The slug of the project.", pattern=SLUG_PATTERN)
    MEMBER_ID = path_parameter("id", "The ID of the member.", type=int)


class TeamParams:
    """Parameters of the endpoints under the tab Teams."""

    EXPAND = query_parameter(
        "expand", "What to add to each team.", many=True, enum=["projects", "members"]
    )
