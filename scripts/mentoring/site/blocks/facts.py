"""The edition's key figures, and who may apply."""

from __future__ import annotations

from mentoring.programme.dates import month_in_words
from mentoring.site.year import Year


def key_facts(year: Year, _page: str) -> str:
    """The number of pairs, the duration, the meetings per month, the number of check-ins."""
    cohort = year.cohort
    start, end = cohort.dates.start, cohort.dates.end
    low, high = cohort.meetings_per_month
    facts = [
        (cohort.pairs, "mentoring pairs at most, so that each is looked after"),
        (cohort.months, f"months, from {month_in_words(start)} to {month_in_words(end)}"),
        (
            low if low == high else f"{low}–{high}",
            "meetings a month are what we recommend; each pair sets its own rhythm",
        ),
        (len(cohort.check_ins), "check-ins, so that no pair is left alone"),
    ]
    items = [f"<div><dt>{text}</dt><dd>{figure}</dd></div>" for figure, text in facts]
    return "\n".join(['<dl class="facts">', *items, "</dl>"])


def experiments(year: Year, _page: str) -> str:
    """The affiliations whose members may apply, in alphabetical order."""
    names = sorted(year.cohort.experiments, key=str.casefold)
    return "\n".join(['<ul class="chips">', *(f"<li>{name}</li>" for name in names), "</ul>"])
