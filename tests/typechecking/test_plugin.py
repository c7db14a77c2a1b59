"""The plugin of mypy: its cache, its settings, and that nothing else loads it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy")

from drf_typed_responses.mypy_plugin.plugin_settings import PluginSettings, read_settings

from .environments import environment, mypy_errors

MODEL = "class Team: ...\n"
SERIALIZER = """\
from typing import Any, TypedDict
from drf_typed_responses.serializers import Serializer, register
from model import Team
class TeamResponse(TypedDict):
    id: str
class MemberResponse(TypedDict):
    name: str
@register(Team)
class TeamSerializer(Serializer):
    def serialize(self, obj: Team, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse:
        raise NotImplementedError
"""
CALL = """\
from drf_typed_responses.serializers import serialize
from model import Team
def name(team: Team) -> object:
    return serialize(team)["id"]
"""
LISTED = "[mypy.plugins.drf_typed_responses]\nserializer_modules = serializer"


def test_a_changed_serializer_is_seen_in_a_cached_run(folder: Path, tmp_path: Path) -> None:
    """The calling module has not changed, and names no module that has."""
    python = environment("bare", folder)
    files = [tmp_path / f"{name}.py" for name in ("model", "serializer", "call")]
    for file, text in zip(files, (MODEL, SERIALIZER, CALL), strict=True):
        file.write_text(text)

    def found() -> dict[str, set[int]]:
        return mypy_errors(python, files, tmp_path / "run", settings=LISTED)

    assert found() == {}
    files[1].write_text(SERIALIZER.replace("-> TeamResponse", "-> MemberResponse"))
    assert found() == {"call.py": {4}}
    files[1].write_text(SERIALIZER)
    assert found() == {}


SETTINGS = {
    "none": ("", PluginSettings()),
    "of others": ("[mypy]\nstrict = true\n", PluginSettings()),
    "a section": (
        "[mypy.plugins.drf_typed_responses]\n"
        "disallow_any_bodies = True\nserializer_modules = shop.a, shop.b\n",
        PluginSettings(disallow_any_bodies=True, serializer_modules=["shop.a", "shop.b"]),
    ),
}


@pytest.mark.parametrize(("text", "expected"), SETTINGS.values(), ids=SETTINGS)
def test_settings_of_a_section(text: str, expected: PluginSettings, tmp_path: Path) -> None:
    file = tmp_path / "mypy.ini"
    file.write_text(text)
    assert read_settings(str(file)) == expected


def test_settings_of_a_table(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    table = 'disallow_any_bodies = true\nserializer_modules = ["shop.a"]\n'
    file.write_text(f"[tool.drf_typed_responses_mypy]\n{table}")
    assert read_settings(str(file)) == PluginSettings(True, ["shop.a"])


def test_no_file() -> None:
    assert read_settings(None) == PluginSettings()


def test_an_unknown_setting(tmp_path: Path) -> None:
    file = tmp_path / "mypy.ini"
    file.write_text("[mypy.plugins.drf_typed_responses]\ndisalow_any_bodies = true\n")
    message = (
        f"{file}: unknown setting 'disalow_any_bodies' of drf_typed_responses.mypy_plugin; "
        "it has disallow_any_bodies and serializer_modules"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        read_settings(str(file))


def test_the_plugin_loads_no_django() -> None:
    """mypy runs where no settings are, and starts fast."""
    program = "import drf_typed_responses.mypy_plugin, sys; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n"
