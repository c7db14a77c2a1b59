"""The views: one module per tab of the documentation."""
