"""The settings dict `TYPED_RESPONSES`, as one frozen object."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .exceptions import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project configures; dotted paths are imported when they are asked for.

    `out` is where a build writes; `serializer_bases` are dotted paths of classes whose annotated
    `serialize` counts, beside our own `Serializer`; `type_hooks` are dotted paths of callables
    `(type, args, context) -> schema or None`; `keep_operation_ids` leaves ids as written instead
    of making a title and a token of a sentence; `summary_from_docstring` makes the first paragraph
    of a description the summary it lacks; `rules` sets levels by rule id ("*" is every other);
    `extra_rules` are dotted paths of a project's own rules; `legacy` is the folder of hand-written
    path documents; `contract_tests` is the command that `apidocs test` runs, `contract_additive`
    whether a test reports a response with more than is documented, or fails; `base` is what `diff`
    compares with, `accepted` the file of changes that are meant, `diff_levels` sets levels of
    changes by their id.

    `contract` is the file that production checks read, and a build writes where it is set;
    `sample_rates` are the shares of responses that are checked, by operation, "*" for every other;
    `sample_max_bytes` is the largest body of these, `sample_time_share` the share of a process's
    time that checks may take.

    `editor_url` is the address that opens a file in the editor, with {file} and {line} in it.
    """

    out: Path = Path("public")
    serializer_bases: tuple[str, ...] = ()
    type_hooks: tuple[str, ...] = ()
    keep_operation_ids: bool = False
    summary_from_docstring: bool = False
    rules: Mapping[str, str] = field(default_factory=dict)
    extra_rules: tuple[str, ...] = ()
    legacy: Path | None = None
    contract_tests: tuple[str, ...] = ()
    contract_additive: str = "report"
    base: str = ""
    accepted: Path | None = None
    diff_levels: Mapping[str, Any] = field(default_factory=dict)
    contract: Path | None = None
    sample_rates: Mapping[str, float] = field(default_factory=dict)
    sample_max_bytes: int = 256 * 1024
    sample_time_share: float = 0.01
    editor_url: str = ""

    def imported_rules(self) -> tuple[Any, ...]:
        """The project's own rules: what stands at the dotted paths of EXTRA_RULES."""
        return tuple(_imported("EXTRA_RULES", path) for path in self.extra_rules)

    def imported_bases(self) -> tuple[type, ...]:
        bases = tuple(_imported("SERIALIZER_BASES", path) for path in self.serializer_bases)
        for path, base in zip(self.serializer_bases, bases, strict=True):
            if not isinstance(base, type):
                raise SettingsError(f'TYPED_RESPONSES["SERIALIZER_BASES"]: {path} is no class')
        return bases

    def imported_hooks(self) -> tuple[Callable[..., Any], ...]:
        hooks = tuple(_imported("TYPE_HOOKS", path) for path in self.type_hooks)
        for path, hook in zip(self.type_hooks, hooks, strict=True):
            if not callable(hook):
                raise SettingsError(f'TYPED_RESPONSES["TYPE_HOOKS"]: {path} is not callable')
        return hooks


def current_settings() -> Settings:
    """The settings as they stand. Raises SettingsError for an unknown key or a wrong type."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    return _NOTHING_SET if given is None else _read(given)


def serializer_bases() -> tuple[str, ...]:
    """The setting SERIALIZER_BASES, without the others: every field of a serializer asks for it."""
    given = getattr(settings, "TYPED_RESPONSES", None)
    paths = given.get("SERIALIZER_BASES", ()) if isinstance(given, dict) else ()
    return _dotted_paths("SERIALIZER_BASES", paths)


_NOTHING_SET = Settings()


def _read(given: Any) -> Settings:
    if not isinstance(given, dict):
        raise SettingsError(f"TYPED_RESPONSES is a {type(given).__name__}; it must be a dict")
    known = {each.name.upper(): each.name for each in fields(Settings)}
    for key in given:
        if key not in known:
            raise SettingsError(
                f'TYPED_RESPONSES["{key}"] is no setting; there are {", ".join(sorted(known))}'
            )
    return Settings(**{known[key]: _READERS[key](key, value) for key, value in given.items()})


def _path(key: str, value: Any) -> Path:
    if not isinstance(value, (str, Path)):
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be a path, not {value!r}')
    return Path(value)


def _dotted_paths(key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise SettingsError(f'TYPED_RESPONSES["{key}"] must be a list of dotted paths, not {value!r}')


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be True or False, not {value!r}')
    return value


LEVELS = ("error", "warning", "off")


def _levels(key: str, value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be a dict of levels, not {value!r}')
    for name, level in value.items():
        if level not in LEVELS:
            raise SettingsError(
                f'TYPED_RESPONSES["{key}"]["{name}"] must be one of {", ".join(LEVELS)}, '
                f"not {level!r}"
            )
    return value


def _words(key: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and value and all(isinstance(w, str) for w in value):
        return tuple(value)
    raise SettingsError(
        f'TYPED_RESPONSES["{key}"] must be a command as a list of words, not {value!r}'
    )


def _additive(key: str, value: Any) -> str:
    if value not in ("report", "fail"):
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be "report" or "fail", not {value!r}')
    return str(value)


def _source(key: str, value: Any) -> str:
    """A path, an address or `git:REV`, as `diff` takes them."""
    if not isinstance(value, (str, Path)) or not str(value):
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be a path or an address, not {value!r}')
    return str(value)


def _diff_levels(key: str, value: Any) -> Mapping[str, Any]:
    levels = ("error", "warning", "info")
    if not isinstance(value, dict) or not all(level in levels for level in value.values()):
        raise SettingsError(
            f'TYPED_RESPONSES["{key}"] must be a dict from ids to {", ".join(levels)}, '
            f"not {value!r}"
        )
    return dict(value)


def _share(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be from 0 to 1, not {value!r}')
    return float(value)


def _shares(key: str, value: Any) -> Mapping[str, float]:
    """One share for every operation, or shares by operation."""
    if not isinstance(value, dict):
        return {"*": _share(key, value)}
    return {str(name): _share(f'{key}"]["{name}', share) for name, share in value.items()}


def _count(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingsError(f'TYPED_RESPONSES["{key}"] must be a number of bytes, not {value!r}')
    return value


def _editor_url(key: str, value: Any) -> str:
    """An address of another program: one that a page would run as its own code is none."""
    scheme = value.partition(":")[0].lower() if isinstance(value, str) else ""
    if "{file}" not in str(value) or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        raise SettingsError(
            f'TYPED_RESPONSES["{key}"] must be an address such as '
            f'"vscode://file/{{file}}:{{line}}", not {value!r}'
        )
    if scheme in ("javascript", "data", "vbscript", "blob"):
        raise SettingsError(f'TYPED_RESPONSES["{key}"]: {scheme} opens no editor')
    return str(value)


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "OUT": _path,
    "SERIALIZER_BASES": _dotted_paths,
    "TYPE_HOOKS": _dotted_paths,
    "KEEP_OPERATION_IDS": _flag,
    "SUMMARY_FROM_DOCSTRING": _flag,
    "RULES": _levels,
    "EXTRA_RULES": _dotted_paths,
    "LEGACY": _path,
    "CONTRACT_TESTS": _words,
    "CONTRACT_ADDITIVE": _additive,
    "BASE": _source,
    "ACCEPTED": _path,
    "DIFF_LEVELS": _diff_levels,
    "CONTRACT": _path,
    "SAMPLE_RATES": _shares,
    "SAMPLE_MAX_BYTES": _count,
    "SAMPLE_TIME_SHARE": _share,
    "EDITOR_URL": _editor_url,
}


def _imported(key: str, path: str) -> Any:
    try:
        return import_string(path)
    except Exception as error:  # importing runs the project's code
        raise SettingsError(
            f'TYPED_RESPONSES["{key}"]: {path} cannot be imported: {type(error).__name__}: {error}'
        ) from error
