"""The settings dict `TYPED_RESPONSES`, as one frozen object.

A setting is declared once, as a field of `Settings` (its name in lower case): with its reader, its
default, and the sentence of the README.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils.module_loading import import_string

from . import setting_values
from .exceptions import SettingsError
from .remedies import did_you_mean
from .setting_values import ChangeLevel

T = TypeVar("T")


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

    out: Path = _setting(setting_values.path, Path("public"), "the folder a build writes")
    public: str = _setting(
        setting_values.public,
        "declared",
        'which operations the document has: `"declared"`, `"all"`, or the dotted path of [a '
        "function](docs/publishing.md#which-operations-the-document-has)",
    )
    serializer_bases: tuple[str, ...] = _setting(
        setting_values.dotted_paths,
        (),
        "dotted paths of your own serializer bases: any class with an annotated `serialize`",
    )
    type_hooks: tuple[str, ...] = _setting(
        setting_values.dotted_paths,
        (),
        "dotted paths of functions that [teach a type](docs/type-forms.md)",
    )
    nulls: str = _setting(
        setting_values.nulls,
        "exact",
        'how OpenAPI 3.0 says [null beside a reference](docs/type-forms.md#null): `"exact"`, or '
        '`"plain"` as drf-spectacular does',
    )
    keep_operation_ids: bool = _setting(
        setting_values.flag,
        False,
        "leave an `operation_id` as written; otherwise a sentence becomes a summary and a token",
    )
    summary_from_docstring: bool = _setting(
        setting_values.flag,
        False,
        "take the first paragraph of a docstring as the summary where no title is written",
    )
    rules: Mapping[str, str] = _setting(
        setting_values.levels,
        {},
        '`"error"`, `"warning"` or `"off"` by [rule](docs/rules.md); `"*"` is every other rule',
    )
    extra_rules: tuple[str, ...] = _setting(
        setting_values.dotted_paths, (), "dotted paths of your own rules"
    )
    legacy: Path | None = _setting(
        setting_values.path,
        None,
        "a folder of [hand-written path documents](docs/publishing.md) to merge",
    )
    contract_tests: tuple[str, ...] = _setting(
        setting_values.words,
        (),
        'the command `apidocs test` runs, such as `["pytest", "tests/api"]`',
        shown="none",
    )
    contract_additive: str = _setting(
        setting_values.additive,
        "report",
        'whether [contract tests](docs/contract-tests.md#outcomes) `"report"` or '
        '`"fail"` a response with more than is documented',
    )
    base: str = _setting(
        setting_values.source,
        "",
        "the base of `apidocs diff`: a file, an http(s) address, `git:REV` or `git:REV:PATH`",
    )
    accepted: Path | None = _setting(
        setting_values.path,
        None,
        "the file of [accepted changes](docs/promise.md#accepted-changes)",
    )
    diff_levels: Mapping[str, ChangeLevel] = _setting(
        setting_values.change_levels,
        {},
        'levels of changes by id, such as `{"response-enum-value": "error"}`',
    )
    contract: Path | None = _setting(
        setting_values.path,
        None,
        "the file that [checks in production](docs/production-checks.md) read; once set, a "
        "build writes it",
        shown="`openapi.json` in `OUT`",
    )
    sample_rates: Mapping[str, float] = _setting(
        setting_values.shares,
        {},
        'the share of responses to check: a number, or numbers by operation, `"*"` for every other',
    )
    sample_max_bytes: int = _setting(
        setting_values.count, 256 * 1024, "the largest body that is checked"
    )
    sample_time_share: float = _setting(
        setting_values.share, 0.01, "the share of a process's time that checks may take"
    )
    editor_url: str = _setting(
        setting_values.editor_url,
        "",
        'how `apidocs watch` opens a file in your editor, such as `"vscode://file/{file}:{line}"`',
    )

    def imported_public(self) -> Callable[[str, str, type], bool] | None:
        """The function at the dotted path of PUBLIC; None without one. Raises SettingsError."""
        if self.public in ("declared", "all"):
            return None
        return _imported_function("PUBLIC", self.public)

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
        return tuple(_imported_function("TYPE_HOOKS", path) for path in self.type_hooks)


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
    """The error of each setting with dotted paths that cannot be imported.

    Raises SettingsError as `current_settings` does.
    """
    current = current_settings()
    loads = (
        current.imported_public,
        current.imported_rules,
        current.imported_bases,
        current.imported_hooks,
    )
    for load in loads:
        try:
            load()
        except SettingsError as error:
            yield error


def serializer_bases() -> tuple[str, ...]:
    """SERIALIZER_BASES alone; reading all settings for each field of a serializer would be slow."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    paths = given.get("SERIALIZER_BASES", ()) if isinstance(given, dict) else ()
    return setting_values.dotted_paths("SERIALIZER_BASES", paths)


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


def _imported_function(key: str, path: str) -> Callable[..., Any]:
    function: object = _imported(key, path)
    if not callable(function):
        raise SettingsError(f'TYPED_RESPONSES["{key}"]: {path} is not callable')
    return function


def _imported(key: str, path: str) -> Any:
    try:
        return import_string(path)
    except Exception as error:  # importing runs the project's code
        raise SettingsError(
            f'TYPED_RESPONSES["{key}"]: {path} cannot be imported: {type(error).__name__}: {error}'
        ) from error
