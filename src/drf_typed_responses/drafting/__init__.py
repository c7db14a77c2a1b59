"""Record, then propose: types and sample bodies for operations that have none."""
