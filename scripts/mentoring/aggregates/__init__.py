"""What may be published: counts in enumerated categories, and nothing else."""
