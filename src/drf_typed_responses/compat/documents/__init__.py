"""Which document was given? Its bytes, within limits, read as JSON or YAML; each schema once."""
