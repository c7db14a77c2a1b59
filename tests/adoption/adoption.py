"""How far a project has adopted this package; its settings call `adopt` last."""

from __future__ import annotations

import os
from typing import Any

# From no trace of this package to five public operations. A project with an AutoSchema of its own
# may derive it from ours (`theirs_first`), or derive a new one from both (`ours_first`).
STEPS = ("plain", "app", "ours_first", "theirs_first", "public")
STEP = os.environ["ADOPTION"]


def adopt(settings: dict[str, Any]) -> None:
    """Change the settings of a project as the README says."""
    if STEP != "plain":
        settings["INSTALLED_APPS"] = [*settings["INSTALLED_APPS"], "drf_typed_responses"]
    if STEP not in ("plain", "app"):
        framework = settings["REST_FRAMEWORK"]
        settings["ADOPTED_SCHEMA_CLASS"] = framework["DEFAULT_SCHEMA_CLASS"]
        chosen = "TheirsFirst" if STEP == "theirs_first" else "OursFirst"
        settings["REST_FRAMEWORK"] = {
            **framework,
            "DEFAULT_SCHEMA_CLASS": f"schema_classes.{chosen}",
        }


class NoMigrations:
    """`MIGRATION_MODULES` that makes the tables from the models, in seconds."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None
