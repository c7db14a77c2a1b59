"""Refusals that Django REST framework has no class for."""

from __future__ import annotations

from rest_framework import status
from rest_framework.exceptions import APIException


class Conflict(APIException):
    """The request contradicts what is stored."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "The request contradicts what is stored."
    default_code = "conflict"
