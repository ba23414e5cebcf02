"""The fit of every pair: an overview for people, and a table of pairs for spreadsheets."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from statistics import median_low

from mentoring.files import tables
from mentoring.matching.instance.instance import Instance
from mentoring.render.text import band, many

BEST = 5
Row = list[int]


def as_text(instance: Instance) -> str:
    """The numbers of possible and of forbidden pairs by rule, then each person's best fits."""
    fit = instance.fit.tolist()
    mentees = [mentee.id for mentee in instance.mentees]
    mentors = [mentor.id for mentor in instance.mentors]
    sides = zip(*fit, strict=True) if fit else ([] for _ in mentors)
    return "\n".join(
        [
            *_headline(instance, [points for row in fit for points in row if points >= 0]),
            "",
            f"mentee  band  possible  best {BEST} mentors",
            *(
                f"{mentee.id:<8}{band(mentee.band):<6}{_best(row, mentors)}"
                for mentee, row in zip(instance.mentees, fit, strict=True)
            ),
            "",
            f"mentor  takes  possible  best {BEST} mentees",
            *(
                f"{mentor.id:<8}{mentor.capacity:>5}  {_best(list(column), mentees)}"
                for mentor, column in zip(instance.mentors, sides, strict=True)
            ),
        ]
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


def _headline(instance: Instance, fits: Sequence[int]) -> Iterator[str]:
    mentees, mentors = len(instance.mentees), len(instance.mentors)
    sides = f"{many(mentees, 'mentee')} and {many(mentors, 'mentor')}"
    yield f"Edition {instance.cohort}: {sides}; at most {many(instance.cap, 'pair')}."
    spread = f", with fits from {min(fits)} to {max(fits)}, half of them above " if fits else ""
    middle = f"{median_low(fits)}" if fits else ""
    yield f"{len(fits)} of {many(mentees * mentors, 'pair')} may be{spread}{middle}."
    codes = Counter(code for found in (instance.why_not or {}).values() for code in found)
    if codes:
        yield f"Ruled out: {', '.join(f'{code} {codes[code]}' for code in sorted(codes))}."


def _best(fits: Row, others: Sequence[str]) -> str:
    """The number of possible partners, and the best of them with their fits."""
    possible = sorted((-fit, other) for fit, other in zip(fits, others, strict=True) if fit >= 0)
    best = "  ".join(f"{other} {-fit:>3}" for fit, other in possible[:BEST])
    return f"{len(possible):>8}  {best}".rstrip()
