"""The progress of each pair on a given day, judged by rules.

The input is the pairs of an edition and a day; the output is counts, flags and this week's tasks.
Start with `cohort_progress.py`; the rules are in `rules.py`, and judge a `PairProgress`.
"""
