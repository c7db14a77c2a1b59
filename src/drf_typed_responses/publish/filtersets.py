"""The filters that django-filter adds to the parameters of a view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rest_framework.views import APIView

from ..spectacular.locations import Location, class_location
from ..spectacular.view_methods import member


@dataclass(frozen=True, slots=True)
class FilterSet:
    """The FilterSet of a view. `is_declared` is False for one that `filterset_fields` makes."""

    cls: Any
    view: type
    is_declared: bool

    @classmethod
    def of(cls, view: APIView) -> FilterSet | None:
        """The FilterSet of a view, as its backend finds it; None without one."""
        for backend in member(view, "filter_backends") or ():
            # Source: `DjangoFilterBackend.get_filterset_class(view, queryset)`.
            if hasattr(backend, "get_filterset_class"):
                found = backend().get_filterset_class(view, member(view, "queryset"))
                declared = member(view, "filterset_class")
                return cls(found, type(view), found is declared) if found else None
        return None

    def has(self, parameter: str) -> bool:
        """Whether a query parameter is of a filter; a filter of a range has two, with suffixes."""
        return any(
            parameter == name or parameter.startswith(f"{name}_") for name in self.cls.base_filters
        )

    @property
    def name(self) -> str:
        """The class or the attribute that declares the filters."""
        return str(self.cls.__name__) if self.is_declared else "filterset_fields"

    @property
    def place(self) -> Location:
        """The file and line of the FilterSet, or of the view."""
        return class_location(self.cls if self.is_declared else self.view)

    @property
    def remedy(self) -> str:
        """How to describe the filters."""
        if self.is_declared:
            return (
                f'Declare them in {self.name} with help_text="...", or set the help_text of all '
                "lookups in its filter_for_field."
            )
        return 'Replace filterset_fields by a FilterSet whose filters have help_text="...".'
