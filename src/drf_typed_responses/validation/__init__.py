"""Does a value keep its schema, and if not, what is the mistake in plain words?"""

from .mistakes import Mistake
from .modern import Direction
from .validator import Validator
from .values import value_of

__all__ = ["Direction", "Mistake", "Validator", "value_of"]
