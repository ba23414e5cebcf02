"""From answers to records: every row is accounted for."""
