"""Compares two schemas: the gaps are the values of one that the other lacks."""
