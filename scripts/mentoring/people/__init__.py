"""The people of an edition, as frozen records: applications, reviews, pairs, the roster."""
