"""Sample response bodies: one module per tab of the documentation."""
