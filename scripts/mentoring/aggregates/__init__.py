"""The published data: only counts in enumerated categories.

The input is the counts protected by `disclosure`; the output is release documents as JSON.
Open `release.py` first.
"""
