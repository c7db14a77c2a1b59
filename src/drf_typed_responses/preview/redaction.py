"""Removes secrets of the settings and the environment from messages that leave the process."""

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

from ..openapi.types import JSON

# The names that Django's error pages hide (SafeExceptionReporterFilter.hidden_settings).
HIDDEN = re.compile("API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE", re.IGNORECASE)
# Fewer names of the environment: its variables often hold texts that documents contain as well.
HIDDEN_VARIABLES = re.compile("TOKEN|KEY|SECRET|PASS|CREDENTIAL", re.IGNORECASE)
# Addresses of databases, brokers and services often contain a password.
ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://[^/\s]*:([^/\s]+)@")
# Addresses of files and webhooks may contain a token in the query.
QUERY = re.compile(r"[?&]([^=&#\s]+)=([^&#\s]+)")
# Replacing a shorter value ("dev") would garble the documentation.
SHORTEST = 8
# The document publishes this setting, including its security schemes.
DOCUMENTED = "SPECTACULAR_SETTINGS"
STARS = "••••••"


def secrets() -> frozenset[str]:
    """The values of settings and environment variables that are secret by their name or form."""
    found: set[str] = set()
    for name, value in os.environ.items():
        found.update(_secret("", value, bool(HIDDEN_VARIABLES.search(name))))
    for name, given in _given().items():
        found.update(_secret(name, _undocumented(given) if name == DOCUMENTED else given))
    return frozenset(text for text in found if len(text) >= SHORTEST)


def redacted(value: JSON, hidden: Collection[str]) -> JSON:
    """A JSON value with stars in place of each of the `hidden` texts, in strings and in keys."""
    whole = json.dumps(value, ensure_ascii=False)
    present = [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in whole]
    # The longest first, because one secret may begin with another.
    return _without(value, sorted(present, key=len, reverse=True)) if present else value


def _given() -> dict[str, object]:
    """The settings that differ from Django's defaults."""
    names = [name for name in dir(settings) if name.isupper()] if settings.configured else []
    given: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a deprecated setting may hold a secret too
        for name in names:
            with suppress(ImproperlyConfigured):  # an empty SECRET_KEY
                given[name] = getattr(settings, name)
    return {k: v for k, v in given.items() if v != getattr(global_settings, k, None)}


def _undocumented(value: Any) -> Any:
    """The part of SPECTACULAR_SETTINGS that is not published: options of the Swagger UI page."""
    return {key: item for key, item in dict(value).items() if key.startswith("SWAGGER_UI")}


def _secret(name: str, value: object, is_hidden: bool = False) -> Iterator[str]:
    is_hidden = is_hidden or bool(HIDDEN.search(name))
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        if is_hidden and not _is_module(value):
            # Messages may contain the value, or one line of a value with several lines.
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
    """Whether a text is a dotted path to a class, such as those of AUTH_PASSWORD_VALIDATORS."""
    return re.fullmatch(r"[A-Za-z_]\w*(\.\w+)+", text) is not None and (
        text.partition(".")[0] in sys.modules
    )


def _without(value: JSON, hidden: Collection[str]) -> JSON:
    if isinstance(value, str):
        return _starred(value, hidden)
    if isinstance(value, dict):
        return {_starred(key, hidden): _without(item, hidden) for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, hidden) for item in value]
    return value


def _starred(text: str, hidden: Collection[str]) -> str:
    for secret in hidden:
        text = text.replace(secret, STARS)
    return text
