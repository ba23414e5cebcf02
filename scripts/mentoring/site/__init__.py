"""Generate parts of docs/ from cohorts and released aggregates, without personal data.

The input is the cohort files and `docs/statistics/*.json`; the output is parts of pages, charts and
calendars, with the words and the markup of `templates/`. Start with `pages.py`.
"""
