"""The contents of the committee's report on a matching, in any format."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.explain.blocking_pairs import BlockingPair, blocking
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import SIDES, counts
from mentoring.operations.decisions import DecisionCost, decided
from mentoring.operations.robustness import SEED, Robustness, cases, scores
from mentoring.operations.run_match import MatchResult
from mentoring.operations.snapshot import Snapshot
from mentoring.programme.rules import Balance, Bound
from mentoring.reviews.bands import Cuts, cuts
from mentoring.scoring.fit import DECLARED_CONFLICT, Progress, silent
from mentoring.store.programme import Edition

UNUSUAL = 3  # conflicts make a list unusual; most lists are empty, few have two


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBalance:
    """One side of an experiment: the number of its pairs, and the most pairs its people can be in.

    A mentee can be in one pair, a mentor in as many as their capacity allows.
    """

    pairs: int
    places: int
    bound: Bound | None

    @property
    def share(self) -> Fraction:
        """The share of the places that are taken."""
        return Fraction(self.pairs, max(self.places, 1))


class Candidate(NamedTuple):
    """A mentee's score and error in hundredths of a mark, and the band's edge it is `tied` with."""

    mentee: str
    band: int
    score: int | None
    error: int | None
    selected: bool
    tied: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CutOff:
    """All candidates, the best score first; `cuts` are the bands' edges and their margin."""

    cuts: Cuts
    candidates: tuple[Candidate, ...]

    @property
    def bands(self) -> dict[int, tuple[int, int]]:
        """How many of a band's mentees were selected, and how many there are, by its number."""
        all_ = Counter(candidate.band for candidate in self.candidates)
        chosen = Counter(candidate.band for candidate in self.candidates if candidate.selected)
        return {band: (chosen[band], all_[band]) for band in sorted(all_)}

    @property
    def split(self) -> int | None:
        """The lowest band with selected mentees, if others in it were not selected."""
        reached = [band for band, (selected, _) in self.bands.items() if selected]
        selected, mentees = self.bands[reached[-1]] if reached else (0, 0)
        return reached[-1] if selected < mentees else None


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
    from them. `untold` counts the outcome's pairs that are not announced yet. `balance` has the
    mentees and the mentors of each experiment. `robustness` may be left out.
    """

    programme: str
    matching: MatchResult
    pairs: tuple[Pair, ...]
    untold: int
    cut_off: CutOff
    balance: Mapping[str, tuple[SideBalance, ...]]
    blocking: tuple[BlockingPair, ...]
    decisions: tuple[DecisionCost, ...]
    conflicts: tuple[ManyConflicts, ...]
    robustness: Robustness | None


def report(
    edition: Edition, matching: MatchResult, times: int, progress: Progress = silent
) -> Report:
    """The report on a matching; `times` is the number of resampled cases for its robustness."""
    instance, today = matching.last.instance, matching.today
    chosen = [(pair.mentee, pair.mentor) for pair in matching.pairs]
    pairs = tuple(pair for pair in chosen if instance.has(pair))
    untold = sum(not mentorship.meaning.told for mentorship in edition.current.values())
    tried = cases(edition, today, SEED, times, progress)
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
        robustness=Robustness.of(edition, chosen, tried, SEED) if times else None,
    )


def _cut_off(edition: Edition, instance: Instance, selected: Collection[str]) -> CutOff:
    """The cut-off of an instance, with sealed bands and today's scores."""
    edges, known, candidates = cuts(edition.cohort.record.review), scores(edition), []
    for mentee in instance.mentees:
        score, error = known.get(mentee.id, (None, None))
        tied = None if score is None or error is None else edges.tied(score, error)
        chosen = mentee.id in selected
        candidates.append(Candidate(mentee.id, mentee.band, score, error, chosen, tied))
    candidates.sort(key=lambda candidate: (-(candidate.score or 0), candidate.mentee))
    return CutOff(cuts=edges, candidates=tuple(candidates))


def _balance(
    instance: Instance, pairs: Sequence[Pair], bounds: Balance
) -> dict[str, tuple[SideBalance, ...]]:
    """The mentees and the mentors of all home experiments, by name, with the sealed bounds."""
    made, places = counts(instance, pairs), Counter[tuple[str, str]]()
    places.update(("mentee_homes", mentee.home) for mentee in instance.mentees)
    for mentor in instance.mentors:
        places["mentor_homes", mentor.home] += mentor.capacity
    homes = {*instance.homes.values(), *bounds.mentees, *bounds.mentors}
    return {
        home: tuple(
            SideBalance(pairs=made[kind, home], places=places[kind, home], bound=bound)
            for kind, side in SIDES.items()
            for bound in [getattr(bounds, side).get(home)]
        )
        for home in sorted(homes)
    }


def _many_conflicts(
    instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[ManyConflicts]:
    """The people with unusually many conflicts, the longest list first."""
    fits = today.fits
    others = dict.fromkeys(fits.rows, fits.columns) | dict.fromkeys(fits.columns, fits.rows)
    named = {
        person.id: [other for other in person.conflicts if other in others[person.id]]
        for person in (*fits.mentees, *fits.mentors)
    }
    for person in sorted(named, key=lambda person: -len(named[person])):
        if len(named[person]) < UNUSUAL or person not in instance.homes:
            return
        freed = {}  # the conflicts of this person alone do not count
        for other in named[person]:
            pair = (person, other) if person in instance.rows else (other, person)
            if person not in named[other] and instance.has(pair):
                freed[pair] = fits.without(DECLARED_CONFLICT, *pair) or FORBIDDEN
        yield ManyConflicts(
            person=person,
            named=len(named[person]),
            others=len(others[person]),
            change=change(replace(instance, fit=instance.with_fits(freed)), pairs),
        )
