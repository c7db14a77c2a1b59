"""Prints findings and changes, with one table of formats for every command."""
