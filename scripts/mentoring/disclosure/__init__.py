"""The airlock: the one place that sees people on one side and aggregates on the other."""
