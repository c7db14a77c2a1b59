"""The settings dict `TYPED_RESPONSES`, as one frozen object for each document of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from . import setting_values
from .declared_settings import Settings as Settings
from .document_names import DEFAULT, current_document
from .exceptions import SettingsError
from .remedies import did_you_mean


def current_settings() -> Settings:
    """The settings of the document in use.

    Raises SettingsError for an unknown setting or a wrong value.
    """
    documents = _checked_documents(_given())
    return documents.get(current_document(), documents[DEFAULT])


def documented_version() -> str:
    """The version of the API that the document in use has; "" without versions."""
    # Not from REST framework's settings, because production would load them at start.
    default = getattr(settings, "REST_FRAMEWORK", {}).get("DEFAULT_VERSION")
    return current_settings().api_version or str(default or "")


def document_names() -> tuple[str, ...]:
    """The names of the project's documents, the default one first. Raises SettingsError."""
    return tuple(_checked_documents(_given()))


def require_document(name: str) -> str:
    """The name, if the project has that document. Raises SettingsError."""
    known = document_names()
    if name not in known:
        guess = did_you_mean(name, known) or "."
        raise SettingsError(f'the project has no document "{name}"{guess} It has: {_list(known)}')
    return name


def setting_errors() -> Iterator[SettingsError]:
    """The error of each unknown setting and of each wrong value."""
    given = _given()
    parts = [{key: given[key]} for key in given] if isinstance(given, dict) else [given]
    wrong = [error for part in parts for error in _errors_of(_documents, part)]
    yield from wrong or _errors_of(_checked_documents, given)


def _errors_of(
    read: Callable[[object], Mapping[str, Settings]], given: object
) -> Iterator[SettingsError]:
    try:
        read(given)
    except SettingsError as error:
        yield error


def import_errors(settings: Settings) -> Iterator[SettingsError]:
    """The error of each setting with dotted paths that cannot be imported."""
    of_document = (settings.imported_public, settings.imported_scopes)
    of_project = (
        settings.imported_rules,
        settings.imported_bases,
        settings.imported_hooks,
        settings.imported_client_key,
        settings.imported_calls,
        settings.imported_counter,
        settings.imported_rates,
    )
    for load in (*of_document, *of_project):
        try:
            load()
        except SettingsError as error:
            yield error


def serializer_bases() -> tuple[str, ...]:
    """SERIALIZER_BASES alone; reading all settings for each field of a serializer would be slow."""
    given = _given()
    paths = given.get("SERIALIZER_BASES", ()) if isinstance(given, dict) else ()
    return () if paths == () else setting_values.dotted_paths("SERIALIZER_BASES", paths)


def _given() -> Any:
    given = getattr(settings, "TYPED_RESPONSES", None)
    return {} if given is None else given


def _checked_documents(given: object) -> dict[str, Settings]:
    documents = _documents(given)
    _check_documents(documents)
    return documents


def _documents(given: object) -> dict[str, Settings]:
    """The settings of each document by its name, the default one first."""
    if not isinstance(given, dict):
        raise SettingsError(f"TYPED_RESPONSES is a {type(given).__name__}; it must be a dict")
    whole = _values(given)
    named = {name: _of_document(whole, name, own) for name, own in whole.documents.items()}
    return {DEFAULT: whole, **named}


def _check_documents(documents: Mapping[str, Settings]) -> None:
    """Raises SettingsError for documents that overwrite each other, or keep an unknown one."""
    files: dict[Path, str] = {}
    for name, own in documents.items():
        for path in filter(None, (own.out, own.contract)):
            other = files.setdefault(path, name)
            if other != name:
                raise SettingsError(f'the documents "{other}" and "{name}" both write {path}')
        for kept in own.keeps:
            if kept not in documents or kept == name:
                key = "KEEPS" if name == DEFAULT else f'DOCUMENTS"]["{name}"]["KEEPS'
                others = _list(documents.keys() - {name})
                raise SettingsError(
                    f'TYPED_RESPONSES["{key}"] names "{kept}", which is not another document'
                    f"{did_you_mean(kept, documents) or '.'} There is: {others or 'none'}"
                )


def _values(given: Mapping[str, object]) -> Settings:
    # These defaults are relative to the project too.
    defaults = {"OUT": Settings().out, "BASELINE": Settings().baseline}
    return Settings(**_fields({**defaults, **given}, _DECLARED, ""))


def _of_document(whole: Settings, name: str, own: Mapping[str, object]) -> Settings:
    """The settings of a document: those of the project, and its own over them."""
    declared = {k: each for k, each in _DECLARED.items() if each.metadata["scope"] != "project"}
    read = _fields(own, declared, f'DOCUMENTS"]["{name}"]["')
    inherited = {
        each.name: getattr(whole, each.name)
        for each in fields(Settings)
        if each.metadata["scope"] != "own"
    }
    # `git:REV` names the committed file of each document.
    base = whole.base if whole.base.startswith("git:") and whole.base.count(":") == 1 else ""
    return Settings(**{"out": whole.out / name, "base": base, **inherited, **read})


def _fields(
    given: Mapping[str, object], declared: Mapping[str, Field[Any]], prefix: str
) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, value in given.items():
        if key not in declared:
            raise SettingsError(_unknown(str(key), declared, prefix))
        read[declared[key].name] = declared[key].metadata["read"](f"{prefix}{key}", value)
    return read


_DECLARED: Final = {each.name.upper(): each for each in fields(Settings)}


def _unknown(key: str, declared: Iterable[str], prefix: str) -> str:
    guess = did_you_mean(key, declared) or "."
    return f'unknown setting TYPED_RESPONSES["{prefix}{key}"]{guess} Known: {_list(declared)}'


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
