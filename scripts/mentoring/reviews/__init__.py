"""Assign reviewers, blind applications, and turn marks into bands. Start with `summary.py`."""
