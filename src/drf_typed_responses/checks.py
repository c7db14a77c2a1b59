"""The system checks of `manage.py check`: settings with which a build could not run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final

from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error, Warning

from .conf import Settings, current_settings, document_names, import_errors, setting_errors
from .document_names import DEFAULT, document_in_use
from .exceptions import SettingsError


def messages() -> Iterator[CheckMessage]:
    """All that is wrong with the settings, each with an id that docs/settings.md explains."""
    wrong = [_error("E001", each) for each in setting_errors()]
    wrong = wrong or [_error("E002", each) for each in _of_documents(import_errors)]
    yield from wrong or (_error("E001", each) for each in _of_documents(_unusable))
    yield from (_error("E002", each) for each in _of_hooks())
    yield from _of_schema_class()
    yield from _of_misspelled_name()


def _error(number: str, error: object) -> CheckMessage:
    return Error(str(error), id=f"drf_typed_responses.{number}")


def _of_documents(errors: Callable[[Settings], Iterable[SettingsError]]) -> Iterator[str]:
    """The errors of each document; those of what several documents share only once."""
    known: set[str] = set()
    for name in document_names():
        with document_in_use(name):
            texts = [str(each) for each in errors(current_settings())]
        place = "" if name == DEFAULT else f'the document "{name}": '
        yield from (f"{place}{text}" for text in texts if text not in known)
        known.update(texts)


def _unusable(settings: Settings) -> Iterator[SettingsError]:
    """The errors of settings whose values are of the right type, but of no use.

    The rules and the comparison are loaded only for a project that sets their levels.
    """
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


def _of_hooks() -> Iterator[str]:
    from drf_spectacular.settings import spectacular_settings

    for name in ("PREPROCESSING_HOOKS", "POSTPROCESSING_HOOKS"):
        place = f'SPECTACULAR_SETTINGS["{name}"]'
        try:
            hooks = getattr(spectacular_settings, name)
        except Exception as error:  # importing runs the project's code
            yield f"{place}: {error}"
            continue
        if not isinstance(hooks, (list, tuple)):
            yield f"{place} must be a list of dotted paths"
            continue
        yield from (f"{place}: {hook!r} is not callable" for hook in hooks if not callable(hook))


def _of_schema_class() -> Iterator[CheckMessage]:
    from rest_framework.settings import api_settings

    from .spectacular import AutoSchema
    from .spectacular.schema_class import OURS, SETTING, full_name, remedy

    try:
        default: Any = api_settings.DEFAULT_SCHEMA_CLASS
    except Exception as error:  # importing runs the project's code
        yield _error("E002", error)
        return
    if not isinstance(default, type):
        yield _error("E002", f"{SETTING} is {default!r}, which is not a class")
    elif not issubclass(default, AutoSchema):
        yield Warning(
            f"{SETTING} is {full_name(default)}, which does not derive from {OURS}",
            hint=remedy(default, SETTING),
            id="drf_typed_responses.W001",
        )


_NAME: Final = "TYPED_RESPONSES"


def _of_misspelled_name() -> Iterator[CheckMessage]:
    """A dict in Django's settings whose name is nearly that of ours, if ours is not there."""
    if hasattr(django_settings, _NAME):
        return
    # Only what has such a name is read: a deprecated setting of Django warns whoever reads it.
    names = [name for name in dir(django_settings) if name.isupper()]
    within = [name for name in names if "TYPED_RESPONSE" in name]
    near = within or get_close_matches(_NAME, names, cutoff=0.8)
    for name in [each for each in near if isinstance(getattr(django_settings, each), dict)][:1]:
        yield Warning(
            f"the settings have {name}, which nothing reads, and no {_NAME}",
            hint=f"Rename {name} to {_NAME}, if it is meant for drf-typed-responses.",
            id="drf_typed_responses.W002",
        )
