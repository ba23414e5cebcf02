"""Retention: the data held for each edition, their last day, and their removal."""
