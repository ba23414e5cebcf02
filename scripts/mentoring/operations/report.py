"""The contents of the committee's report on a matching, in any format."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.explain.blocking_pairs import BlockingPair, blocking
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Mentee, Pair
from mentoring.operations.decision_costs import DecisionCost, decided
from mentoring.operations.robustness import SEED, Firmness, firmness_of
from mentoring.operations.run_match import MatchResult
from mentoring.operations.snapshot import Snapshot
from mentoring.programme.rules import Balance, Bound
from mentoring.reviews.bands import Cuts, cuts
from mentoring.reviews.calibration import Score, calibrate
from mentoring.scoring.fit import Progress, silent
from mentoring.scoring.rules import DECLARED_CONFLICT
from mentoring.store.edition import Edition

UNUSUAL = 3
"""The number of conflicts from which a list is unusual; most lists are empty, few have two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side of an experiment: the number of its pairs, and the most pairs its people can be in.

    A mentee can be in one pair, a mentor in as many as their capacity. `bound` is the least and
    the most, or None without a bound.
    """

    pairs: int
    places: int
    bound: Bound | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """An experiment with its mentees and its mentors."""

    experiment: str
    mentees: Side
    mentors: Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A mentee at the cut-off: score and error in hundredths of a mark, or None without reviews.

    `tied` is a band's edge (in hundredths) that the score cannot be separated from.
    """

    mentee: str
    band: int
    score: int | None
    error: int | None
    selected: bool
    tied: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """The number of a band's mentees, and how many of them were selected."""

    number: int
    selected: int
    mentees: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CutOff:
    """All candidates, the best score first, and their bands; `cuts` are edges and their margin."""

    cuts: Cuts
    bands: tuple[Band, ...]
    candidates: tuple[Candidate, ...]

    @property
    def split(self) -> Band | None:
        """The lowest band with selected mentees, if others in it were not selected."""
        reached = [band for band in self.bands if band.selected]
        return reached[-1] if reached and reached[-1].selected < reached[-1].mentees else None

    @property
    def tied(self) -> tuple[Candidate, ...]:
        """The candidates near an edge."""
        return tuple(candidate for candidate in self.candidates if candidate.tied is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyConflicts:
    """A person, the number of conflicts they declare, and the best outcome without these.

    A declared conflict always rules a pair out. But a mentee could secure one mentor by declaring
    conflicts with all others, so the report shows such lists to the committee.
    """

    person: str
    named: int
    others: int
    change: Change


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A matching with its context.

    `pairs` are the outcome's pairs whose two people are in the sealed instance; figures are drawn
    from them. `untold` counts the outcome's pairs that are proposed and not announced yet.
    `firmness` is None if the report leaves it out.
    """

    programme: str
    matching: MatchResult
    pairs: tuple[Pair, ...]
    untold: int
    cut_off: CutOff
    balance: tuple[Home, ...]
    blocking: tuple[BlockingPair, ...]
    decisions: tuple[DecisionCost, ...]
    conflicts: tuple[ManyConflicts, ...]
    firmness: Firmness | None


def report(
    edition: Edition, matching: MatchResult, times: int, progress: Progress = silent
) -> Report:
    """The report on a matching; `times` is the number of resampled cases for its robustness."""
    instance, today = matching.instance, matching.today
    chosen = [(pair.mentee, pair.mentor) for pair in matching.outcome.pairs]
    pairs = tuple(p for p in chosen if p[0] in instance.rows and p[1] in instance.columns)
    untold = sum(not mentorship.meaning.told for mentorship in edition.current.values())
    firmness = None
    if times:
        firmness = firmness_of(edition, today, chosen, times=times, seed=SEED, progress=progress)
    return Report(
        programme=edition.cohort.record.programme,
        matching=matching,
        pairs=pairs,
        untold=untold if matching.announced else len(chosen),
        cut_off=_cut_off(edition, instance, {mentee for mentee, _ in pairs}),
        balance=_balance(instance, pairs, matching.first.instance.balance),
        blocking=blocking(instance, pairs),
        decisions=tuple(decided(edition, instance, pairs, today)),
        conflicts=tuple(_many_conflicts(instance, pairs, today)),
        firmness=firmness,
    )


def _cut_off(edition: Edition, instance: Instance, selected: Collection[str]) -> CutOff:
    """The cut-off of an instance, with sealed bands and today's scores."""
    edges = cuts(edition.cohort.record.review)
    reviews = [entry.record for entry in edition.reviews]
    calibration = calibrate([mentee.id for mentee in edition.mentees], reviews)
    scores = {score.application: score for score in calibration.scores}
    candidates = [
        _candidate(
            mentee, scores.get(mentee.id) if calibration.reviewers else None, edges, selected
        )
        for mentee in instance.mentees
    ]
    in_band = Counter(candidate.band for candidate in candidates)
    chosen = Counter(candidate.band for candidate in candidates if candidate.selected)
    return CutOff(
        cuts=edges,
        bands=tuple(
            Band(number=band, selected=chosen[band], mentees=count)
            for band, count in sorted(in_band.items())
        ),
        candidates=tuple(
            sorted(candidates, key=lambda candidate: (-(candidate.score or 0), candidate.mentee))
        ),
    )


def _candidate(
    mentee: Mentee, score: Score | None, edges: Cuts, selected: Collection[str]
) -> Candidate:
    return Candidate(
        mentee=mentee.id,
        band=mentee.band,
        score=score.calibrated if score else None,
        error=score.error if score else None,
        selected=mentee.id in selected,
        tied=edges.tied(score.calibrated, score.error) if score else None,
    )


def _balance(instance: Instance, pairs: Sequence[Pair], bounds: Balance) -> tuple[Home, ...]:
    """All home experiments, by name, with the bounds as they were sealed."""
    mentees = {mentee.id: mentee.home for mentee in instance.mentees}
    mentors = {mentor.id: mentor.home for mentor in instance.mentors}
    places = Counter(mentees.values())
    capacity: Counter[str] = Counter()
    for mentor in instance.mentors:
        capacity[mentor.home] += mentor.capacity
    selected = Counter(mentees[mentee] for mentee, _ in pairs)
    guiding = Counter(mentors[mentor] for _, mentor in pairs)
    return tuple(
        Home(
            experiment=home,
            mentees=Side(pairs=selected[home], places=places[home], bound=bounds.mentees.get(home)),
            mentors=Side(
                pairs=guiding[home], places=capacity[home], bound=bounds.mentors.get(home)
            ),
        )
        for home in sorted({*places, *capacity, *bounds.mentees, *bounds.mentors})
    )


def _many_conflicts(
    instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[ManyConflicts]:
    """The people with unusually many conflicts, the longest list first."""
    mentees = {mentee.id: mentee.conflicts for mentee in today.fits.mentees}
    mentors = {mentor.id: mentor.conflicts for mentor in today.fits.mentors}
    named = {
        person: [other for other in conflicts if other in across]
        for own, across in ((mentees, mentors), (mentors, mentees))
        for person, conflicts in own.items()
    }
    for person in sorted(named, key=lambda person: -len(named[person])):
        others = named[person]
        if len(others) < UNUSUAL or person not in {**instance.rows, **instance.columns}:
            return
        one_sided = [other for other in others if person not in named[other]]
        couples = [(person, other) if person in mentees else (other, person) for other in one_sided]
        yield ManyConflicts(
            person=person,
            named=len(others),
            others=len(mentors if person in mentees else mentees),
            change=change(_without_conflicts(instance, couples, today), pairs),
        )


def _without_conflicts(instance: Instance, pairs: Sequence[Pair], today: Snapshot) -> Instance:
    """The instance in which the declared conflicts of these pairs do not count."""
    fit = instance.fit.copy()
    known = [pair for pair in pairs if pair[0] in instance.rows and pair[1] in instance.columns]
    for pair, place in zip(known, instance.places(known), strict=True):
        fit[place] = today.fit_without(DECLARED_CONFLICT, *pair) or FORBIDDEN
    return replace(instance, fit=fit)
