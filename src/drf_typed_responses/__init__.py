"""Typed responses for Django REST framework: one annotation, one schema."""

__version__ = "0.1.0"
