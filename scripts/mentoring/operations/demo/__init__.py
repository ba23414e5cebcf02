"""A synthetic programme of any size, with invented people, reviews and pairs up to a given day.

A seed gives the same records, byte for byte, on every machine and Python version.
"""
