"""Where a team stands: the facts of each operation of a project, and their sums."""
