"""The tables of the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class OrganizationStatus(models.TextChoices):
    """Whether an organization is in use."""

    ACTIVE = "active", "In use"
    PENDING_DELETION = "pending_deletion", "Waits to be deleted"


class Role(models.TextChoices):
    """What a member may do in an organization."""

    OWNER = "owner", "May do everything"
    MANAGER = "manager", "May manage teams, members and projects"
    MEMBER = "member", "May look at everything"


class Platform(models.TextChoices):
    """What a project is written in."""

    PYTHON = "python", "Python"
    JAVASCRIPT = "javascript", "JavaScript"
    RUST = "rust", "Rust"


class AlertKind(models.TextChoices):
    """Where an alert goes."""

    EMAIL = "email", "An email address"
    WEBHOOK = "webhook", "A URL"


class Organization(models.Model):
    """A customer."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=64)
    status = models.CharField(
        max_length=20, choices=OrganizationStatus.choices, default=OrganizationStatus.ACTIVE
    )
    date_created = models.DateTimeField(auto_now_add=True)

    # Django adds these for the reverse relations; pyright has no plugin for that.
    teams: RelatedManager[Team]
    members: RelatedManager[Member]
    categories: RelatedManager[Category]
    projects: RelatedManager[Project]

    def __str__(self) -> str:
        return self.slug


class Team(models.Model):
    """A group of members of an organization."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="teams")
    slug = models.SlugField()
    name = models.CharField(max_length=64)
    nickname = models.CharField(max_length=64, blank=True)
    avatar_url = models.URLField(blank=True)
    date_created = models.DateTimeField(auto_now_add=True)

    members: RelatedManager[Member]
    projects: RelatedManager[Project]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "slug"], name="team_slug_once"),
        )

    def __str__(self) -> str:
        return self.slug


class Member(models.Model):
    """A person in an organization, or an invitation that nobody has accepted yet."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    teams = models.ManyToManyField(Team, related_name="members", blank=True)
    date_created = models.DateTimeField(auto_now_add=True)

    organization_id: int
    user_id: int | None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "email"], name="member_email_once"),
        )

    def __str__(self) -> str:
        return self.email


class Category(models.Model):
    """A branch of the tree in which an organization sorts its projects."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="categories")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    slug = models.SlugField()
    name = models.CharField(max_length=64)

    organization_id: int
    parent_id: int | None

    def __str__(self) -> str:
        return self.slug


class Project(models.Model):
    """A project that teams monitor."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="projects")
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="projects"
    )
    teams = models.ManyToManyField(Team, related_name="projects", blank=True)
    slug = models.SlugField()
    name = models.CharField(max_length=64)
    platform = models.CharField(max_length=20, choices=Platform.choices, blank=True)
    error_budget = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    date_created = models.DateTimeField(auto_now_add=True)

    alerts: RelatedManager[Alert]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organization", "slug"], name="project_slug_once"),
        )

    def __str__(self) -> str:
        return self.slug


class Alert(models.Model):
    """Where a project's alerts go."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    target = models.CharField(max_length=200)
    secret = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.target}"
