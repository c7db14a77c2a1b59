"""Short names that are made of long ones."""

from __future__ import annotations

from django.utils.text import slugify
from rest_framework.exceptions import ValidationError

MAX_LENGTH = 50


def slug_of(name: str) -> str:
    """A slug made of a name. Raises ValidationError for a name without a letter or digit in it."""
    slug = slugify(name)[:MAX_LENGTH].strip("-")
    if not slug:
        raise ValidationError({"slug": ["No slug can be made of this name."]})
    return slug
