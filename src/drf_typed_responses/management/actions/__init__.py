"""What `manage.py apidocs` can do: one module for each action.

A module has `HELP`, `arguments(parser)` for its own options, and `run(options, terminal) -> int`,
which returns the exit code. Its name is the action's.
"""

from __future__ import annotations

ACTIONS = ("build", "test", "diff", "draft", "watch")
