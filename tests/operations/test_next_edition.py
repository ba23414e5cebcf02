"""The next edition begins with everything that lasts, and nothing that was of one year alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import made
from mentoring.operations.new_edition import next_cohort
from mentoring.programme.rules import Lottery, MatchingRules

DRAWN = MatchingRules(
    criteria={"topics": 60, "career": 40},
    lottery=Lottery(commitment="0" * 64, beacon="drand", round=5, seed="abc"),
)
BEFORE = made.cohort(
    matching=DRAWN, forms=made.forms("mentee", "check-in"), closed=date(2027, 9, 1)
)


def test_the_draw_the_forms_addresses_and_the_end_are_left_out() -> None:
    """Applicants of the new year must not be led to last year's form."""
    after = next_cohort(BEFORE, "2027")
    assert after.matching == replace(DRAWN, lottery=None)
    assert {name: form.url for name, form in after.forms.items()} == {
        "mentee": None,
        "check-in": None,
    }
    assert {form.mapping for form in after.forms.values()} == {"mentee", "check-in"}
    assert after.closed is None


def test_every_date_keeps_its_weekday() -> None:
    """A Monday stays one, a year later or five."""
    before = (*BEFORE.check_ins, BEFORE.dates.end)
    for name in ("2027", "2031"):
        cohort = next_cohort(BEFORE, name)
        after = (*cohort.check_ins, cohort.dates.end)
        assert [day.weekday() for day in after] == [day.weekday() for day in before]
        assert cohort.dates.end.year - BEFORE.dates.end.year == int(name) - 2026
