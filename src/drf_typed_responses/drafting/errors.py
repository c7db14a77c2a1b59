"""Which recorded refusals are those that Django REST framework itself makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..conformance.recording import Recording

_CONSTANTS = {
    400: "RESPONSE_BAD_REQUEST",
    401: "RESPONSE_UNAUTHORIZED",
    403: "RESPONSE_FORBIDDEN",
    404: "RESPONSE_NOT_FOUND",
    409: "RESPONSE_CONFLICT",
    429: "RESPONSE_THROTTLED",
}


def errors_of(recording: Recording) -> Mapping[int, str]:
    """The constants of the recorded errors whose bodies have the form that these document."""
    return {
        status: _CONSTANTS[status]
        for status, bodies in recording.bodies.items()
        if status in _CONSTANTS and bodies and all(_has_form(status, body) for body in bodies)
    }


def _has_form(status: int, body: Any) -> bool:
    if status == 400:
        return isinstance(body, (dict, list)) and _are_messages(body)
    return isinstance(body, dict) and isinstance(body.get("detail"), str)


def _are_messages(value: Any) -> bool:
    """Source: `rest_framework.exceptions._get_error_details`, and `ErrorMessages` of ours."""
    if isinstance(value, dict):
        return all(_are_messages(part) for part in value.values())
    if isinstance(value, list):
        return all(isinstance(part, list) or _are_messages(part) for part in value)
    return isinstance(value, str)
