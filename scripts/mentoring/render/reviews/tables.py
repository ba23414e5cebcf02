"""The tables for the packets: the scoring form, and the identifying text that was found."""

from __future__ import annotations

from collections.abc import Iterable

from mentoring.files.cells import write_table
from mentoring.programme.cohort import Cohort
from mentoring.reviews.blinding import Finding
from mentoring.reviews.packets import Packet


def score_form(cohort: Cohort, packet: Packet) -> bytes:
    """The form to fill in: one row per application, one column per item of the rubric."""
    items = [item.id for item in cohort.review.rubric]
    heading = ["application", "reviewer", *items, "conflict", "note"]
    blanks = [""] * (len(items) + 2)
    rows = [[sheet.application, packet.reviewer, *blanks] for sheet in packet.applications]
    return write_table([heading, *rows])


def findings(found: Iterable[Finding]) -> bytes:
    """Masked text, and text that may identify but was not masked, for the organisers."""
    rows = (
        [one.application, one.field, one.kind, "yes" if one.masked else "no", one.text]
        for one in found
    )
    return write_table([["application", "field", "kind", "masked", "text"], *rows])
