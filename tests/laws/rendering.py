"""The renderer of the laws: Django REST framework's own."""

from __future__ import annotations

import json
from typing import Any

from laws.base import Json


def render(value: Any) -> Json:
    """The JSON that a client gets for the value.

    The value stands in a list because the renderer writes an empty body for a bare None.
    """
    from rest_framework.renderers import JSONRenderer

    return json.loads(JSONRenderer().render([value]))[0]
