"""Drafts of mappings for forms that no mapping knows, for a person to finish."""
