"""Finds the changes for clients of one document when another replaces it."""
