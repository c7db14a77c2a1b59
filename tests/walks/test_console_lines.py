"""A test runs every command of a page, as it is written."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from .walking import ROOT, blocks, commands, consoles

PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in ROOT.glob("**/*.md")
    if not re.search(r"/(\.\w+|node_modules|build|site-packages)/", page.as_posix())
)
# The tests that run all console blocks of a page, and fail for one that they do not know.
RUN_BY = {
    "README.md": (
        "walks.test_pages.test_the_front_page_in_a_checkout",
        "walks.test_pages.test_the_front_page_in_a_project",
    ),
    "docs/adopting.md": ("walks.test_pages.test_adopting",),
    "docs/ci.md": ("compat.test_recipes.test_the_commands_beside_the_recipes",),
    "docs/contract-tests.md": ("walks.test_pages.test_pages_that_go_on_from_there",),
    "docs/getting-started.md": ("walks.test_pages.test_getting_started",),
    "docs/preview.md": ("walks.test_pages.test_the_preview",),
    "docs/production-checks.md": ("walks.test_pages.test_pages_that_go_on_from_there",),
    "docs/promise.md": ("walks.test_pages.test_the_promise",),
    "docs/publishing.md": ("walks.test_pages.test_publishing",),
    "docs/recipes.md": (
        "clients.test_recipes.test_schemathesis",
        "clients.test_recipes.test_a_client_compares_its_copy",
    ),
}
RECIPES = ("diff", "changes", "documents", "publish", "site")
# Steps of the recipes of docs/ci.md, by their name or, where they have none, their command.
STEPS_RUN_BY = {
    "pip install .": "walks.test_pages.test_the_installation_of_the_recipes",
    "pip install drf-typed-responses": "walks.test_pages.test_getting_started",
    "Annotate": "compat.test_recipes.test_a_pull_request_that_breaks_clients",
    "Write the changelog": "compat.test_recipes.test_a_pull_request_that_breaks_clients",
    "Comment": "compat.test_recipes.test_a_pull_request_that_breaks_clients",
    "Verdict": "compat.test_recipes.test_a_pull_request_that_breaks_clients",
    "Build": "compat.test_recipes.test_publishing",
    "Changelog": "compat.test_recipes.test_publishing",
    "Publish": "compat.test_recipes.test_publishing",
    "Write the site": "compat.test_recipes.test_the_site_of_a_pull_request",
    "Publish the site": "compat.test_recipes.test_the_site_of_a_pull_request",
    "Link": "compat.test_recipes.test_the_site_of_a_pull_request",
}
# Lines that no test can run, with the reason: `{"docs/page.md": {"command": "reason"}}`.
NOT_RUN: dict[str, dict[str, str]] = {}
KINDS = {"console", "diff", "ini", "json", "python", "text", "toml", "typescript", "yaml"}


def lines_of(page: str) -> list[str]:
    return [line for block in consoles(f"../{page}") for line, _ in commands(block.text)]


@pytest.mark.parametrize("page", PAGES)
def test_each_line_is_run_or_has_its_reason(page: str) -> None:
    left = set(lines_of(page)) - set(NOT_RUN.get(page, ()))
    assert not left or page in RUN_BY, f"nobody runs {sorted(left)} of {page}"


@pytest.mark.parametrize("page", PAGES)
def test_commands_stand_in_console_blocks_only(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    kinds = re.findall(r"^\s*```(\w+)", text, re.MULTILINE)
    assert kinds == [block.kind for block in blocks(f"../{page}")]
    assert set(kinds) <= KINDS
    assert len(re.findall(r"^\s*\$ ", text, re.MULTILINE)) == len(lines_of(page))


def test_the_tables_name_what_is_there() -> None:
    assert [page for page in RUN_BY if not lines_of(page)] == []
    assert [page for page, lines in NOT_RUN.items() if not {*lines} <= {*lines_of(page)}] == []
    for name in {*(name for names in RUN_BY.values() for name in names), *STEPS_RUN_BY.values()}:
        module, _, test = name.rpartition(".")
        assert callable(getattr(import_module(module), test))


def test_each_step_of_a_recipe_is_run() -> None:
    from compat.test_recipes import steps

    named = {name for job in RECIPES for name in steps(job)}
    assert named == set(STEPS_RUN_BY)
