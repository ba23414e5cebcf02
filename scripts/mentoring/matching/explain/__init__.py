"""Explanations: why a pair was made or not, what a change costs, how robust the outcome is."""
