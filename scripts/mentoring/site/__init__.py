"""The generated parts of docs/, from cohorts and released aggregates. It never reaches people.

In come the cohort files and `docs/statistics/*.json`; out go parts of pages, charts, calendars.
Open `pages.py` first.
"""
