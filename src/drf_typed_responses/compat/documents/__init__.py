"""Reads documents: their bytes, within limits, as JSON or YAML, and each schema once."""
