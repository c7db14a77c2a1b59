"""The reason why a document cannot be built is shown in the terminal and on the page.

A syntax error and a failing import are tried in the browser.
"""

from __future__ import annotations

import json

from ..watching import Project, Watch
from .conftest import SECRETS

ROUTES = ["/", "/frame", "/openapi.json", "/assets/page.js", "/nothing"]
TELL_ALL = """
import os
from django.conf import settings
told = settings.SECRET_KEY, settings.DATABASES["default"]["PASSWORD"], settings.BROKER
raise ValueError("the keys are", *told, os.environ["PAYMENT_TOKEN"])
"""


def test_code_that_ends_the_process(watch: Watch, project: Project) -> None:
    after = len(watch.lines)
    project.write("teams_api/serializers/category.py", "import os\nos._exit(3)\n")
    watch.expect("The build process ended without a result", after)
    assert watch.state()["failure"]["hint"] == "The terminal says more."


def test_code_that_exits(watch: Watch, project: Project) -> None:
    after = len(watch.lines)
    project.write("teams_api/serializers/category.py", "raise SystemExit(3)\n")
    watch.expect("Not built", after)
    failure = watch.state()["failure"]
    assert failure["message"] == "The project's code ended the process: SystemExit(3)"
    assert failure["place"] == "teams_api/serializers/category.py:1"


def test_no_secret_is_shown(watch: Watch, project: Project) -> None:
    """An exception holds them all: a key, passwords, and a variable of the environment."""
    after = len(watch.lines)
    project.write("teams_api/serializers/category.py", TELL_ALL)
    watch.expect("the keys are", after)
    shown = json.dumps(watch.state()) + "".join(watch.get(path) for path in ROUTES)
    said = "".join(watch.lines)
    assert "the keys are" in shown
    for secret in SECRETS.values():
        assert secret not in shown
        assert secret not in said


def test_settings_that_fail_are_not_quoted(watch: Watch, project: Project) -> None:
    """Before settings are read, the secrets in them are unknown."""
    after = len(watch.lines)
    settings = (project.root / "config/settings.py").read_text()
    project.write("config/settings.py", f"{settings}raise ValueError('a-key-nobody-knows')\n")
    watch.expect("ValueError while the settings were read", after)
    line = settings.count("\n") + 1
    assert watch.state()["failure"]["place"] == f"config/settings.py:{line}"
    assert "a-key-nobody-knows" not in json.dumps(watch.state())
