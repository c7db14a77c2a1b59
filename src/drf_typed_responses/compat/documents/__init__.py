"""Which document was given? Where it comes from, what its bytes say, and how it is read."""
