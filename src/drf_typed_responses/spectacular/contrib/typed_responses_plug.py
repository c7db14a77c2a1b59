"""Loaded by drf-spectacular among its own extensions (see `apps.py`)."""

from drf_typed_responses.spectacular import extensions  # noqa: F401
