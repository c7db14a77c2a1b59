"""Single mistakes in the example: the edit, and the one rule that finds it."""

from __future__ import annotations

import json
from typing import NamedTuple

TEAMS = "teams_api/endpoints/teams.py"
MEMBERS = "teams_api/endpoints/members.py"
ORGANIZATIONS = "teams_api/endpoints/organizations.py"
PROJECTS = "teams_api/endpoints/projects.py"
INTERNAL = "teams_api/endpoints/internal.py"
URLS = "teams_api/urls.py"
SETTINGS = "config/settings.py"
TEAM_SAMPLES = "teams_api/examples/team_examples.py"
MEMBER_SAMPLES = "teams_api/examples/member_examples.py"
ORGANIZATION_SAMPLES = "teams_api/examples/organization_examples.py"
DATA = "teams_api/examples/sample_data.py"
PROJECT_SAMPLES = "teams_api/examples/project_examples.py"
TEAM_TYPES = "teams_api/serializers/team.py"
MEMBER_TYPES = "teams_api/serializers/member.py"
PROJECT_TYPES = "teams_api/serializers/project.py"
CATEGORY_TYPES = "teams_api/serializers/category.py"
PARAMETERS = "teams_api/parameters.py"
REQUESTS = "teams_api/requests.py"
LEGACY = "legacy/teams.json"


class Mutation(NamedTuple):
    """Replaces the first `old` in `file` by `new`; with an empty `old`, writes a new file."""

    name: str
    rule: str
    file: str
    old: str
    new: str
    # Further edits that the mistake needs, such as a setting.
    beside: tuple[tuple[str, str, str], ...] = ()


def legacy_document(*operations: str, response: str = "OK") -> str:
    """A hand-written document of operations such as "GET /teams/"."""
    paths: dict[str, dict[str, object]] = {}
    for operation in operations:
        method, path = operation.split()
        paths.setdefault(path, {})[method.lower()] = {
            "operationId": f"{method.title()} {path} by Hand",
            "description": "Written by hand.",
            "tags": ["Teams"],
            "responses": {"204": {"description": response}},
        }
    return json.dumps({"paths": paths}, indent=2)


USE_LEGACY = ((SETTINGS, '"OUT": BASE_DIR / "public"', '"LEGACY": BASE_DIR / "legacy"'),)
TEAM_LIST = "/api/0/organizations/{organization_slug}/teams/"

MUTATIONS = (
    # Tags
    Mutation("drop a tag", "one-tag", TEAMS, '@extend_schema(tags=["Teams"])\n', ""),
    Mutation("two tags", "one-tag", TEAMS, 'tags=["Teams"]', 'tags=["Teams", "Members"]'),
    Mutation("an empty list of tags", "one-tag", TEAMS, 'tags=["Teams"]', "tags=[]"),
    Mutation("a typo in a tag", "tag-defined", TEAMS, 'tags=["Teams"]', 'tags=["Team"]'),
    Mutation(
        "a tag leaves the settings",
        "tag-defined",
        SETTINGS,
        '            "name": "Projects",\n',
        '            "name": "Project",\n',
    ),
    Mutation(
        "a tag without description",
        "tag-described",
        SETTINGS,
        '"description": "Groups of members that own projects."',
        '"description": ""',
    ),
    Mutation(
        "a tag without a name for the sidebar",
        "tag-described",
        SETTINGS,
        '            "x-sidebar-name": "Teams",\n',
        "",
    ),
    # Titles and descriptions
    Mutation("no title", "title", TEAMS, '        operation_id="Create a New Team",\n', ""),
    Mutation("a token as title", "title", TEAMS, '"Create a New Team"', '"create_team"'),
    Mutation("a title in lower case", "title", TEAMS, '"Create a New Team"', '"create a new team"'),
    Mutation(
        "a title twice",
        "title-unique",
        TEAMS,
        '"Create a New Team"',
        '"List an Organization\'s Teams"',
    ),
    Mutation(
        "a title twice, in other letters",
        "title-unique",
        TEAMS,
        '"Update a Team"',
        '"Retrieve A Team"',
    ),
    Mutation(
        "two titles that make one token",
        "repeated-id",
        TEAMS,
        '"Update a Team"',
        '"Retrieve a: Team"',
    ),
    Mutation(
        "no docstring",
        "description",
        TEAMS,
        '        """\n        Create a new team bound to an organization.\n        """\n',
        "",
    ),
    Mutation(
        "an empty docstring",
        "description",
        MEMBERS,
        "\n        Invite a person to an organization by email address.\n        ",
        "",
    ),
    # Parameters
    Mutation(
        "a path variable that is not declared",
        "path-variable",
        TEAMS,
        "parameters=[GlobalParams.ORG_SLUG, GlobalParams.TEAM_SLUG, TeamParams.EXPAND]",
        "parameters=[GlobalParams.ORG_SLUG, TeamParams.EXPAND]",
    ),
    Mutation(
        "no parameters at all",
        "path-variable",
        ORGANIZATIONS,
        "        parameters=[GlobalParams.ORG_SLUG],\n        responses={\n            200",
        "        responses={\n            200",
    ),
    Mutation(
        "a path parameter that the path lacks",
        "unknown-path-parameter",
        ORGANIZATIONS,
        "parameters=[GlobalParams.ORG_SLUG],\n        responses={\n            200",
        "parameters=[GlobalParams.ORG_SLUG, GlobalParams.TEAM_SLUG],\n"
        "        responses={\n            200",
    ),
    Mutation(
        "a query parameter without description",
        "parameter-described",
        PARAMETERS,
        '"What to add to each team."',
        '""',
    ),
    Mutation(
        "a path parameter without description",
        "parameter-described",
        PARAMETERS,
        '"The slug of the team."',
        '" "',
    ),
    Mutation(
        "a field of a query serializer without help_text",
        "parameter-described",
        REQUESTS,
        ', help_text="Only projects of this platform."',
        "",
    ),
    Mutation(
        "a shared parameter without description",
        "parameter-described",
        TEAMS,
        'GlobalParams.slug("Only the team with this slug.")',
        'GlobalParams.slug("")',
    ),
    Mutation(
        "an integer documented as text",
        "path-type",
        PARAMETERS,
        '"The ID of the member.", type=int',
        '"The ID of the member."',
    ),
    # Requests
    Mutation(
        "no request",
        "request-body",
        TEAMS,
        "        request=TeamRequestSerializer,\n",
        "",
    ),
    Mutation(
        "no request of an action",
        "request-body",
        MEMBERS,
        "        request=RoleRequestSerializer,\n",
        "",
    ),
    # Responses
    Mutation(
        "a response without schema",
        "response-schema",
        TEAMS,
        "201: TeamSerializer",
        '201: OpenApiResponse(description="The team.")',
        beside=(
            (TEAMS, "        examples=TeamExamples.CREATE_TEAM,\n", ""),
            (
                TEAMS,
                "def post(self, request: Request, organization_slug: str) -> "
                "Response[TeamResponse]:",
                "def post(self, request: Request, organization_slug: str):",
            ),
        ),
    ),
    Mutation(
        "a response of anything",
        "free-form",
        TEAMS,
        "201: TeamSerializer",
        '201: {"type": "object"}',
    ),
    Mutation(
        "a response that may be null",
        "response-null",
        TEAMS,
        "201: TeamSerializer",
        "201: TeamResponse | None",
    ),
    Mutation(
        "only refusals",
        "success-response",
        MEMBERS,
        "-> Response[MemberList]",
        "",
        beside=((MEMBERS, "        examples=MemberExamples.LIST_MEMBERS,\n", ""),),
    ),
    Mutation(
        "an error without description",
        "response-described",
        TEAMS,
        'description="A team with this slug already exists."',
        'description=""',
    ),
    Mutation(
        "an error declared as None",
        "response-described",
        MEMBERS,
        "409: RESPONSE_CONFLICT",
        "409: None",
    ),
    Mutation(
        "the decorator documents another type",
        "response-agrees",
        PROJECTS,
        "200: ProjectSerializer,\n            401",
        "200: inline_sentry_response_serializer('Wrong', ProjectResponse),\n            401",
        beside=(
            (
                PROJECTS,
                "    ) -> Response[ProjectResponse]:",
                "    ) -> Response[CategoryResponse]:",
            ),
        ),
    ),
    Mutation(
        "the annotation says one, the decorator a list",
        "response-agrees",
        TEAMS,
        "-> Response[list[TeamResponse]]",
        "-> Response[TeamResponse]",
    ),
    Mutation(
        "a body where the decorator documents none",
        "response-agrees",
        TEAMS,
        "-> Response[None]",
        "-> Response[TeamResponse]",
    ),
    # Samples
    Mutation("no sample", "sample", TEAMS, "        examples=TeamExamples.LIST_TEAMS,\n", ""),
    Mutation(
        "an empty list of samples",
        "sample",
        TEAMS,
        "examples=TeamExamples.LIST_TEAMS",
        "examples=[]",
    ),
    Mutation(
        "a request of anything",
        "request-body",
        TEAMS,
        "request=TeamRequestSerializer",
        "request=dict",
    ),
    Mutation(
        "a status that is none",
        "response-status",
        TEAMS,
        "404: RESPONSE_NOT_FOUND",
        '"4O4": RESPONSE_NOT_FOUND',
    ),
    Mutation(
        "the wrong status",
        "sample-status",
        TEAM_SAMPLES,
        'status_codes=["201"]',
        'status_codes=["202"]',
    ),
    Mutation(
        "the status of another method",
        "sample-status",
        TEAM_SAMPLES,
        'status_codes=["201"]',
        'status_codes=["200"]',
    ),
    Mutation(
        "a sample without status",
        "sample-marked",
        MEMBER_SAMPLES,
        'value=data.invitation(), status_codes=["201"], ',
        "value=data.invitation(), ",
    ),
    Mutation(
        "a sample that is not marked",
        "sample-marked",
        MEMBER_SAMPLES,
        'value=data.member(), status_codes=["200"], response_only=True)',
        'value=data.member(), status_codes=["200"])',
    ),
    Mutation(
        "a second sample",
        "one-sample",
        TEAM_SAMPLES,
        "    UPDATE_TEAM = [\n",
        "    UPDATE_TEAM = [\n"
        '        OpenApiExample("2", data.team(), status_codes=["200"], response_only=True),\n',
    ),
    Mutation(
        "a typo in an attribute",
        "sample-valid",
        PROJECT_SAMPLES,
        '"children": []',
        '"childen": []',
    ),
    Mutation("an attribute is missing", "sample-valid", DATA, '    "memberCount": 2,\n', ""),
    Mutation("a number as text", "sample-valid", DATA, '"memberCount": 2', '"memberCount": "2"'),
    Mutation("text as a number", "sample-valid", DATA, '"id": "3"', '"id": 3'),
    Mutation(
        "null where nothing says so",
        "sample-valid",
        DATA,
        '"email": "mary@example.org"',
        '"email": None',
    ),
    Mutation(
        "a value that is no member of the enum",
        "sample-valid",
        DATA,
        '"status": "active"',
        '"status": "alive"',
    ),
    Mutation(
        "a value that is no literal",
        "sample-valid",
        DATA,
        '"alerts", "categories"',
        '"alerts", "category"',
    ),
    Mutation(
        "a date that is none",
        "sample-valid",
        DATA,
        "2026-01-20T10:00:00Z",
        "20 January 2026",
    ),
    Mutation(
        "a slug with a space",
        "sample-valid",
        DATA,
        '"slug": "my-team"',
        '"slug": "my team"',
    ),
    Mutation(
        "an object where a list is documented",
        "sample-valid",
        TEAM_SAMPLES,
        "value=[data.team(projects=PROJECTS)]",
        "value=data.team(projects=PROJECTS)",
    ),
    Mutation(
        "a tag of no arm of a union",
        "sample-valid",
        DATA,
        '{"kind": "email", "address"',
        '{"kind": "mail", "address"',
    ),
    Mutation(
        "the attribute of another arm",
        "sample-valid",
        DATA,
        '{"kind": "webhook", "url"',
        '{"kind": "webhook", "address"',
    ),
    Mutation(
        "Optional is removed",
        "sample-valid",
        TEAM_TYPES,
        "avatar: Optional[AvatarResponse]  # noqa: UP045",
        "avatar: AvatarResponse",
        beside=((TEAM_TYPES, "Any, Literal, Optional, TypedDict", "Any, Literal, TypedDict"),),
    ),
    Mutation(
        "an attribute becomes required",
        "sample-valid",
        MEMBER_TYPES,
        "    role: Role\n    user",
        "    role: Role\n    joined: datetime\n    user",
    ),
    Mutation(
        "the type of an attribute changes",
        "sample-valid",
        TEAM_TYPES,
        "memberCount: int",
        "memberCount: str",
    ),
    Mutation(
        "a value that the renderer cannot write",
        "sample-valid",
        DATA,
        '"teamCount": 2',
        '"teamCount": float("nan")',
    ),
    Mutation(
        "a private attribute in a sample",
        "sample-leak",
        DATA,
        '    "isMember": False,\n',
        '    "isMember": False,\n    "nickname": "The quiet ones",\n',
    ),
    Mutation(
        "a private attribute deep in a sample",
        "sample-leak",
        DATA,
        '"url": "https://example.org/hooks/pumps"',
        '"url": "https://example.org/hooks/pumps", "secret": "hunter2"',
    ),
    Mutation(
        "an attribute that nobody documents",
        "sample-leak",
        DATA,
        '"user": None,',
        '"user": None, "invitedBy": "1",',
    ),
    Mutation(
        "an attribute becomes private",
        "sample-leak",
        MEMBER_TYPES,
        "    role: Role\n",
        "    role: Private[Role]\n",
        beside=(
            (
                MEMBER_TYPES,
                "import Email, Serializer, register",
                "import Email, Private, Serializer, register",
            ),
        ),
    ),
    Mutation(
        "one slug with two ids",
        "sample-agreement",
        DATA,
        '    "id": "3",\n    "slug": "my-team",',
        '    "id": "3",\n    "slug": "powerful-abolitionist",',
    ),
    Mutation(
        "one id with two slugs",
        "sample-agreement",
        DATA,
        '    "id": "3",\n    "slug": "my-team",',
        '    "id": "1",\n    "slug": "my-team",',
    ),
    # Deprecation, pagination
    Mutation(
        "deprecated without a sunset",
        "deprecated-sunset",
        TEAMS,
        'operation_id="Create a New Team",',
        'operation_id="Create a New Team",\n        deprecated=True,',
    ),
    Mutation(
        "a paginated list without envelope",
        "pagination",
        TEAMS,
        '    public = {"GET", "POST"}\n',
        '    public = {"GET", "POST"}\n    pagination_class = object\n',
    ),
    # Public and private
    Mutation("a string for public", "public-methods", TEAMS, '{"GET", "POST"}', '"GET"'),
    Mutation(
        "a method in lower case", "public-methods", TEAMS, '{"GET", "POST"}', '{"get", "POST"}'
    ),
    Mutation("an unknown method", "public-methods", TEAMS, '{"GET", "POST"}', '{"GET", "FETCH"}'),
    Mutation("a method it lacks", "public-methods", TEAMS, '{"GET", "POST"}', '{"GET", "PATCH"}'),
    Mutation(
        "a second URL",
        "public-urls",
        URLS,
        "urlpatterns = [\n",
        "urlpatterns = [\n"
        '    path("old/<slug:organization_slug>/teams/", OrganizationTeamsEndpoint.as_view()),\n',
    ),
    Mutation(
        "another view at its URL first",
        "url-taken",
        URLS,
        "urlpatterns = [\n",
        'urlpatterns = [\n    path(f"{ORGANIZATION}teams/", InternalHealthEndpoint.as_view()),\n',
    ),
    Mutation(
        "a documented URL that does not exist",
        "public-urls",
        TEAMS,
        '{"GET", "POST"}\n',
        '{"GET", "POST"}\n    public_urls = {"/api/0/teams/"}\n',
    ),
    Mutation(
        "public and without a schema",
        "excluded",
        INTERNAL,
        "    permission_classes = (IsAdminUser,)\n",
        '    permission_classes = (IsAdminUser,)\n    public = {"GET"}\n    schema = None\n',
    ),
    Mutation(
        "public and excluded",
        "excluded",
        TEAMS,
        'operation_id="Create a New Team",',
        'exclude=True,\n        operation_id="Create a New Team",',
    ),
    # Types
    Mutation(
        "serialize without annotation",
        "missing-annotation",
        MEMBER_TYPES,
        """user: Any, **kwargs: Any
    ) -> MemberResponse:""",
        """user: Any, **kwargs: Any
    ):""",
    ),
    Mutation(
        "a type that cannot be rendered",
        "unsupported-type",
        CATEGORY_TYPES,
        "    name: str\n",
        "    name: complex\n",
    ),
    # Waivers
    Mutation(
        "a waiver that is not needed",
        "waiver",
        TEAMS,
        '    @extend_schema(\n        operation_id="Create a New Team"',
        '    @waive("sample", "Not needed.")\n'
        '    @extend_schema(\n        operation_id="Create a New Team"',
        beside=(
            (
                TEAMS,
                "from .base import",
                "from drf_typed_responses.publish import waive\nfrom .base import",
            ),
        ),
    ),
    # Hand-written documents
    Mutation(
        "documented twice",
        "legacy-double",
        LEGACY,
        "",
        legacy_document(f"GET {TEAM_LIST}"),
        USE_LEGACY,
    ),
    Mutation("broken JSON", "legacy-file", LEGACY, "", '{"paths": {', USE_LEGACY),
    Mutation(
        "what is not read of it",
        "legacy-unread",
        LEGACY,
        "",
        legacy_document("GET /api/0/old/").replace('"paths"', '"tags": [], "paths"'),
        USE_LEGACY,
    ),
    Mutation("no paths in it", "legacy-file", LEGACY, "", '{"teams/": {}}', USE_LEGACY),
    Mutation(
        "a reference that leads nowhere",
        "unresolved-reference",
        LEGACY,
        "",
        legacy_document("GET /api/0/old/").replace(
            '"description": "OK"', '"$ref": "#/components/responses/Gone"'
        ),
        USE_LEGACY,
    ),
)
