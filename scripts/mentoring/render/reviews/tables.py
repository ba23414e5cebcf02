"""The tables that go with the packets: the scoring form, and what was found in the texts."""

from __future__ import annotations

from collections.abc import Iterable

from mentoring.files.cells import write_table
from mentoring.programme.cohort import Cohort
from mentoring.reviews.blinding import Finding
from mentoring.reviews.packets import Packet


def score_form(cohort: Cohort, packet: Packet) -> bytes:
    """The form to fill in: a line an application, a column for each item of the rubric."""
    items = [item.id for item in cohort.review.rubric]
    heading = ["application", "reviewer", *items, "conflict", "note"]
    blanks = [""] * (len(items) + 2)
    rows = [[sheet.application, packet.reviewer, *blanks] for sheet in packet.applications]
    return write_table([heading, *rows])


def findings(found: Iterable[Finding]) -> bytes:
    """What was masked, and what was left though it may tell something: for the organisers."""
    rows = (
        [one.application, one.field, one.kind, "yes" if one.masked else "no", one.text]
        for one in found
    )
    return write_table([["application", "field", "kind", "masked", "text"], *rows])
