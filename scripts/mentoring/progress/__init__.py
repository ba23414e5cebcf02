"""The progress of each pair on a given day, judged by rules.

The input is the pairs of an edition and a day; the output is counts, flags and this week's tasks.
Start with `cohort_progress.py`. The rules in `rules.py` judge the facts in `pair_facts.py`; both
together are a `PairProgress`.
"""
