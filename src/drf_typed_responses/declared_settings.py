"""The settings in `TYPED_RESPONSES`, each declared once.

A setting is a field of `Settings`, its name in lower case, with its reader, its default, and the
sentence of docs/settings.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, cast

from django.utils.module_loading import import_string

from . import setting_values
from .exceptions import SettingsError
from .openapi.stability import BY_DEFAULT, Stability
from .setting_values import EXTENDS
from .setting_values import Preset as Preset

T = TypeVar("T")


# "project": only TYPED_RESPONSES has the setting. "inherited": a document in DOCUMENTS may override
# the project's value. "own": a document in DOCUMENTS ignores the project's value.
Scope: TypeAlias = Literal["project", "inherited", "own"]


def _setting(
    read: Callable[[str, object], T],
    default: T,
    sentence: str,
    *,
    shown: str = "",
    scope: Scope = "project",
) -> T:
    """Declare a setting as a field of `Settings`.

    `sentence` says in Markdown what the setting does. `shown` is the default as the page names
    it, where `default` does not say it.
    """
    facts = {"read": read, "sentence": sentence, "shown": shown, "scope": scope}
    declared: T = field(default_factory=lambda: default, metadata=facts)
    return declared


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project; dotted paths are imported only by the methods."""

    out: Path = _setting(
        setting_values.path, Path("public"), "the folder a build writes", scope="own"
    )
    public: str = _setting(
        setting_values.public,
        "declared",
        'which operations the document has: `"declared"`, `"all"`, or the dotted path of [a '
        "function](publishing.md#choosing-the-operations)",
        scope="inherited",
    )
    documents: Mapping[str, Mapping[str, object]] = _setting(
        setting_values.documents,
        {},
        "[further documents](publishing.md#several-documents) by name, each with settings of "
        "its own",
    )
    api_version: str = _setting(
        setting_values.text,
        "",
        "the version of the API that the document has, instead of REST framework's "
        "`DEFAULT_VERSION`",
        scope="own",
    )
    keeps: tuple[str, ...] = _setting(
        setting_values.document_names,
        (),
        "the documents whose promises this one keeps",
        scope="own",
    )
    serializer_bases: tuple[str, ...] = _setting(
        setting_values.dotted_paths,
        (),
        "dotted paths of your own serializer bases: any class with an annotated `serialize`",
    )
    type_hooks: tuple[str, ...] = _setting(
        setting_values.dotted_paths,
        (),
        "dotted paths of functions that [teach a type](type-forms.md)",
    )
    nulls: str = _setting(
        setting_values.nulls,
        "exact",
        'how OpenAPI 3.0 says [null beside a reference](type-forms.md#null): `"exact"`, or '
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
        '`"error"`, `"warning"` or `"off"` by [rule](rules.md); `"*"` is every other rule, '
        '`"extends"` the [preset](rules.md#presets)',
        scope="inherited",
    )
    refusals: str = _setting(
        setting_values.refusals,
        "",
        'what becomes of [refusals](publishing.md#refusals) that nobody documents: `"rule"` '
        'reports them, `"document"` adds them, `"off"` neither',
        shown='`"rule"` in the preset `publishing`',
        scope="inherited",
    )
    scopes: str = _setting(
        setting_values.text,
        "",
        "the dotted path of a function that names the [scopes](publishing.md#refusals) of a "
        "permission",
        scope="inherited",
    )
    extra_rules: tuple[str, ...] = _setting(
        setting_values.dotted_paths, (), "dotted paths of your own rules"
    )
    baseline: Path = _setting(
        setting_values.path,
        Path("apidocs-baseline.toml"),
        "the file of [known findings](rules.md#a-baseline)",
    )
    legacy: Path | None = _setting(
        setting_values.path,
        None,
        "a folder of [hand-written path documents](publishing.md) to merge",
        scope="own",
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
        'whether [contract tests](contract-tests.md#outcomes) `"report"` or '
        '`"fail"` a response with more than is documented',
    )
    contract_requests: str = _setting(
        setting_values.additive,
        "report",
        'whether [contract tests](contract-tests.md#more-than-is-documented) `"report"` or '
        '`"fail"` an accepted request that the document does not have',
    )
    contract_skip: Mapping[str, str] = _setting(
        setting_values.skips,
        {},
        "[operations](contract-tests.md#exceptions), or operations with a status, whose "
        "responses fail no contract test, each with a reason",
    )
    contract_skip_unused: str = _setting(
        setting_values.additive,
        "report",
        'whether contract tests `"report"` or `"fail"` an '
        "[exception](contract-tests.md#exceptions) that no response needs any more",
    )
    base: str = _setting(
        setting_values.source,
        "",
        "the base of `apidocs diff`: a file, an http(s) address, `git:REV` or `git:REV:PATH`",
        scope="own",
    )
    accepted: Path | None = _setting(
        setting_values.path,
        None,
        "the file of [accepted changes](promise.md#accepted-changes)",
        scope="own",
    )
    diff_levels: Mapping[str, str] = _setting(
        setting_values.change_levels,
        {},
        'levels of changes by id, such as `{"response-enum-value": "error"}`; `"extends"` is the '
        "[preset](promise.md#presets)",
        scope="inherited",
    )
    sunset_days: int = _setting(
        setting_values.days,
        0,
        "the least number of days between a [deprecation and its sunset]"
        "(promise.md#the-end-of-a-part)",
        scope="inherited",
    )
    diff_prefixes: Mapping[str, str] = _setting(
        setting_values.prefixes,
        {},
        "beginnings of addresses that [moved for good](promise.md#selection), such as "
        '`{"/api/v1": "/api/v2"}`',
        scope="inherited",
    )
    stability: Stability = _setting(
        setting_values.stability,
        BY_DEFAULT,
        "the key of the extension that says how [stable](promise.md#stability) a part is, and "
        "the values that are promised",
        shown="`x-stability`, of which `stable` is promised",
        scope="inherited",
    )
    contract: Path | None = _setting(
        setting_values.path,
        None,
        "the file that [checks in production](production-checks.md) read; once set, a "
        "build writes it",
        shown="`openapi.json` in `OUT`",
        scope="own",
    )
    sample_rates: setting_values.Rates = _setting(
        setting_values.rates,
        setting_values.NO_RATES,
        'the share of responses to check: a number, or numbers by operation, `"*"` for every '
        "other; or a function that returns them, or its dotted path",
    )
    sample_max_bytes: int = _setting(
        setting_values.count, 256 * 1024, "the largest body that is checked"
    )
    sample_time_share: float = _setting(
        setting_values.share, 0.01, "the share of a process's time that checks may take"
    )
    sample_in_thread: bool = _setting(
        setting_values.flag,
        False,
        "whether a thread checks, so that [no response waits](production-checks.md#what-it-costs)",
    )
    deprecation_headers: bool = _setting(
        setting_values.flag,
        True,
        "whether `ContractMiddleware` sends the [headers of deprecation]"
        "(production-checks.md#deprecation)",
    )
    deprecation_link: str = _setting(
        setting_values.documentation_link,
        "",
        "the address of the documentation of a deprecated operation, such as "
        '`"https://docs.example.com/#operation/{operation_id}"`',
    )
    client_key: setting_values.Function = _setting(
        setting_values.function,
        setting_values.NO_FUNCTION,
        "a function that names the [client of a request]"
        "(production-checks.md#who-still-calls), or its dotted path",
        shown="none",
    )
    client_key_hashed: bool = _setting(
        setting_values.flag,
        True,
        "whether the key of a client is hashed with the `SECRET_KEY` before it is counted",
    )
    observed: Path | None = _setting(
        setting_values.path,
        None,
        "a file to which `ContractMiddleware` adds counts of [what it sees]"
        "(production-checks.md#what-was-seen), and of who calls what ends",
        shown="none",
    )
    counter: setting_values.Function = _setting(
        setting_values.function,
        setting_values.NO_FUNCTION,
        "a function that gives the counters of `ContractMiddleware` to a [metrics library]"
        "(production-checks.md#metrics), or its dotted path",
        shown="none",
    )
    deprecated_calls: setting_values.Function = _setting(
        setting_values.function,
        setting_values.NO_FUNCTION,
        "a function that tells `apidocs diff` [who still calls](promise.md#who-still-calls) "
        "what was removed, or its dotted path",
        shown="none",
    )
    editor_url: str = _setting(
        setting_values.editor_url,
        "",
        'how `apidocs watch` opens a file in your editor, such as `"vscode://file/{file}:{line}"`',
    )

    @property
    def preset(self) -> Preset:
        """The preset of rules: that of RULES, else `publishing` for what views declare public."""
        default = "publishing" if self.public == "declared" else "recommended"
        return cast("Preset", self.rules.get(EXTENDS, default))

    @property
    def levels(self) -> Mapping[str, str]:
        """RULES, with the level that REFUSALS gives the rule `refusals`.

        A refusal that cannot be added to the document is reported.
        """
        chosen = {"off": "off", "rule": "error", "document": "error"}.get(self.refusals)
        return {"refusals": chosen, **self.rules} if chosen else self.rules

    def imported_scopes(self) -> Callable[[Any, str, Any], Any] | None:
        """The function at the dotted path of SCOPES; None without one. Raises SettingsError."""
        return _imported_function("SCOPES", self.scopes) if self.scopes else None

    def imported_public(self) -> Callable[[str, str, type], bool] | None:
        """The function at the dotted path of PUBLIC; None without one. Raises SettingsError."""
        if self.public in ("declared", "all"):
            return None
        return _imported_function("PUBLIC", self.public)

    def imported_rates(self) -> Mapping[str, float] | Callable[[], object]:
        """The rates of SAMPLE_RATES, or the function that returns them. Raises SettingsError."""
        rates = self.sample_rates
        return _imported_function("SAMPLE_RATES", rates) if isinstance(rates, str) else rates

    def imported_client_key(self) -> Callable[[Any], object] | None:
        """The function of CLIENT_KEY; None without one. Raises SettingsError."""
        return _function("CLIENT_KEY", self.client_key)

    def imported_counter(self) -> Callable[..., object] | None:
        """The function of COUNTER; None without one. Raises SettingsError."""
        return _function("COUNTER", self.counter)

    def imported_calls(self) -> Callable[..., object] | None:
        """The function of DEPRECATED_CALLS; None without one. Raises SettingsError."""
        return _function("DEPRECATED_CALLS", self.deprecated_calls)

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


def _function(key: str, given: setting_values.Function) -> Callable[..., Any] | None:
    if isinstance(given, str):
        return _imported_function(key, given) if given else None
    return given


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
