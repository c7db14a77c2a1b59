"""Run with an installed wheel: every name that authors import exists, and a type translates."""

from __future__ import annotations

from importlib.metadata import version
from typing import TypedDict

from django.conf import settings

settings.configure()

import drf_typed_responses  # noqa: E402
from drf_typed_responses import parameters, responses, serializers  # noqa: E402, F401
from drf_typed_responses.translate import schema_components  # noqa: E402


class Team(TypedDict):
    slug: str


assert "site-packages" in drf_typed_responses.__file__
assert version("drf-typed-responses") == drf_typed_responses.__version__
assert schema_components([Team]) == (
    [{"$ref": "#/components/schemas/Team"}],
    {
        "Team": {
            "type": "object",
            "properties": {"slug": {"type": "string"}},
            "required": ["slug"],
        }
    },
)
print(f"drf-typed-responses {drf_typed_responses.__version__}: the wheel works")
