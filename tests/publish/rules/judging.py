"""One rule on small views: its findings, and the expected finding of a view that breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import override_settings
from drf_spectacular.utils import extend_schema

from drf_typed_responses.findings import Finding, Level
from drf_typed_responses.publish.rules import own_rules

from ..building import JSONView, TeamResponse, build

LEVELS = {rule.id: rule.level for rule in own_rules()}
OWNER = "team-teams"


class Endpoint(JSONView):
    """A view with an owner."""

    owner = OWNER


def judged(rule: str, *views: Any, **settings: Any) -> list[Finding]:
    """All findings of a build with only this rule on."""
    levels = {"*": "off", rule: LEVELS[rule] or "error"}
    with override_settings(TYPED_RESPONSES={"RULES": levels}):
        return list(build(*views, **settings).findings)


def broken(
    file: str,
    rule: str,
    message: str,
    hint: str,
    *,
    operation: str = "GET /0/",
    path: str = "",
    level: Level = "error",
    mark: str = "# broken",
) -> Finding:
    """The finding of the view whose line in a test file ends with the mark."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if text.endswith(f"  {mark}"))
    return Finding(
        level,
        rule,
        message,
        hint=hint,
        operation=operation,
        path=path,
        file=file,
        line=line,
        owner=OWNER,
    )


def endpoint(base: type = Endpoint, **said: Any) -> Any:
    """A view with a public GET and these arguments of the decorator; its response is a team."""

    class TeamEndpoint(base):  # type: ignore[misc]
        public = frozenset({"GET"})

        @extend_schema(**{"responses": TeamResponse, **said})
        def get(self, request, **kwargs): ...

    return TeamEndpoint


def posting(**said: Any) -> Any:
    """A view with a public POST and these arguments of the decorator."""

    class TeamsEndpoint(Endpoint):
        public = frozenset({"POST"})

        @extend_schema(**{"responses": {201: TeamResponse}, **said})
        def post(self, request, **kwargs): ...

    return TeamsEndpoint
