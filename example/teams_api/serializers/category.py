"""The tree of categories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypedDict

from drf_typed_responses.serializers import Serializer, Slug, register
from teams_api.models import Category


class CategoryResponse(TypedDict):
    """A category with everything below it."""

    slug: Slug
    name: str
    children: list[CategoryResponse]


@register(Category)
class CategorySerializer(Serializer):
    """A category with everything below it."""

    def get_attrs(
        self, item_list: list[Category], user: Any, **kwargs: Any
    ) -> dict[Category, dict[str, Any]]:
        """All categories of the organizations concerned, by parent, in one query."""
        organizations = {item.organization_id for item in item_list}
        children: dict[int | None, list[Category]] = defaultdict(list)
        for category in Category.objects.filter(organization__in=organizations).order_by("slug"):
            children[category.parent_id].append(category)
        return {item: {"children": children} for item in item_list}

    def serialize(
        self, obj: Category, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> CategoryResponse:
        """The category and, in turn, its children."""
        below = attrs["children"].get(obj.pk, [])
        return {
            "slug": obj.slug,
            "name": obj.name,
            "children": [self.serialize(child, attrs, user) for child in below],
        }
