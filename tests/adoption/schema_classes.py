"""The AutoSchema of a project and that of this package, in both orders of derivation."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from drf_typed_responses.spectacular import AutoSchema as Ours

Theirs = import_string(settings.ADOPTED_SCHEMA_CLASS)


class OursFirst(Ours, Theirs):
    """A new class derived from both."""


class TheirsFirst(Theirs, Ours):
    """The project's own class as if it were derived from ours."""
