"""What this process makes of its project depends on: what it read, looked for and asked."""

from __future__ import annotations

from .record import ProcessInputs

__all__ = ["ProcessInputs"]
