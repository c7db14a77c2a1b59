"""Slugs that are made from names."""

from __future__ import annotations

from django.utils.text import slugify
from rest_framework.exceptions import ValidationError

MAX_LENGTH = 50


def slug_of(name: str) -> str:
    """A slug made from a name. Raises ValidationError for a name without a letter or digit."""
    slug = slugify(name)[:MAX_LENGTH].strip("-")
    if not slug:
        raise ValidationError({"slug": ["No slug can be made of this name."]})
    return slug
