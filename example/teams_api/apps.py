"""The Django app."""

from django.apps import AppConfig


class TeamsApiConfig(AppConfig):
    """Organizations, teams, members and projects."""

    name = "teams_api"
