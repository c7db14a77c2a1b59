"""Does a value keep its schema, and if not, what is the mistake in plain words?"""

from .mistakes import Mistake
from .validator import Validator

__all__ = ["Mistake", "Validator"]
