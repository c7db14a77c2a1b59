"""A project whose serializers are written by hand, without return annotations."""

from __future__ import annotations

from typing import Final

from .shop import FILES as SHOP

SERIALIZERS: Final = '''\
from __future__ import annotations

from datetime import time
from typing import Any

from rest_framework import serializers

from shop.models import Author, Book


def unknown(book: Any) -> Any:
    return book.price / 3


class AuthorSerializer(serializers.Serializer[Author]):
    """Who wrote it."""

    name = serializers.CharField(help_text="The name of the author.")

    def to_representation(self, instance: Author):
        data = super().to_representation(instance)
        data["books"] = instance.books.count()
        return data


class BookSerializer(serializers.ModelSerializer[Book]):
    author = AuthorSerializer()
    caption = serializers.ReadOnlyField()
    gross = serializers.ReadOnlyField()
    kept = serializers.ReadOnlyField()
    net = serializers.CharField()
    opens = serializers.SerializerMethodField()
    ratio = serializers.SerializerMethodField()
    stats = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "title", "author", "caption", "gross", "kept", "net"]
        fields += ["opens", "ratio", "stats"]

    def get_opens(self, obj: Book):
        """When it opens."""
        return time(9, 30)

    def get_ratio(self, obj: Book):
        """How dear it is."""
        return unknown(obj)

    def get_stats(self, obj: Book):
        """How it is read."""
        return {"pages": 100, "fee": obj.price, "lent_at": obj.published}


class ShelfSerializer(serializers.BaseSerializer[Book]):
    def to_representation(self, instance: Book):
        return {
            "title": instance.title,
            "at": instance.published.isoformat(),
        }


class TypedSerializer(serializers.BaseSerializer[Book]):
    def to_representation(self, instance: Book) -> dict[str, Any]:
        return {"title": instance.title}
'''
FILES: Final = {
    **SHOP,
    "urls.py": """\
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from shop import views

router = SimpleRouter()
router.register("books", views.BookViewSet)
urlpatterns = [
    path("", include(router.urls)),
    path("shelf/", views.ShelfView.as_view()),
]
""",
    "shop/models.py": """\
from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=20)


class Book(models.Model):
    title = models.CharField(max_length=20, help_text="The title.")
    published = models.DateTimeField()
    price = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("2.50"))
    author = models.ForeignKey(Author, models.CASCADE, related_name="books")

    @property
    def caption(self):
        return f"{self.title} ({self.pk})"

    @property
    def net(self):
        return self.price

    @property
    def gross(self):
        return self.net * Decimal("1.19")

    @property
    def kept(self):
        return timedelta(days=3)
""",
    "shop/serializers.py": SERIALIZERS,
    "shop/views.py": """\
\"\"\"The views of the library.\"\"\"

from __future__ import annotations

from rest_framework.generics import ListAPIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from shop.models import Book
from shop.serializers import BookSerializer, ShelfSerializer


class BookViewSet(ReadOnlyModelViewSet[Book]):
    queryset = Book.objects.order_by("pk")
    serializer_class = BookSerializer


class ShelfView(ListAPIView[Book]):
    queryset = Book.objects.order_by("pk")
    serializer_class = ShelfSerializer
""",
    "test_shop.py": """\
from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from shop.models import Author, Book


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/books/", "/books/1/", "/shelf/"])
def test_it_answers(url: str) -> None:
    client = APIClient()
    client.force_authenticate(User.objects.create(username="ada"))
    author = Author.objects.create(name="Ada")
    at = "2026-01-31T00:00:00Z"
    Book.objects.create(id=1, title="Notes", published=at, author=author)
    assert client.get(url).status_code == 200
""",
}
