"""The contract on disk: what is read again, and what makes a run build, in separate suites."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.conformance.kept.process_state import Undescribed, described
from drf_typed_responses.openapi.types import Object

from .test_plugin import SOURCE

FILES = {
    "pytest.ini": "[pytest]\npythonpath = .\n",
    "settings.py": """
import os
SECRET_KEY = "x"
ROOT_URLCONF = "urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework",
    "drf_spectacular", "drf_typed_responses"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file.sqlite3"}}
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_typed_responses.spectacular.AutoSchema"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kept", "VERSION": os.environ.get("KEPT_VERSION", "1"),
    "PREPROCESSING_HOOKS": ["hooks.count"],
}
TYPED_RESPONSES = {"RULES": {"*": "off"}}
""",
    "hooks.py": """
def count(endpoints):
    with open("builds.log", "a") as file:
        file.write("built\\n")
    return endpoints
""",
    "kinds.json": '["a", "b"]',
    "flags/README": "A module only asks whether there is a file.",
    "shapes.py": """
import json, os, ssl
from pathlib import Path
from typing import Literal, TypedDict

IS_LOUD = Path("flags/loud").exists()
IS_LOCKED = Path(".state/app.lock").exists()
SIZE = os.path.getsize("flags/README")
try:  # a library in C reads the file
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations("flags/README")
except ssl.SSLError:
    pass
KINDS = tuple(json.loads(Path("kinds.json").read_text()))

class Thing(TypedDict):
    size: int
    kind: Literal[KINDS]
""",
    "urls.py": """
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView
from drf_typed_responses.responses import Response
from shapes import Thing

class ThingView(APIView):
    public = {"GET"}

    @extend_schema(responses=Thing)
    def get(self, request) -> Response[Thing]:
        return Response({"size": 1, "kind": "a"})

urlpatterns = [path("thing/", ThingView.as_view())]
""",
    "test_suite.py": """
from rest_framework.test import APIClient

def test_thing():
    assert APIClient().get("/thing/").status_code == 200
""",
}
KEPT = "The contract is that of an earlier build, on whose inputs it depends"


class Project:
    """A small project, and what runs of its suite say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, (1_700_000_000, 1_700_000_000))  # long before the run

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, *options: str, code: int = 0, **environment: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-v", "--contract", *options],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCE),
                "DJANGO_SETTINGS_MODULE": "settings",
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def told(self, *options: str, code: int = 0, **environment: str) -> str:
        """The line about the contract."""
        out = self.run(*options, code=code, **environment)
        lines = [line for line in out.splitlines() if line.startswith("The contract ")]
        return lines[0]

    @property
    def builds(self) -> int:
        file = self.folder / "builds.log"
        return len(file.read_text().splitlines()) if file.exists() else 0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


class TestSuites:
    pytestmark = pytest.mark.slow

    def test_a_second_run_reads_the_contract_and_reports_the_same(self, project: Project) -> None:
        report = project.folder / ".report.json"
        built = project.run("--contract-report", str(report))
        first = json.loads(report.read_text())
        kept = project.run("--contract-report", str(report))
        assert "The contract was built: none was kept" in built
        assert KEPT in kept
        assert json.loads(report.read_text()) == first
        assert project.builds == 1

    def test_a_kept_contract_fails_a_test_with_the_same_text(self, project: Project) -> None:
        project.run()
        project.write("test_suite.py", FILES["test_suite.py"] + BROKEN)
        kept = project.run(code=1)
        assert KEPT in kept
        built = project.run("--cache-clear", code=1)
        assert "The contract was built: none was kept" in built
        assert "declared by Thing.size, shapes.py:16" in kept
        assert failure(kept) == failure(built)

    def test_workers_share_one_build(self, project: Project) -> None:
        for name in "bcd":
            project.write(f"test_{name}.py", FILES["test_suite.py"])
        out = project.run("-n", "3")
        assert "4 passed" in out
        assert project.builds == 1

    def test_each_change_of_an_input_builds_anew(self, project: Project) -> None:
        project.run()
        environment: dict[str, str] = {}
        for number, (change, said) in enumerate(changes(project), 2):
            environment = change() or {}
            told = project.told(**environment)
            assert re.search(said, told), told
            assert project.builds == number
        assert project.told(**environment) == KEPT

    def test_a_change_of_a_test_builds_nothing(self, project: Project) -> None:
        project.run()
        project.write("test_suite.py", FILES["test_suite.py"] + "\ndef test_other(): pass\n")
        assert project.told() == KEPT

    @pytest.mark.parametrize(
        ("name", "line", "said"),
        [
            ("urls.py", "import subprocess; subprocess.run(['true'])", "a process was started"),
            (
                "urls.py",
                "from django.db import connection as c; c.cursor().execute('SELECT 1')",
                "the database was opened",
            ),
            ("settings.py", "ANY = object()", "the setting ANY holds a value of builtins.object"),
            (
                "urls.py",
                "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
                "a connection was opened",
            ),
        ],
        ids=["process", "database", "setting", "connection"],
    )
    def test_what_no_file_decides_is_built_in_each_run(
        self, project: Project, name: str, line: str, said: str
    ) -> None:
        project.write(name, f"{FILES[name]}\n{line}\n")
        project.run()
        # The database, which SQLite has made, is a second reason.
        assert project.told().startswith(f"The contract was built: {said}")
        assert project.builds == 2

    def test_what_the_project_imports_of_a_test_module_is_an_input(self, project: Project) -> None:
        project.write("test_suite.py", "NAMES = 'a', 'b'\n" + FILES["test_suite.py"])
        project.replace("shapes.py", "KINDS = ", "from test_suite import NAMES\nKINDS = NAMES  # ")
        project.run()
        assert project.told() == KEPT
        project.replace("test_suite.py", "'b'", "'c'")
        assert project.told().endswith("test_suite.py has changed")

    def test_no_test_module_changes_the_contract(self, project: Project) -> None:
        project.write("test_patches.py", PATCHES)
        patched = project.run("test_patches.py")
        assert "operations: 1 of 1 shown" in patched
        assert "unchecked" in patched
        kept = project.run("test_suite.py")
        assert KEPT in kept
        assert "operations: 1 of 1 shown" in kept

    def test_a_conftest_that_changes_settings(self, project: Project) -> None:
        project.write("deep/er/conftest.py", SETTINGS)
        project.write("deep/er/test_deep.py", "def test_deep(): pass\n")
        project.run()
        told = project.told("deep/er")
        assert re.search("list of plugins|SPECTACULAR_SETTINGS", told), told
        assert project.builds == 2

    def test_a_conftest_that_chooses_another_urlconf(self, project: Project) -> None:
        """The contract is that of the URLconf of the tests, which is not kept."""
        project.write("other.py", FILES["urls.py"].replace("thing/", "other/"))
        project.write("deep/er/conftest.py", "from django.conf import settings\n" + OTHER)
        project.write("deep/er/test_deep.py", FILES["test_suite.py"].replace("thing/", "other/"))
        for _ in range(2):
            out = project.run("--ignore=test_suite.py")
            assert "operations: 1 of 1 shown" in out

    def test_runs_of_one_given_id_are_told_apart(self, project: Project) -> None:
        project.run("-n", "2", "--testrunuid", "ci")
        project.replace("shapes.py", "size: int", "size: float")
        project.run("-n", "2", "--testrunuid", "ci")
        assert project.builds == 2

    def test_what_was_loaded_before_is_built_in_each_run(self, project: Project) -> None:
        project.write("early.py", "import shapes\n")
        project.run("-p", "early")
        assert project.told("-p", "early").endswith(
            f"modules in {project.folder} were loaded before"
        )

    def test_other_tests_may_have_another_conftest(self, project: Project) -> None:
        project.write("one/test_one.py", FILES["test_suite.py"])
        project.write("two/test_two.py", "def test_two(): pass\n")
        project.write("two/conftest.py", "import urls\nurls.ThingView.public = set()\n")
        assert "operations: 1 of 1 shown" in project.run("one")
        two = project.run("two")
        assert "The contract was built: the list of plugins has changed" in two
        assert "No operation is public" in two

    def test_without_the_cache_of_pytest(self, project: Project) -> None:
        for _ in range(2):
            assert "The contract " not in project.run("-p", "no:cacheprovider")
        assert project.builds == 2

    def test_a_broken_file_is_built_again(self, project: Project) -> None:
        project.run()
        (file,) = project.folder.glob(".pytest_cache/d/drf-typed-responses/*.json")
        file.write_bytes(file.read_bytes()[:-20])
        assert project.told() == "The contract was built: none was kept"
        assert project.told() == KEPT


BROKEN = """
def test_broken(monkeypatch):
    import urls
    monkeypatch.setattr(urls.ThingView, "get", lambda *a: urls.Response({"size": "x", "kind": "a"}))
    APIClient().get("/thing/")
"""


PATCHES = """
import shapes, urls
from django.urls import path
from drf_spectacular.extensions import OpenApiViewExtension
from rest_framework.test import APIClient

class Fixed(OpenApiViewExtension):
    target_class = "urls.ThingView"
    def view_replacement(self):
        return Other

class Other(urls.ThingView):
    public = {"GET", "POST"}
    def post(self, request): ...

urls.urlpatterns.append(path("other/", Other.as_view()))
shapes.Thing.__annotations__["size"] = str

def test_thing():
    assert APIClient().get("/thing/").status_code == 200
    assert APIClient().get("/other/").status_code == 200
"""
SETTINGS = """
from django.conf import settings
settings.SPECTACULAR_SETTINGS = {**settings.SPECTACULAR_SETTINGS, "TITLE": "Deep"}
"""
OTHER = 'settings.ROOT_URLCONF = "other"\n'


def failure(out: str) -> list[str]:
    return [line for line in out.splitlines() if line.startswith("E ")]


def changes(project: Project) -> Iterator[tuple[Callable[[], Any], str]]:
    """Each change of an input, and the reason that the run gives for its build."""
    replace, write = project.replace, project.write
    yield partial(replace, "shapes.py", "size: int", "size: float"), "shapes.py has changed"
    yield partial(replace, "kinds.json", '"b"', '"b", "c"'), "kinds.json has changed"
    yield partial(replace, "settings.py", '"Kept"', '"Other"'), "SPECTACULAR_SETTINGS has changed"
    yield partial(replace, "settings.py", "import os", "import os, sys"), "[^ ]+ has changed"
    yield partial(write, "conftest.py", "import shapes\n"), "list of plugins has changed"
    yield partial(replace, "conftest.py", "shapes", "hooks"), "conftest.py has changed"
    yield partial(write, "rest_framework_xml.py", ""), f"{project.folder} has changed"
    yield partial(write, "flags/loud", ""), "flags/loud has changed"
    yield partial(write, ".state/app.lock", ""), "app.lock has changed"
    yield partial(write, "flags/README", "A longer text."), "README has changed"
    yield partial(dict, KEPT_VERSION="2"), "environment variable KEPT_VERSION has changed"


class Plain:
    def __init__(self, number: int) -> None:
        self.number = number


class Shown(Plain):
    """Its text is the same whatever it holds."""

    def __repr__(self) -> str:
        return "shown"


def _inner(number: int) -> Callable[[], int]:
    return lambda: number


SAME = [
    (lambda: {"a": [1, "b", None, (2.5, b"c")]}),
    (lambda: {"c", "a", "b"}),
    (lambda: re.compile("a", re.IGNORECASE)),
    (lambda: timedelta(days=1)),
    (lambda: Path("a")),
    (lambda: Plain(1)),
    (lambda: _inner(1)),
    (lambda: partial(_inner, number=1)),
    (lambda: Plain),
]


@pytest.mark.parametrize("make", SAME)
def test_equal_values_are_described_alike(make: Callable[[], object]) -> None:
    assert described(make()) == described(make())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, "1"),
        ("a", b"a"),
        ([1], (1,)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),  # the order of settings may be that of the document
        (Plain(1), Plain(2)),
        (Shown(1), Shown(2)),
        (_inner(1), _inner(2)),
        (partial(_inner, 1), partial(_inner, 2)),
    ],
)
def test_different_values_are_described_differently(one: object, other: object) -> None:
    assert described(one) != described(other)


def test_a_value_of_which_only_the_address_is_known() -> None:
    with pytest.raises(Undescribed, match=r"builtins\.object"):
        described([object()])


def test_a_setting_with_more_values_than_are_described() -> None:
    with pytest.raises(Undescribed, match="more than 20000 values"):
        described([[number] for number in range(30_000)])


def test_what_several_parts_share_is_described_once() -> None:
    value: list[object] = []
    for _ in range(200):
        value = [value, value]
    assert described(value)


def test_a_value_inside_itself() -> None:
    value: Object = {}
    value["self"] = value
    assert described(value)
