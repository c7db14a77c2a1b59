"""Request bodies and query parameters: Django REST framework's serializers."""

# The stubs give ModelSerializer a Meta that Django REST framework does not have.
# pyright: reportIncompatibleVariableOverride=false

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .models import Member, Organization, Platform, Project, Team


class OrganizationRequestSerializer(serializers.ModelSerializer[Organization]):
    """Settings of an organization that a client may change."""

    class Meta:
        model = Organization
        fields = ("name",)


class TeamRequestSerializer(serializers.ModelSerializer[Team]):
    """A team as a client names it."""

    slug = serializers.SlugField(
        max_length=50, required=False, help_text="Made from the name if it is left out."
    )

    class Meta:
        model = Team
        fields = ("name", "slug")
        extra_kwargs = {"name": {"help_text": "The name for the team."}}


class MemberRequestSerializer(serializers.ModelSerializer[Member]):
    """An invitation."""

    class Meta:
        model = Member
        fields = ("email", "role")


class RoleRequestSerializer(serializers.ModelSerializer[Member]):
    """The new role of a member."""

    class Meta:
        model = Member
        fields = ("role",)
        extra_kwargs = {"role": {"required": True}}


# drf-spectacular's annotation of `extend_schema_field` does not name unions.
PLATFORM: Any = Platform | Literal[""]


@extend_schema_field(PLATFORM)
class PlatformField(serializers.ChoiceField):
    """A platform, or the empty text for none."""


class ProjectRequestSerializer(serializers.ModelSerializer[Project]):
    """Settings of a project that a client may change."""

    platform = PlatformField(choices=Platform.choices, required=False, allow_blank=True)

    class Meta:
        model = Project
        fields = ("name", "platform", "error_budget")


class ProjectQuerySerializer(serializers.Serializer[None]):
    """The query parameters of the list of projects."""

    platform = serializers.ChoiceField(
        choices=Platform.choices, required=False, help_text="Only projects of this platform."
    )
    page = serializers.IntegerField(
        min_value=1, required=False, help_text="Which page to show, from 1."
    )
