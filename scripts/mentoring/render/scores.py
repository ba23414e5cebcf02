"""The fit of every pair: an overview for people, and a table of pairs for spreadsheets."""

from collections import Counter
from itertools import chain
from statistics import median_low

from mentoring.files import tables
from mentoring.matching.instance.instance import Instance
from mentoring.render.environment import written


def as_text(instance: Instance) -> str:
    """The numbers of possible and of forbidden pairs by rule, then each person's best fits."""
    points = [fit for fit in instance.fit.ravel().tolist() if fit >= 0]
    return written(
        "scores.txt.j2",
        instance=instance,
        points=points,
        rows=instance.fit.tolist(),
        columns=instance.fit.T.tolist(),
        middle=median_low(points) if points else 0,
        codes=Counter(chain.from_iterable((instance.why_not or {}).values())),
        best=5,
    )


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
