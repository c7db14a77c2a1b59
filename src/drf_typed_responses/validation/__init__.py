"""Checks values against schemas, and explains violations in plain words."""

from .conversion import Direction
from .validator import Validator
from .violations import Violation

__all__ = ["Direction", "Validator", "Violation"]
