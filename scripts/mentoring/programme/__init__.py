"""One edition of the programme: its dates, rules and forms, without any personal data.

The types of `data/cohorts/`, whose fields `schemas/` explains, and the dates and time zones they
need. Start with `cohort.py`.
"""
