"""Puts drafts into the source files of a project. Needs libcst, the extra `draft`."""
