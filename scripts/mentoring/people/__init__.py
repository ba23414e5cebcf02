"""The people of an edition, as frozen records: applications, reviews, pairs, the roster.

Nothing comes in: every other package builds on these types. Open `application.py` and `pair.py`
first.
"""
