"""The system checks of `manage.py check`: settings with which a build could not run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from .conf import Settings, current_settings, import_errors, setting_errors
from .exceptions import SettingsError


def messages() -> Iterator[CheckMessage]:
    """All that is wrong with the settings, each with an id that the README explains."""
    wrong = [_error("E001", each) for each in setting_errors()]
    wrong = wrong or [_error("E002", each) for each in import_errors()]
    yield from wrong or (_error("E001", each) for each in _unusable())
    yield from _of_hooks()
    yield from _of_schema_class()


def _error(number: str, error: SettingsError) -> CheckMessage:
    return Error(str(error), id=f"drf_typed_responses.{number}")


def _unusable() -> Iterator[SettingsError]:
    """The errors of settings whose values are of the right type, but of no use.

    The rules and the comparison are loaded only for a project that sets their levels.
    """
    settings = current_settings()
    for use in (_use_rules, _use_changes, _use_legacy):
        try:
            use(settings)
        except SettingsError as error:
            yield error


def _use_rules(settings: Settings) -> None:
    if settings.rules or settings.extra_rules:
        from .publish.enforcement import chosen_rules

        chosen_rules(settings)


def _use_changes(settings: Settings) -> None:
    if settings.diff_levels:
        from .compat.presets import levels_of

        levels_of(settings.diff_levels)


def _use_legacy(settings: Settings) -> None:
    if settings.legacy is not None:
        from .publish.legacy.reading import require_folder

        require_folder(settings.legacy)


def _of_hooks() -> Iterator[CheckMessage]:
    from drf_spectacular.settings import spectacular_settings

    for name in ("PREPROCESSING_HOOKS", "POSTPROCESSING_HOOKS"):
        try:
            getattr(spectacular_settings, name)
        except ImportError as error:
            message = f'SPECTACULAR_SETTINGS["{name}"]: {error}'
            yield Error(message, id="drf_typed_responses.E002")


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
