"""Does a value fit its schema, and if not, why, in plain words?"""

from .conversion import Direction
from .validator import Validator
from .violations import Violation

__all__ = ["Direction", "Validator", "Violation"]
