"""The system checks of `manage.py check`: settings with which a build could not run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from .conf import import_errors, setting_errors
from .exceptions import SettingsError


def messages() -> Iterator[CheckMessage]:
    """All that is wrong with the settings, each with an id that the README explains."""
    yield from (_error("E001", each) for each in setting_errors())
    yield from (_error("E002", each) for each in import_errors())
    yield from _of_schema_class()


def _error(number: str, error: SettingsError) -> CheckMessage:
    return Error(str(error), id=f"drf_typed_responses.{number}")


def _of_schema_class() -> Iterator[CheckMessage]:
    from rest_framework.settings import api_settings

    from .spectacular import AutoSchema
    from .spectacular.schema_class import OURS, SETTING, full_name, remedy

    try:
        default: Any = api_settings.DEFAULT_SCHEMA_CLASS
    except ImportError:  # REST framework itself raises it, with the name of the setting
        return
    if not issubclass(default, AutoSchema):
        yield Warning(
            f"{SETTING} is {full_name(default)}, which does not derive from {OURS}",
            hint=remedy(default, SETTING),
            id="drf_typed_responses.W001",
        )
