"""Why a pair was made or not, what alternatives would cost, and what prevented them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.matching.explain import alternatives
from mentoring.matching.explain.alternatives import Change, ObjectiveLoss
from mentoring.matching.explain.bottleneck import Cut, rivals
from mentoring.matching.explain.shortage import Relaxation, Shortage, freeing, shortage
from mentoring.matching.instance.instance import Pair
from mentoring.matching.instance.objective import Value, tickets
from mentoring.matching.outcome import WaitingReason, waiting_reason
from mentoring.matching.proof import verify
from mentoring.operations import match_files
from mentoring.operations.decisions import hint_for
from mentoring.operations.match_files import Match
from mentoring.operations.run_match import why_waiting
from mentoring.operations.snapshot import Snapshot, sealing, text
from mentoring.operations.waiting_list import waited
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Mentorship
from mentoring.scoring.fit import Reason
from mentoring.store.programme import Edition, Programme

SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class PairExplanation:
    """One mentee with one mentor: the fit and its parts, or the obstacles; the cost of a change.

    `change` is the best outcome with the pair forbidden, if it was chosen, or else forced, and
    `price` its loss. `reasons` are of today; if `current`, they add up to the sealed fit.
    """

    mentee: str
    mentor: str
    chosen: bool
    pinned: bool
    fit: int | None
    reasons: tuple[Reason, ...]
    current: bool
    why_not: tuple[str, ...]
    ticket: int | None
    price: ObjectiveLoss | None
    change: Change | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentMentorship:
    """What reports say of a mentorship: none of the words that the two have written."""

    mentor: str
    status: MentorshipStatus
    match: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A mentee's result in a match; `now` is their current mentorship or, if none, their last.

    Without a `mentor`, `why` is the reason's code, `standing` has the numbers. The worst fit leaves
    out the `pinned` pairs, which decisions required. If places were left, `rivals` compete for too
    few mentors, and `shortage` says why no more pairs were possible. One place more in any one of
    `freeing` would have been enough. `current`: today's data equal the matched data.
    """

    cohort: str
    match: int
    current: bool
    mentee: str
    mentor: str | None
    now: CurrentMentorship | None
    why: str | None
    standing: WaitingReason | None
    rivals: Cut | None
    pinned: int
    shortage: Shortage | None
    freeing: tuple[Relaxation, ...]
    objective: Mapping[str, Value]
    pairings: tuple[PairExplanation, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Why a mentee is not in a match, `sealed` on that day; their `place` in turn, if they wait."""

    cohort: str
    match: int
    mentee: str
    status: ApplicationStatus
    submitted: date
    sealed: date | None
    place: int | None
    waiting: int


def explain(
    programme: Programme, cohort: str, mentee: str, mentor: str | None = None
) -> Explanation | Absence:
    """Explain a pair or, without a mentor, a mentee's result and the alternatives that cost least.

    The match is the one that made the mentee's pair or, if they have none, the first. Raises
    UsageError if there is none, or one of the two is not in it, and MentoringError if it was
    changed, because only an optimal outcome has prices.
    """
    edition = programme.sound(cohort)
    match = match_files.deciding(programme.root, edition, mentee)
    instance, chosen = match.instance, match.pairs
    if verify(instance, match.proof):
        raise MentoringError(text("changed-match", match=match))
    person = edition.people.get(mentee)
    if mentee not in instance.rows and person and person.role == "mentee":
        return _absence(edition, match, person)
    sides = {"mentee": (mentee, instance.rows), "mentor": (mentor, instance.columns)}
    for role, (who, known) in sides.items():
        if who and who not in known:
            hint = hint_for(who, known, edition.name)
            if person := edition.people.get(who):
                hint = text("applied", person=person, day=person.submitted.date())
            raise UsageError(text("not-in-match", who=who, role=role, match=match, hint=hint))
    today, given = sealing(edition), dict(chosen).get(mentee)
    pair = edition.pair_files.get(mentee)
    few = not given and len(chosen) < instance.cap
    changes = _changes(match, mentee, mentor)
    return Explanation(
        cohort=edition.name,
        match=match.number,
        current=today.instance.digest == instance.digest,
        mentee=mentee,
        mentor=given,
        now=_now(pair.latest) if pair else None,
        why=why_waiting(match).get(mentee),
        standing=None if given else waiting_reason(instance, chosen, mentee),
        rivals=rivals(instance, chosen, mentee) if few else None,
        pinned=len(instance.pins),
        shortage=shortage(instance) if few else None,
        freeing=() if given else freeing(instance, chosen, mentee),
        objective=match.proof.objective,
        pairings=tuple(_pairing(match, today, pair, change) for pair, change in changes),
    )


def _now(last: Mentorship) -> CurrentMentorship:
    return CurrentMentorship(mentor=last.mentor, status=last.status, match=last.matched.match)


def _changes(match: Match, mentee: str, mentor: str | None) -> Iterator[tuple[Pair, Change]]:
    """The best outcome without the mentee's pair, and with others; or with or without one pair."""
    instance, chosen = match.instance, match.pairs
    pairs = [(mentee, mentor)] if mentor else [pair for pair in chosen if pair[0] == mentee]
    for pair in pairs:
        other = alternatives.forbidden if pair in chosen else alternatives.forced
        yield pair, other(instance, chosen, pair)
    others = 0 if mentor else SHOWN - len(pairs)
    for other_mentor, change in alternatives.nearest(instance, chosen, mentee, others):
        yield (mentee, other_mentor), change


def _absence(edition: Edition, match: Match, person: Application) -> Absence:
    number, queue = match.number, waited(edition)
    made = [past for _, past in edition.mentorships if past.matched.match == number]
    days = (mentorship.day_of("proposed") for mentorship in made)
    return Absence(
        cohort=edition.name,
        match=number,
        mentee=person.id,
        status=person.status,
        submitted=person.submitted.date(),
        sealed=min(filter(None, days), default=None),
        place=queue[person.id] + 1 if person.id in queue else None,
        waiting=len(queue),
    )


def _pairing(match: Match, today: Snapshot, pair: Pair, change: Change) -> PairExplanation:
    instance, reasons = match.instance, today.fits.reasons(*pair)
    [fit] = instance.fits([pair])
    price = None
    if change.objective and pair not in instance.pins:
        price = ObjectiveLoss.between(match.proof.objective, change.objective)
    [ticket] = tickets(instance.lottery, [pair], instance.drawn)
    return PairExplanation(
        mentee=pair[0],
        mentor=pair[1],
        chosen=pair in match.pairs,
        pinned=pair in instance.pins,
        fit=fit if fit >= 0 else None,
        reasons=reasons,
        current=sum(reason.points for reason in reasons) == fit,
        why_not=instance.codes(*pair),
        ticket=ticket if instance.lottery else None,
        price=price,
        change=change if price else None,
    )
