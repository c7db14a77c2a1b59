"""Writes drafted source into the files of the project, and keeps their formatting and comments."""
