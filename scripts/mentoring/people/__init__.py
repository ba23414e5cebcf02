"""The people of an edition, as frozen records: applications, reviews, pairs, the roster.

Every other package builds on these types; `schemas/` says what each field means. Start with
`application.py` and `pair.py`.
"""
