"""A Python client generated from the example's document parses the responses of the example."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from .documents import VERSIONS, example

pytest.importorskip("openapi_python_client", reason="make test-clients installs it")
ORGANIZATION = "the-interstellar-jurisdiction"


@pytest.fixture(scope="module", params=VERSIONS)
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a generated package. It is an error if the generator skips parts."""
    root = tmp_path_factory.mktemp("python")
    name = f"teams_{request.param.replace('.', '_')}"
    (root / "openapi.json").write_text(json.dumps(example(request.param)))
    (root / "config.yml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    options = ["--path", "openapi.json", "--meta", "none", "--config", "config.yml"]
    done = subprocess.run(
        [*command, *options, "--output-path", name],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(root)
        yield name


class Client:
    """Calls operations of the generated package by tag and name."""

    def __init__(self, package: str, served: str, person: str = "ada") -> None:
        self.package = package
        self.client = self.module("client").AuthenticatedClient(
            base_url=served,
            token=f"{person}-demonstration-token",
            prefix="Token",
            raise_on_unexpected_status=True,
        )

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.package}.{name}")

    def call(self, operation: str, *path: Any, **given: Any) -> Any:
        """The parsed body; an undocumented status raises."""
        called = self.module(f"api.{operation}")
        return called.sync_detailed(*path, client=self.client, **given).parsed


@pytest.fixture
def client(package: str, served: str) -> Iterator[Client]:
    made = Client(package, served)
    with made.client:
        yield made


def test_a_nullable_reference_and_optional_keys(client: Client) -> None:
    unset = client.module("types").UNSET
    first, second, *_ = client.call("teams.list_an_organizations_teams", ORGANIZATION)
    assert {first.avatar is None, second.avatar is None} == {True, False}
    assert first.members is unset
    expand = client.module("models.list_an_organizations_teams_expand_item")
    members = expand.ListAnOrganizationsTeamsExpandItem.MEMBERS
    first, *_ = client.call("teams.list_an_organizations_teams", ORGANIZATION, expand=[members])
    assert [member.user.username for member in first.members] == ["grace"]


def test_an_enum(client: Client) -> None:
    members = client.call("members.list_an_organizations_members", ORGANIZATION)
    role = client.module("models.role").Role
    assert {member.role for member in members} == {role.OWNER, role.MEMBER}
    assert {member.user is None for member in members} == {True, False}


def test_a_tagged_union(client: Client) -> None:
    first = client.call("projects.list_an_organizations_projects", ORGANIZATION)
    second = client.call("projects.list_an_organizations_projects", ORGANIZATION, page=2)
    assert first.next_ is not None
    assert second.next_ is None
    projects = [*first.results, *second.results]
    alerts = [type(alert).__name__ for project in projects for alert in project.alerts]
    assert set(alerts) == {"EmailAlertResponse", "WebhookAlertResponse"}


def test_a_recursive_type(client: Client) -> None:
    categories = client.call("projects.list_an_organizations_project_categories", ORGANIZATION)
    (tree,) = (category for category in categories if category.children)
    assert [tree.slug, tree.children[0].slug, tree.children[0].children[0].slug] == [
        "utilities",
        "water",
        "pumps",
    ]


def test_what_is_parsed_is_what_was_sent(client: Client) -> None:
    """Each model writes the JSON that it was read from."""
    called = client.module("api.organizations.retrieve_an_organization")
    response = called.sync_detailed(ORGANIZATION, client=client.client)
    sent = json.loads(response.content)
    assert sent["dateCreated"] == "2026-01-05T08:00:00Z"
    sent["dateCreated"] = "2026-01-05T08:00:00+00:00"
    assert response.parsed.to_dict() == sent


def test_errors_are_typed(client: Client) -> None:
    missing = client.call("teams.retrieve_a_team", ORGANIZATION, "nobody")
    assert missing.detail == "No Team matches the given query."
    request = client.module("models.team_request").TeamRequest(name="", slug="a b")
    refused = client.call("teams.create_a_new_team", ORGANIZATION, body=request)
    assert set(refused.to_dict()) == {"name", "slug"}


def test_a_write(client: Client) -> None:
    request = client.module("models.team_request").TeamRequest(name="New Team")
    team = client.call("teams.create_a_new_team", ORGANIZATION, body=request)
    assert (team.slug, team.avatar) == ("new-team", None)
    path = client.module("api.teams.delete_a_team")
    assert path.sync_detailed(ORGANIZATION, "new-team", client=client.client).status_code == 204
