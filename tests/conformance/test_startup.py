"""The middleware loads no validator at start, and nothing that builds a document for a check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .serving import CONTRACT

PROGRAM = """
import io, json, sys
from pathlib import Path
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.core.handlers.wsgi import WSGIHandler

settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["drf_typed_responses"],
    MIDDLEWARE=["drf_typed_responses.conformance.ContractMiddleware"],
    ROOT_URLCONF="__main__",
    TYPED_RESPONSES={"CONTRACT": sys.argv[1], "SAMPLE_RATES": 1.0},
)
urlpatterns = [path("team/", lambda request: HttpResponse('{"id": "1"}', "application/json"))]
django.setup()
application = WSGIHandler()
started = set(sys.modules)
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/team/", "SERVER_NAME": "x",
           "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http"}
from drf_typed_responses.conformance import contract_checked
found = []
contract_checked.connect(lambda report, **kw: found.append(report.outcome), weak=False)
application(environ, lambda *given: None).close()
print(json.dumps({"started": sorted(started), "checked": sorted(sys.modules), "found": found}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "contract.json").write_text(json.dumps(CONTRACT))
    program = [sys.executable, "-c", PROGRAM, str(folder / "contract.json")]
    run = subprocess.run(program, capture_output=True, text=True, check=False, env=os.environ)
    assert run.returncode == 0, run.stderr
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


def inside(modules: list[str], package: str) -> set[str]:
    return {name for name in modules if name == package or name.startswith(f"{package}.")}


@pytest.mark.slow
def test_start_loads_the_middleware_and_no_validator(loaded: dict[str, list[str]]) -> None:
    names = ("contract_files", "counters", "exchange", "middleware", "reports", "routes")
    names += ("logs", "sampling")
    room = "drf_typed_responses.conformance"
    assert inside(loaded["started"], room) == {room, *(f"{room}.{name}" for name in names)}
    unused = ("jsonschema", "mypy", "rest_framework")
    for package in (*unused, "drf_typed_responses.mypy_plugin", "drf_typed_responses.publish"):
        assert inside(loaded["started"], package) == set()


@pytest.mark.slow
@pytest.mark.parametrize("room", ["drafting", "publish", "spectacular", "translate"])
def test_a_check_loads_nothing_that_builds_a_document(
    loaded: dict[str, list[str]], room: str
) -> None:
    assert loaded["found"] == ["valid"]
    assert inside(loaded["checked"], f"drf_typed_responses.{room}") == set()


def test_the_middleware_is_where_the_setting_names_it() -> None:
    """`drf_typed_responses.conformance` gives it to Django's `import_string`."""
    from django.utils.module_loading import import_string

    cls = import_string("drf_typed_responses.conformance.ContractMiddleware")
    assert Path(sys.modules[cls.__module__].__file__ or "").name == "middleware.py"
