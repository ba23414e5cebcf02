"""How each pair is doing: stated rules over facts, on a given day.

In come the pairs of an edition and a day; out go counts, flags and what to do this week.
Open `cohort_progress.py` first; a rule is a small thing in `rules`.
"""
