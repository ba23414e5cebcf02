"""Drafts mappings for unknown forms, for a person to complete."""
