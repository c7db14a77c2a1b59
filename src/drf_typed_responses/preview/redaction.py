"""What of the settings and the environment must never leave the process that read them."""

from __future__ import annotations

import json
import os
import re
import sys
import warnings
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from django.conf import global_settings, settings
from django.core.exceptions import ImproperlyConfigured

# Django's own names of what its error pages hide (SafeExceptionReporterFilter.hidden_settings).
HIDDEN = re.compile("API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE", re.IGNORECASE)
# Of the environment less is hidden by its name: what documents say anyway often stands there too.
HIDDEN_VARIABLES = re.compile("TOKEN|KEY|SECRET|PASS|CREDENTIAL", re.IGNORECASE)
# Addresses of databases, brokers and services often carry a password.
ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://[^/\s]*:([^/\s]+)@")
# Those of files and hooks may carry a token in the query.
QUERY = re.compile(r"[?&]([^=&#\s]+)=([^&#\s]+)")
# A shorter value ("dev") would take words out of the documentation.
SHORTEST = 8
# What it says is published, security schemes too.
DOCUMENTED = "SPECTACULAR_SETTINGS"
STARS = "••••••"


def secrets() -> frozenset[str]:
    """The values of settings and environment that are secret by their names or their form."""
    found: set[str] = set()
    for name, value in os.environ.items():
        found.update(_secret("", value, bool(HIDDEN_VARIABLES.search(name))))
    for name, value in _given().items():
        found.update(_secret(name, _undocumented(value) if name == DOCUMENTED else value))
    return frozenset(text for text in found if len(text) >= SHORTEST)


def redacted(value: Any, hidden: Collection[str]) -> Any:
    """The JSON value, with stars in place of each secret in any of its texts and keys."""
    whole = json.dumps(value, ensure_ascii=False)
    present = [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in whole]
    # The longest first: one secret may be the beginning of another.
    return _without(value, sorted(present, key=len, reverse=True)) if present else value


def _given() -> dict[str, Any]:
    """The settings that are not as Django has them."""
    names = [name for name in dir(settings) if name.isupper()] if settings.configured else []
    given = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a deprecated one may hold a secret too
        for name in names:
            with suppress(ImproperlyConfigured):  # an empty SECRET_KEY, which nothing here needs
                given[name] = getattr(settings, name)
    return {k: v for k, v in given.items() if v != getattr(global_settings, k, None)}


def _undocumented(value: Any) -> Any:
    """Of the settings that make the document, those of the page that drf-spectacular serves."""
    return {key: item for key, item in dict(value).items() if key.startswith("SWAGGER_UI")}


def _secret(name: str, value: Any, is_hidden: bool = False) -> Iterator[str]:
    is_hidden = is_hidden or bool(HIDDEN.search(name))
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        if is_hidden and not _is_module(value):
            # As a message may quote it, or one line of a key that has many.
            yield from (value, repr(value)[1:-1], *value.splitlines())
        elif address := ADDRESS.match(value):
            yield from (value, address[1])
        yield from (text for key, text in QUERY.findall(value) if HIDDEN_VARIABLES.search(key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _secret(str(key), item, is_hidden)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _secret("", item, is_hidden)


def _is_module(text: str) -> bool:
    """Whether it is the dotted path of a class, as AUTH_PASSWORD_VALIDATORS holds them."""
    return re.fullmatch(r"[A-Za-z_]\w*(\.\w+)+", text) is not None and (
        text.partition(".")[0] in sys.modules
    )


def _without(value: Any, hidden: Collection[str]) -> Any:
    if isinstance(value, str):
        for text in hidden:
            value = value.replace(text, STARS)
        return value
    if isinstance(value, dict):
        return {_without(key, hidden): _without(item, hidden) for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, hidden) for item in value]
    return value
