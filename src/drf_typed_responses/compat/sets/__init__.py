"""Schemas as sets of JSON values."""
