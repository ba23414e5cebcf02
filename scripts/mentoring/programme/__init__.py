"""One edition of the programme: its dates, rules and forms, without any personal data.

The types of `data/cohorts/`, and the dates and time zones they need. Start with `cohort.py`.
"""
