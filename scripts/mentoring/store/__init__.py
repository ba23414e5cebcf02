"""YAML ⇄ people: the only reader and writer of personal records."""
