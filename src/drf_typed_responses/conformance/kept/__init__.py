"""Keeps the contract of a run of pytest on disk, for its workers and for the next run."""
