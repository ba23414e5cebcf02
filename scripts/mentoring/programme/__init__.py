"""One edition of the programme: its dates, rules and forms. Nothing here knows a person.

The types of `data/cohorts/`, and the days and time zones they need. Open `cohort.py` first.
"""
