"""One running `apidocs watch` for the tests that do not change it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..watching import Project, Watch

SECRETS = {
    "SECRET_KEY": "key-4vTqhW8zXr",
    "password": "password-9bLsYc2Kd",
    "ADDRESS_PASSWORD": "broker-7NfUe5Qm",
    "VARIABLE": "variable-3HxJg6Pt",
}
SETTINGS = f"""
import os
SECRET_KEY = "{SECRETS["SECRET_KEY"]}"
DATABASES["default"]["PASSWORD"] = "{SECRETS["password"]}"
BROKER = "amqp://worker:{SECRETS["ADDRESS_PASSWORD"]}@localhost/queue"
"""


@pytest.fixture(scope="session")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("live") / "example")
    with (project.root / "config/settings.py").open("a") as file:
        file.write(SETTINGS)
    return project


@pytest.fixture(scope="session")
def whole_watch(whole_project: Project) -> Iterator[Watch]:
    with Watch(whole_project, PAYMENT_TOKEN=SECRETS["VARIABLE"]) as watch:
        watch.expect("Built 17 operations")
        yield watch


@pytest.fixture
def watch(whole_watch: Watch) -> Watch:
    return whole_watch


@pytest.fixture
def project(whole_project: Project, whole_watch: Watch) -> Iterator[Project]:
    yield whole_project
    after = len(whole_watch.lines)
    if whole_project.restore():
        whole_watch.expect("nothing is wrong with it", after)
