"""One browser and one running watch; after each test the project is unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from ..watching import Project, Watch
from .page import Page, start


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("browser") / "example")


@pytest.fixture(scope="session")
def watch(whole_project: Project, live_server, request) -> Iterator[Watch]:
    with Watch(whole_project, "--api", live_server.url) as running:
        request.getfixturevalue("browser")  # it starts while the first build runs
        running.expect("Built 17 operations")
        yield running


@pytest.fixture
def project(whole_project: Project, watch: Watch) -> Iterator[Project]:
    yield whole_project
    after = len(watch.lines)
    if whole_project.restore():
        watch.expect("nothing is wrong with it", after)


@pytest.fixture
def page(watch: Watch, browser: Chrome) -> Iterator[Page]:
    """The page; afterwards it asserts that no request to another host and no error occurred."""
    page = Page(browser, watch).open()
    yield page
    page.run("sessionStorage.clear()")
    page.assert_quiet()
