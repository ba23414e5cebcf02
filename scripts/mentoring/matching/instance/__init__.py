"""The sealed instance: what matching reads, its consistency, and its remaining capacity."""
