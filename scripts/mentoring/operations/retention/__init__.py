"""Retention: what is held for each edition, until when, and its removal."""
