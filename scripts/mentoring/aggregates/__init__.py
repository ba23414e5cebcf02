"""What may be published: counts in enumerated categories, and nothing else.

In come the counts that `disclosure` has protected; out go release documents and their JSON.
Open `release.py` first.
"""
