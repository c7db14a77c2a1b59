"""The settings dict `TYPED_RESPONSES`, as one frozen object.

A setting is declared once, as a field of `Settings` (its name in lower case): with its reader, its
default, and the sentence of the README.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

from django.conf import ENVIRONMENT_VARIABLE, settings
from django.utils.module_loading import import_string

from .exceptions import SettingsError
from .remedies import did_you_mean

T = TypeVar("T")
ChangeLevel: TypeAlias = Literal["error", "warning", "info"]
LEVELS = ("error", "warning", "off")
CHANGE_LEVELS = ("error", "warning", "info")


def _wrong(key: str, expected: str, value: object) -> SettingsError:
    return SettingsError(f'TYPED_RESPONSES["{key}"] must be {expected}, not {value!r}')


# Readers: each takes the name of a setting and the project's value, and returns the value of the
# field, or raises SettingsError.


def _path(key: str, value: object) -> Path:
    if not isinstance(value, (str, Path)):
        raise _wrong(key, "a path", value)
    return project_folder() / value


def _dotted_paths(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise _wrong(key, "a list of dotted paths", value)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, "True or False", value)
    return value


def _levels(key: str, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise _wrong(key, "a dict of levels", value)
    for name, level in value.items():
        if level not in LEVELS:
            raise _wrong(f'{key}"]["{name}', f"one of {', '.join(LEVELS)}", level)
    return value


def _words(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and value and all(isinstance(w, str) for w in value):
        return tuple(value)
    raise _wrong(key, "a command as a list of words", value)


def _additive(key: str, value: object) -> str:
    if value not in ("report", "fail"):
        raise _wrong(key, '"report" or "fail"', value)
    return str(value)


def _nulls(key: str, value: object) -> str:
    if value not in ("exact", "plain"):
        raise _wrong(key, '"exact" or "plain"', value)
    return str(value)


def _source(key: str, value: object) -> str:
    """A path, an address or `git:REV`, as `diff` takes them."""
    if not isinstance(value, (str, Path)) or not str(value):
        raise _wrong(key, "a path or an address", value)
    is_file = isinstance(value, Path) or not re.match(r"git:|[a-z]+://", value)
    return str(project_folder() / value) if is_file else str(value)


def _change_levels(key: str, value: object) -> Mapping[str, ChangeLevel]:
    if not isinstance(value, dict) or not all(each in CHANGE_LEVELS for each in value.values()):
        raise _wrong(key, f"a dict from ids to {', '.join(CHANGE_LEVELS)}", value)
    return dict(value)


def _share(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise _wrong(key, "from 0 to 1", value)
    return float(value)


def _shares(key: str, value: object) -> Mapping[str, float]:
    """One share for every operation, or shares by operation."""
    if not isinstance(value, dict):
        return {"*": _share(key, value)}
    return {str(name): _share(f'{key}"]["{name}', share) for name, share in value.items()}


def _count(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _wrong(key, "a number of bytes", value)
    return value


def _editor_url(key: str, value: object) -> str:
    """An address that opens another program, and that browsers do not run as code."""
    scheme = value.partition(":")[0].lower() if isinstance(value, str) else ""
    if "{file}" not in str(value) or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        raise _wrong(key, 'an address such as "vscode://file/{file}:{line}"', value)
    if scheme in ("javascript", "data", "vbscript", "blob"):
        raise SettingsError(f'TYPED_RESPONSES["{key}"]: {scheme} opens no editor')
    return str(value)


def _setting(read: Callable[[str, object], T], default: T, sentence: str, *, shown: str = "") -> T:
    """Declare a setting as a field of `Settings`.

    `sentence` says in Markdown what the setting does. `shown` is the default as the README names
    it, where `default` does not say it.
    """
    facts = {"read": read, "sentence": sentence, "shown": shown}
    declared: T = field(default_factory=lambda: default, metadata=facts)
    return declared


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project; dotted paths are imported only by the methods."""

    out: Path = _setting(_path, Path("public"), "the folder a build writes")
    serializer_bases: tuple[str, ...] = _setting(
        _dotted_paths,
        (),
        "dotted paths of your own serializer bases: any class with an annotated `serialize`",
    )
    type_hooks: tuple[str, ...] = _setting(
        _dotted_paths, (), "dotted paths of functions that [teach a type](docs/type-forms.md)"
    )
    nulls: str = _setting(
        _nulls,
        "exact",
        'how OpenAPI 3.0 says [null beside a reference](docs/type-forms.md#null): `"exact"`, or '
        '`"plain"` as drf-spectacular does',
    )
    keep_operation_ids: bool = _setting(
        _flag,
        False,
        "leave an `operation_id` as written; otherwise a sentence becomes a summary and a token",
    )
    summary_from_docstring: bool = _setting(
        _flag,
        False,
        "take the first paragraph of a docstring as the summary where no title is written",
    )
    rules: Mapping[str, str] = _setting(
        _levels,
        {},
        '`"error"`, `"warning"` or `"off"` by [rule](docs/rules.md); `"*"` is every other rule',
    )
    extra_rules: tuple[str, ...] = _setting(_dotted_paths, (), "dotted paths of your own rules")
    legacy: Path | None = _setting(
        _path, None, "a folder of [hand-written path documents](docs/publishing.md) to merge"
    )
    contract_tests: tuple[str, ...] = _setting(
        _words,
        (),
        'the command `apidocs test` runs, such as `["pytest", "tests/api"]`',
        shown="none",
    )
    contract_additive: str = _setting(
        _additive,
        "report",
        'whether [contract tests](docs/contract-tests.md#outcomes) `"report"` or '
        '`"fail"` a response with more than is documented',
    )
    base: str = _setting(
        _source,
        "",
        "the base of `apidocs diff`: a file, an http(s) address, `git:REV` or `git:REV:PATH`",
    )
    accepted: Path | None = _setting(
        _path, None, "the file of [accepted changes](docs/promise.md#accepted-changes)"
    )
    diff_levels: Mapping[str, ChangeLevel] = _setting(
        _change_levels, {}, 'levels of changes by id, such as `{"response-enum-value": "error"}`'
    )
    contract: Path | None = _setting(
        _path,
        None,
        "the file that [checks in production](docs/production-checks.md) read; once set, a "
        "build writes it",
        shown="`openapi.json` in `OUT`",
    )
    sample_rates: Mapping[str, float] = _setting(
        _shares,
        {},
        'the share of responses to check: a number, or numbers by operation, `"*"` for every other',
    )
    sample_max_bytes: int = _setting(_count, 256 * 1024, "the largest body that is checked")
    sample_time_share: float = _setting(
        _share, 0.01, "the share of a process's time that checks may take"
    )
    editor_url: str = _setting(
        _editor_url,
        "",
        'how `apidocs watch` opens a file in your editor, such as `"vscode://file/{file}:{line}"`',
    )

    def imported_rules(self) -> tuple[Any, ...]:
        """The objects at the dotted paths of EXTRA_RULES. Raises SettingsError."""
        return tuple(_imported("EXTRA_RULES", path) for path in self.extra_rules)

    def imported_bases(self) -> tuple[type, ...]:
        """The classes at the dotted paths of SERIALIZER_BASES. Raises SettingsError."""
        bases = tuple(_imported("SERIALIZER_BASES", path) for path in self.serializer_bases)
        for path, base in zip(self.serializer_bases, bases, strict=True):
            if not isinstance(base, type):
                raise SettingsError(f'TYPED_RESPONSES["SERIALIZER_BASES"]: {path} is not a class')
        return bases

    def imported_hooks(self) -> tuple[Callable[..., Any], ...]:
        """The functions at the dotted paths of TYPE_HOOKS. Raises SettingsError."""
        hooks = tuple(_imported("TYPE_HOOKS", path) for path in self.type_hooks)
        for path, hook in zip(self.type_hooks, hooks, strict=True):
            if not callable(hook):
                raise SettingsError(f'TYPED_RESPONSES["TYPE_HOOKS"]: {path} is not callable')
        return hooks


def current_settings() -> Settings:
    """The current settings. Raises SettingsError for an unknown setting or a wrong value."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    return _read({} if given is None else given)


def setting_errors() -> Iterator[SettingsError]:
    """The error of each unknown setting and of each wrong value."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    for part in [{key: given[key]} for key in given] if isinstance(given, dict) else [given]:
        try:
            _read({} if part is None else part)
        except SettingsError as error:
            yield error


def import_errors() -> Iterator[SettingsError]:
    """The error of each setting with dotted paths that cannot be imported."""
    if any(setting_errors()):
        return
    current = current_settings()
    for load in (current.imported_rules, current.imported_bases, current.imported_hooks):
        try:
            load()
        except SettingsError as error:
            yield error


def project_folder() -> Path:
    """The folder at which the relative paths of the settings start, whatever the working directory.

    It is `BASE_DIR` of Django's settings; without one, the folder with the outermost package of the
    settings module, in which `startproject` puts manage.py; without a module the current folder.
    """
    base = getattr(settings, "BASE_DIR", None)
    if isinstance(base, (str, Path)):
        return Path(base).absolute()
    name = os.environ.get(ENVIRONMENT_VARIABLE, "")
    file = getattr(sys.modules.get(name), "__file__", None)
    if not isinstance(file, str):
        return Path.cwd()
    path = Path(file).absolute()
    return path.parents[name.count(".") + (path.stem == "__init__")]


def serializer_bases() -> tuple[str, ...]:
    """SERIALIZER_BASES alone; reading all settings for each field of a serializer would be slow."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    paths = given.get("SERIALIZER_BASES", ()) if isinstance(given, dict) else ()
    return _dotted_paths("SERIALIZER_BASES", paths)


def _read(given: object) -> Settings:
    if not isinstance(given, dict):
        raise SettingsError(f"TYPED_RESPONSES is a {type(given).__name__}; it must be a dict")
    declared = {each.name.upper(): each for each in fields(Settings)}
    read: dict[str, Any] = {}
    # The default of OUT is relative to the project too.
    for key, value in {"OUT": Settings().out, **given}.items():
        if key not in declared:
            raise SettingsError(_unknown(str(key), declared))
        read[declared[key].name] = declared[key].metadata["read"](key, value)
    return Settings(**read)


def _unknown(key: str, declared: Iterable[str]) -> str:
    known = f"Known: {', '.join(sorted(declared))}"
    guess = did_you_mean(key, declared) or "."
    return f'unknown setting TYPED_RESPONSES["{key}"]{guess} {known}'


def _imported(key: str, path: str) -> Any:
    try:
        return import_string(path)
    except Exception as error:  # importing runs the project's code
        raise SettingsError(
            f'TYPED_RESPONSES["{key}"]: {path} cannot be imported: {type(error).__name__}: {error}'
        ) from error
