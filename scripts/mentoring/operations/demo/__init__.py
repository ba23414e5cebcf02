"""A synthetic programme of any size: invented people, reviews, and pairs part of the way through.

The same seed gives the same records, byte for byte, on every machine and Python version.
"""
