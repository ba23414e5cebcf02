"""The fit of every pair: an overview for people, and a table of pairs for spreadsheets."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain
from statistics import median_low

from mentoring.files import tables
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.render.environment import written

BEST = 5
"""The most partners that are named."""


def as_text(instance: Instance) -> str:
    """The numbers of possible and of forbidden pairs by rule, then each person's best fits."""
    fit, points = instance.fit, [points for points in instance.fit.ravel().tolist() if points >= 0]
    return written(
        "scores.txt.j2",
        instance=instance,
        points=points,
        middle=median_low(points) if points else 0,
        codes=Counter(chain.from_iterable((instance.why_not or {}).values())),
        for_mentees=[_partners(row, instance.mentors) for row in fit.tolist()],
        for_mentors=[_partners(column, instance.mentees) for column in fit.T.tolist()],
        best=BEST,
    )


def _partners(fits: Sequence[int], people: Sequence[Mentee | Mentor]) -> str:
    """The number of possible partners, and the best of them with their fits."""
    possible = [(-fit, other.id) for fit, other in zip(fits, people, strict=True) if fit >= 0]
    best = "  ".join(f"{other} {-fit:>3}" for fit, other in nsmallest(BEST, possible))
    return f"{len(possible):>8}  {best}".rstrip()


def as_csv(instance: Instance) -> str:
    """One row per pair: mentee, mentor, the fit or nothing, and why it is forbidden."""
    why_not = instance.why_not or {}
    rows = (
        (
            mentee.id,
            mentor.id,
            fit if fit >= 0 else None,
            " ".join(why_not.get(f"{mentee.id}:{mentor.id}", ())),
        )
        for mentee, fits in zip(instance.mentees, instance.fit.tolist(), strict=True)
        for mentor, fit in zip(instance.mentors, fits, strict=True)
    )
    return tables.as_csv(chain([("mentee", "mentor", "fit", "why_not")], rows), line_end="\n")
