"""The documentation agrees with the code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from drf_typed_responses import remedies
from drf_typed_responses.conf import Settings
from drf_typed_responses.conformance.run_options import OPTIONS
from drf_typed_responses.output.output_formats import formats_of
from drf_typed_responses.translate import schema_components

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


# PyPI shows the front page, and resolves no relative address.
def test_the_front_page_has_whole_addresses_only() -> None:
    assert [link for link in re.findall(r"\]\(([^)]+)\)", README) if "//" not in link] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_addresses_of_the_site_lead_to_its_pages(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    addresses = re.findall(rf"{remedies.DOCUMENTATION}([\w./-]*)(?:#([\w-]+))?", text)
    for address, anchor in addresses:
        if address.startswith("_images/"):
            # Sphinx copies the pictures that a page shows there.
            assert (ROOT / "docs/images" / address.removeprefix("_images/")).exists()
            continue
        source = ROOT / "docs" / f"{address.removesuffix('/')}.md"
        assert source.exists(), address
        assert not anchor or anchor in anchors(source), f"{address}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_headings(page: Path) -> None:
    text = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\(([^):\s]*)#([^)\s]+)\)", text)
    missing = [
        (link, anchor)
        for link, anchor in links
        if "//" not in link and anchor not in anchors(page.parent / link if link else page)
    ]
    assert missing == []


def test_hints_lead_to_published_pages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert remedies.page("rules", "title") == f"{project['urls']['Documentation']}rules/#title"
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    linked = set(re.findall(r"""\bpage\(["']([a-z-]+)["']""", source))
    assert linked == {"promise", "rules", "type-forms"}
    assert [name for name in linked if not (ROOT / "docs" / f"{name}.md").exists()] == []


def test_each_import_on_a_page_is_there() -> None:
    imports = {
        (module, name)
        for page in PAGES
        for module, names in re.findall(
            r"from (drf_typed_responses[\w.]*) import ([\w, ]+)", page.read_text(encoding="utf-8")
        )
        for name in re.split(r", *", names.strip())
    }
    assert len(imports) > 10
    missing = [pair for pair in imports if not hasattr(import_module(pair[0]), pair[1])]
    assert missing == []


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_make_targets_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`?make ([a-z0-9-]+)", page.read_text(encoding="utf-8"))
        if "-" in target or target in {"test", "run", "lint", "types", "nightly", "benchmark"}
    }
    assert named <= targets


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [item for group in project["dependency-groups"].values() for item in group]
    extras = [i for g in project["project"].get("optional-dependencies", {}).values() for i in g]
    given = [*project["project"]["dependencies"], *extras, *(g for g in groups if type(g) is str)]
    names = {re.split(r"[^A-Za-z0-9._-]", name)[0].lower() for name in given}
    said = set(re.findall(r"^\| `([^`]+)`", (ROOT / "docs/dependencies.md").read_text(), re.M))
    assert said == names


README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def test_defaults_of_settings_are_those_of_the_code() -> None:
    said = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", SETTINGS, re.M))
    assert said
    for name, default in said.items():
        value = getattr(Settings(), name.lower())
        plain = list(value) if isinstance(value, tuple) else value
        assert ast.literal_eval(default) == (str(plain) if isinstance(plain, Path) else plain)


def test_every_action_and_its_options_stand_in_the_table_of_commands() -> None:
    from drf_typed_responses.management.actions import ACTIONS

    rows = dict(re.findall(r"^\| `apidocs (\w+)([^`]*)`", COMMANDS, re.MULTILINE))
    assert set(rows) == set(ACTIONS)
    for name, said in rows.items():
        parser = ArgumentParser(add_help=False)
        ACTIONS[name].arguments(parser)
        options = {option for action in parser._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z-]+", said)) == options - UNSAID


def test_every_format_stands_on_the_page_of_commands() -> None:
    pattern = r"`--format ([a-z|]+)` \(for `diff` also `([a-z]+)` and `([a-z]+)`"
    ((listed, *also),) = re.findall(pattern, COMMANDS)
    assert tuple(listed.split("|")) == formats_of("findings")
    assert {*formats_of("findings"), *also} == set(formats_of("changes"))


# Not on the page, only in `--help`.
UNSAID = {"--time-limit"}


def test_every_page_is_linked_from_the_front_page() -> None:
    linked = set(re.findall(rf"{remedies.DOCUMENTATION}([a-z][\w-]+)/", README))
    assert linked == {page.stem for page in ROOT.glob("docs/*.md")} - {"index"}


def test_every_option_of_the_plugin_has_its_line() -> None:
    page = (ROOT / "docs/contract-tests.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE)
    assert said == [option.flag for option in OPTIONS]


def test_the_architecture_names_every_room_and_no_module_that_is_not_there() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    package = ROOT / "src/drf_typed_responses"
    rooms = set(re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE))
    inner = {folder.name for folder in (package / "compat").iterdir() if folder.is_dir()}
    folders = {folder.name for folder in package.iterdir() if (folder / "__init__.py").exists()}
    assert rooms == folders | (inner - {"__pycache__"})
    modules = {file.name for file in package.rglob("*.py")}
    assert set(re.findall(r"`(\w+\.py)`", page)) <= modules


def test_the_annotation_on_the_front_page_has_the_schema_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotation, schema = re.findall(r"<td>\n\n```\w+\n(.*?)```", README, re.DOTALL)
    names = "from typing import NotRequired, TypedDict\n"
    marks = "from drf_typed_responses.serializers import Private\n\n\n"
    (tmp_path / "front_page.py").write_text(names + marks + annotation)
    monkeypatch.syspath_prepend(tmp_path)
    hint = import_module("front_page").TeamResponse
    assert schema_components([hint], version="3.1")[1] == yaml.safe_load(schema)


FIRST_ENDPOINT = """\
import json, sys
import django
from django.conf import settings

{settings}
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *INSTALLED_APPS],
    REST_FRAMEWORK=REST_FRAMEWORK,
    TYPED_RESPONSES={{**TYPED_RESPONSES, "OUT": sys.argv[1]}},
    ROOT_URLCONF="__main__",
    SPECTACULAR_SETTINGS=SPECTACULAR_SETTINGS,
)
django.setup()

from typing import TypedDict
from django.core.management import call_command
from django.urls import path
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView
from drf_typed_responses.parameters import path_parameter
from drf_typed_responses.responses import RESPONSE_NOT_FOUND
from drf_typed_responses.serializers import Private, Serializer, serialize

{endpoint}
urlpatterns = [path("teams/<slug:slug>/", TeamEndpoint.as_view())]
call_command("apidocs", "build")
"""


@pytest.mark.slow
def test_installation_and_first_endpoint_of_the_readme(tmp_path: Path) -> None:
    _, settings, endpoint = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    project = tmp_path / "project.py"
    project.write_text(FIRST_ENDPOINT.format(settings=settings, endpoint=endpoint))
    subprocess.run([sys.executable, str(project), str(tmp_path / "out")], check=True)
    document = json.loads((tmp_path / "out" / "openapi.json").read_text())
    operation = document["paths"]["/teams/{slug}/"]["get"]
    assert (operation["summary"], operation["operationId"]) == ("Retrieve a Team", "retrieveATeam")
    del document["components"]["schemas"]["ErrorResponse"]
    assert document["components"]["schemas"] == {
        "TeamResponse": {
            "type": "object",
            "properties": {
                "slug": {"type": "string", "description": "The team's URL-safe short name."},
                "lead": {"type": "string", "nullable": True},
            },
            "required": ["slug", "lead"],
            "description": "A team of an organization.",
        }
    }


def test_each_exception_of_ruff_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [ignored] = re.findall(r"^ignore = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert [line for line in ignored.splitlines() if not re.search(r'", # .{5}', line)] == []
