"""Drafts source for operations without a schema or sample, from recorded responses."""
