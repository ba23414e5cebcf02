"""The fit of every pair of an edition: integer points out of 1000, or why it is forbidden."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np

from mentoring.errors import MentoringError
from mentoring.files.messages import messages
from mentoring.people.application import Application
from mentoring.people.organisers import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.criteria import FULL, Criterion, criterion
from mentoring.scoring.evaluate import Block, Columns, Points, evaluator, index
from mentoring.scoring.features import Features, features

FORBIDDEN = -1
ROWS = 128
"""The mentees in a block: few enough that all criteria of it fit into memory."""

# the codes of the hard rules, which forbid pairs regardless of fit
SHARED_EXPERIMENT = "shared-experiment"
DECLARED_CONFLICT = "declared-conflict"
SAME_INSTITUTE = "same-institute"
DECIDED_AGAINST = "forbidden"
MINIMUM_FIT = "minimum-fit"
LEFT_OUT = "left-out"

SENTENCES: Mapping[str, str] = messages(__package__)
"""What each rule says, by its code."""

Values = Callable[[Features], Iterable[str]]
"""From a person to values. A rule forbids a mentee and a mentor who share one."""

Exclusions = Callable[[Features, Points], Iterator[tuple[str, Columns]]]
"""From a mentee with their fits to the code and the columns of each rule that excludes mentors."""

Progress = Callable[[int], None]


def silent(rows: int) -> None:
    """Report no progress."""


def exclusions(
    mentors: Sequence[Features], cohort: Cohort, decisions: Decisions | None
) -> Exclusions:
    """The hard rules of an edition for these mentors."""
    forbidden: dict[str, list[str]] = {}
    for forbid in decisions.forbids if decisions else ():
        forbidden.setdefault(forbid.mentee, []).append(forbid.mentor)
    rules: list[tuple[str, Values, Values]] = [
        (
            DECLARED_CONFLICT,
            lambda mentee: (*mentee.conflicts, f"by {mentee.id}"),
            lambda mentor: (mentor.id, *(f"by {other}" for other in mentor.conflicts)),
        ),
        (DECIDED_AGAINST, lambda mentee: forbidden.get(mentee.id, ()), lambda mentor: (mentor.id,)),
    ]
    if not cohort.matching.same_institute:
        rules.insert(0, (SAME_INSTITUTE, attrgetter("institutes"), attrgetter("institutes")))
    if cohort.config.affiliation.differ:
        rules.insert(0, (SHARED_EXPERIMENT, attrgetter("experiments"), attrgetter("experiments")))
    by_value = [(code, values, index(map(theirs, mentors))) for code, values, theirs in rules]

    def excluded(mentee: Features, fits: Points) -> Iterator[tuple[str, Columns]]:
        for code, values, columns in by_value:
            found = [columns[value] for value in values(mentee) if value in columns]
            if found:  # np.unique would load another module
                yield code, np.flatnonzero(np.bincount(np.concatenate(found)))
        yield MINIMUM_FIT, np.flatnonzero(fits < cohort.matching.minimum_fit)

    return excluded


def counting(weights: Mapping[str, int]) -> dict[Criterion, int]:
    """The criteria of non-zero weight; raises MentoringError without any, or for an unknown one."""
    found = {criterion(name): weight for name, weight in weights.items()}
    if not any(found.values()):
        raise MentoringError("No criterion has a weight above 0: there is no fit to compute.")
    return {chosen: weight for chosen, weight in found.items() if weight > 0}


def shares(weights: Collection[int], points: Sequence[int]) -> tuple[int, ...]:
    """Each criterion's part of a pair's fit, by largest remainder; the parts sum to the fit.

    Rounding all parts down loses a few points. They go to the largest remainders; ties go to the
    earlier criterion (Hamilton's method of apportionment).
    """
    whole = sum(weights)
    exact = [divmod(weight * part, whole) for weight, part in zip(weights, points, strict=True)]
    lost = sum(remainder for _, remainder in exact) // whole
    order = sorted(range(len(exact)), key=lambda place: -exact[place][1])
    return tuple(part + (place in order[:lost]) for place, (part, _) in enumerate(exact))


def parts(weights: Collection[int], points: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each criterion's part of the fit, and the largest possible part.

    The largest part is that of a perfect fit, adjusted for rounding: a pair with all points of a
    criterion reaches it exactly, and no pair exceeds it.
    """
    perfect = shares(weights, [FULL] * len(weights))
    for part, share, most in zip(points, shares(weights, points), perfect, strict=True):
        yield share, share if part == FULL else max(share, most)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """A criterion's part of a pair's fit: `points` out of `of`, and the explanation."""

    criterion: str
    title: str
    points: int
    of: int
    text: str

    @property
    def beyond(self) -> int:
        """The points above those of an average mentor; negative if below."""
        return self.points - self.of // 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Fits:
    """The fit of every pair: `points` has the shape (mentees, mentors); -1 marks forbidden pairs.

    People are sorted by (home, id), as an `Instance` sorts them: its `fit` has the same rows and
    columns. `evaluators` has each criterion's points by blocks of mentees.
    """

    mentees: tuple[Features, ...]
    mentors: tuple[Features, ...]
    points: Points
    weights: Mapping[Criterion, int]
    evaluators: tuple[Block, ...]
    exclusions: Exclusions

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each mentee in `points`, by id."""
        return {person.id: row for row, person in enumerate(self.mentees)}

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each mentor in `points`, by id."""
        return {person.id: column for column, person in enumerate(self.mentors)}

    def why_not(self, mentee: str, mentor: str) -> tuple[str, ...]:
        """The codes of the rules that forbid the pair."""
        row, column = self.rows[mentee], self.columns[mentor]
        [fits] = self._weighed(slice(row, row + 1))
        broken = self.exclusions(self.mentees[row], fits)
        return tuple(code for code, columns in broken if column in columns)

    def refusals(self) -> dict[str, tuple[str, ...]]:
        """The codes of `why_not` for each forbidden pair, by `mentee:mentor`."""
        codes: dict[str, tuple[str, ...]] = {}
        for mentee, fits in zip(self.mentees, self._weighed(slice(None)), strict=True):
            for code, columns in self.exclusions(mentee, fits):
                for column in columns.tolist():
                    pair = f"{mentee.id}:{self.mentors[column].id}"
                    codes[pair] = (*codes.get(pair, ()), code)
        return codes

    def reasons(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """Each criterion's part of a pair's fit; empty if one of the two does not take part."""
        if mentee not in self.rows or mentor not in self.columns:
            return ()
        row, column = self.rows[mentee], self.columns[mentor]
        raw = [int(evaluate(slice(row, row + 1))[0, column]) for evaluate in self.evaluators]
        found = zip(self.weights, parts(self.weights.values(), raw), strict=True)
        return tuple(
            Reason(
                criterion=criterion.name,
                title=criterion.title,
                points=points,
                of=most,
                text=criterion.reason(self.mentees[row], self.mentors[column]),
            )
            for criterion, (points, most) in found
        )

    def without(self, rule: str, mentee: str, mentor: str) -> int | None:
        """The fit that a pair would have without a rule; None if one of the two has left."""
        if not (reasons := self.reasons(mentee, mentor)):
            return None
        forbidden = set(self.why_not(mentee, mentor)) - {rule}
        return FORBIDDEN if forbidden else sum(reason.points for reason in reasons)

    def parts(self) -> Points:
        """Points of shape (criteria, mentees, mentors), before weights and rules."""
        return np.stack([evaluate(slice(None)) for evaluate in self.evaluators])

    def ruled(self, block: slice) -> Points:
        """The fits of a block of mentees with every mentor, -1 where a rule forbids the pair."""
        points = self._weighed(block)
        for mentee, fits in zip(self.mentees[block], points, strict=True):
            for _, columns in self.exclusions(mentee, fits):
                fits[columns] = FORBIDDEN
        return points

    def _weighed(self, block: slice) -> Points:
        """The fits of a block of mentees with every mentor, before rules: weighted means."""
        weighed = zip(self.weights.values(), self.evaluators, strict=True)
        total = sum(weight * evaluate(block).astype(np.int32) for weight, evaluate in weighed)
        return np.asarray(total // sum(self.weights.values()), dtype=np.int16)


def fits(
    cohort: Cohort,
    mentees: Sequence[Application],
    mentors: Sequence[Application],
    decisions: Decisions | None = None,
    progress: Progress = silent,
    *,
    supply: Sequence[Application] | None = None,
) -> Fits:
    """The fit of every mentee with every mentor; `progress` is called with finished rows.

    Points are measured against the mean over the mentors in `supply` (default: `mentors`). It
    includes mentors who have left, so that a fit does not change when others leave. Memory is two
    bytes per pair, because all criteria and rules are applied to one block of mentees at a time.
    Raises MentoringError if the cohort names an unknown criterion, or none with a weight.
    """
    rows, columns = (
        sorted((features(cohort, person) for person in side), key=attrgetter("home", "id"))
        for side in (mentees, mentors)
    )
    counted = columns if supply is None else [features(cohort, person) for person in supply]
    weights = counting(cohort.matching.criteria)
    found = Fits(
        mentees=tuple(rows),
        mentors=tuple(columns),
        points=np.empty((len(rows), len(columns)), dtype=np.int16),
        weights=weights,
        evaluators=tuple(evaluator(chosen, rows, columns, counted) for chosen in weights),
        exclusions=exclusions(columns, cohort, decisions),
    )
    for start in range(0, len(rows), ROWS):
        block = slice(start, start + ROWS)
        found.points[block] = found.ruled(block)
        progress(len(rows[block]))
    return found
