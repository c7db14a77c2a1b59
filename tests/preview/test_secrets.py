"""Values that never leave the process that read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from drf_typed_responses.preview.redaction import STARS, redacted, secrets

SECRET = "a-value-that-is-kept"


@pytest.mark.parametrize(
    "setting",
    [
        {"SECRET_KEY": SECRET},
        {"SECRET_KEY_FALLBACKS": [SECRET]},
        {"REPLICAS": {"default": {"PASSWORD": SECRET}}},
        {"PAYMENT": {"options": [{"apiKey": SECRET}]}},
        {"BROKER": f"amqp://worker:{SECRET}@broker/queue"},
        {"SMTP_PASSWORD": SECRET},
        {"BASE": f"https://example.org/openapi.json?ref=main&private_token={SECRET}"},
        {"SIGNATURES": ("short", SECRET)},
        {"SPECTACULAR_SETTINGS": {"SWAGGER_UI_OAUTH2_CONFIG": {"clientSecret": SECRET}}},
    ],
    ids=lambda setting: next(iter(setting)),
)
def test_a_setting(setting: dict[str, Any]) -> None:
    assert SECRET not in secrets()
    with override_settings(**setting):
        assert SECRET in secrets()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_TOKEN", SECRET),
        ("aws_secret_access_key", SECRET),
        ("DB_PASS", SECRET),
        ("DATABASE_URL", f"postgres://user:{SECRET}@db/teams"),
    ],
)
def test_a_variable_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert SECRET in secrets()


@pytest.mark.parametrize(
    "setting",
    [
        {"TITLE": SECRET},
        {"HOMEPAGE": f"https://example.org/{SECRET}"},
        {"AUTH_USER_MODEL": "auth.User"},
        {"SPECTACULAR_SETTINGS": {"APPEND_COMPONENTS": {"ApiKeyAuth": {"name": SECRET}}}},
        {"AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"]},
    ],
    ids=lambda setting: next(iter(setting)),
)
def test_values_that_are_not_secret(setting: dict[str, Any]) -> None:
    (value,) = setting.values()
    with override_settings(**setting):
        assert not {SECRET, *([value] if isinstance(value, str) else value)} & secrets()


def test_a_short_word_stays_in_the_documentation() -> None:
    with override_settings(SECRET_KEY="dev"):
        assert "dev" not in secrets()


QUOTED = [
    ({"SMTP_PASSWORD": f"{SECRET}\\'\""}, f"{SECRET}\\'\""),
    ({"SIGNING_KEY": SECRET.encode()}, SECRET.encode()),
    ({"SIGNING_KEY": f"-----BEGIN-----\n{SECRET}\n-----END-----"}, f"key\n{SECRET}\nkey"),
]


@pytest.mark.parametrize(("setting", "said"), QUOTED)
def test_a_secret_that_a_message_quotes(setting: dict[str, Any], said: Any) -> None:
    with override_settings(**setting):
        assert SECRET not in redacted(f"no good: {said!r}", secrets())


def test_an_empty_secret_key_ends_nothing() -> None:
    with override_settings(SECRET_KEY="", SMTP_PASSWORD=SECRET):
        assert SECRET in secrets()


def test_every_text_and_key_is_covered() -> None:
    value = {"a": [f"is {SECRET}!", 1, None], SECRET: {"b": SECRET * 2}}
    assert redacted(value, {SECRET}) == {
        "a": [f"is {STARS}!", 1, None],
        STARS: {"b": STARS * 2},
    }


def test_the_longer_secret_first() -> None:
    assert redacted(["secret-one-two"], {"secret-one", "secret-one-two"}) == [STARS]


def test_a_secret_that_json_escapes() -> None:
    assert redacted(['x "quoted"\n'], {'"quoted"\n'}) == [f"x {STARS}"]
