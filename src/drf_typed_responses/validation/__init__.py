"""Does a value keep its schema, and if not, what is the mistake in plain words?"""

from ..openapi.json_text import value_of
from .mistakes import Mistake
from .modern import Direction
from .validator import Validator

__all__ = ["Direction", "Mistake", "Validator", "value_of"]
