"""The public part of a release: what follows from sizes and earlier releases, never from counts.

Because it is public, that a table is coarse or withheld tells nothing that was not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.aggregates.release import Population
from mentoring.disclosure.balance import bounds, floors
from mentoring.disclosure.ladders import rung
from mentoring.disclosure.line import Line, unknown
from mentoring.disclosure.nested import Nested, Split
from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from mentoring.aggregates.release import Table
    from mentoring.disclosure.catalogue import TableSpec
    from mentoring.disclosure.history import History
    from mentoring.disclosure.ladders import Classification
    from mentoring.programme.cohort import Cohort


def classification(
    spec: TableSpec, cohort: str, size: int | None, history: History
) -> Classification | None:
    """The rung of the table's ladder, or None where the table is withheld whole.

    A table within another has that one's rung, so that the two can be compared.
    """
    if size is None:
        return None
    if spec.within is None:
        return rung(spec.ladder, size, history.classification(cohort, spec.name))
    outer = history.table(cohort, spec.within)
    return next((one for one in spec.ladder if outer and one.name == outer.classification), None)


def line(size: int, cohort: Cohort, spec: TableSpec, chosen: Classification) -> Line:
    """What is possible for a table of one answer each, before anything of it is published."""
    return unknown(size, floors(cohort, spec.name, chosen))


def yes_or_no(size: int) -> Line:
    """What is possible for one category of a table of several answers each: chosen, or not."""
    return unknown(size, (0, 0))


def nested(
    selected: int, cohort: Cohort, chosen: Classification, outer: Table, history: History
) -> Nested:
    """What is possible for a part of an already published table, under the edition's rules."""
    left = (history.total(cohort.cohort, Population.MENTEES) or 0) - selected
    known = zip(bounds(cohort, outer.name, chosen, selected), outer.cells, strict=True)
    splits = (Split(rule, Range(0, left), Range(cell.low, cell.high)) for rule, cell in known)
    return Nested(selected=selected, left=left, splits=tuple(splits))
