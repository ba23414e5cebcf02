"""The proof of an outcome, checked without the solver."""
