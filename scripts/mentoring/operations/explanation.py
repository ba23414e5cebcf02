"""Why a pair was made or not, what alternatives would cost, and what prevented them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.matching.explain.alternatives import (
    Change,
    ObjectiveLoss,
    forbidden,
    forced,
    nearest,
)
from mentoring.matching.explain.bottleneck import Cut, rivals
from mentoring.matching.explain.shortage import Relaxation, Shortage, freeing, shortage
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import Value
from mentoring.matching.instance.serialize import digest
from mentoring.matching.instance.tickets import tickets
from mentoring.matching.outcome import WaitingReason, waiting_reason
from mentoring.matching.proof.verify import verify
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.operations.run_match import why_waiting
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import waited
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.problems import nearest as similar
from mentoring.scoring.fit import Progress, Reason, silent
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme

SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class PairExplanation:
    """One mentee with one mentor: the fit and its parts, or the obstacles; the cost of a change.

    `price` is the loss if a chosen pair is forbidden, or if another pair is forced; None if no
    such outcome exists. `change` is the best such outcome. `ticket` is the lottery ticket, once
    drawn. `reasons` are from today's data; `current` says whether they add up to the sealed fit.
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
    """The mentee's current mentorship, or the last one if there is none."""

    mentor: str
    status: MentorshipStatus
    match: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A mentee's result in a match, and the mentorship that followed.

    `mentor` is None for a mentee without one; then `why` has the reason's code, and `standing` the
    numbers. `pinned` is the number of pairs that decisions required; the worst fit leaves these
    out. If places were left, `rivals` are the mentees who compete for too few mentors, and
    `shortage` says why no more pairs were possible. Loosening any one of `freeing` by one place
    would have been enough. `current` says whether today's data equal the matched data.
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
    """Why a mentee is not in the match of the whole edition.

    `sealed` is the day of the match, if pairs of it are on file. `place` is the mentee's place
    (from 1) among the `waiting`; None for a mentee who does not take part, or has a mentor.
    """

    cohort: str
    match: int
    mentee: str
    status: ApplicationStatus
    submitted: date
    sealed: date | None
    place: int | None
    waiting: int


class Explainer:
    """Explains the pairs of the sealed match that decided about a mentee."""

    def __init__(
        self, programme: Programme, cohort: str, mentee: str, progress: Progress = silent
    ) -> None:
        """Read the match that made the mentee's pair or, if they have none, the first choice.

        Raises UsageError if there is no match yet, and an error if the match was changed, because
        an outcome that is not optimal has no prices.
        """
        self.edition = programme.sound(cohort)
        self.match = _deciding(programme, self.edition, mentee)
        self.instance: Instance = self.match.instance
        if verify(self.instance, self.match.pairs, self.match.proof):
            raise MentoringError(
                f"Match {self.match.number} is not as it was made, so it cannot be explained. "
                f"First: mentoring verify {self.edition.name}."
            )
        self.today: Snapshot = sealing(self.edition, progress)

    def absence(self, mentee: str) -> Absence | None:
        """Why a mentee of the edition is not in the match; None if they are."""
        person = self.edition.people.get(mentee)
        if mentee in self.instance.rows or person is None or person.role is not Role.MENTEE:
            return None
        days = [
            mentorship.day_of("proposed")
            for entry in self.edition.pairs
            for mentorship in entry.record.mentorships
            if mentorship.matched.match == self.match.number
        ]
        queue = waited(self.edition)
        return Absence(
            cohort=self.edition.name,
            match=self.match.number,
            mentee=mentee,
            status=person.status,
            submitted=person.submitted.date(),
            sealed=min((day for day in days if day), default=None),
            place=queue[mentee] + 1 if mentee in queue else None,
            waiting=len(queue),
        )

    def pair(self, mentee: str, mentor: str) -> Explanation:
        """Explain a pair of a mentee and a mentor."""
        self._known(mentee, [one.id for one in self.instance.mentees], "mentee")
        self._known(mentor, [one.id for one in self.instance.mentors], "mentor")
        pair, chosen = (mentee, mentor), self.match.pairs
        another = forbidden if pair in chosen else forced
        return self._explanation(mentee, {pair: another(self.instance, chosen, pair)})

    def mentee(self, mentee: str) -> Explanation:
        """Explain a mentee's result: their mentor, and the alternatives that cost the least."""
        self._known(mentee, [one.id for one in self.instance.mentees], "mentee")
        chosen = self.match.pairs
        own = {pair: forbidden(self.instance, chosen, pair) for pair in chosen if pair[0] == mentee}
        others = nearest(self.instance, chosen, mentee, SHOWN - len(own))
        return self._explanation(mentee, own | {(mentee, one): change for one, change in others})

    def _known(self, who: str, known: Sequence[str], role: str) -> None:
        if who in known:
            return
        if person := self.edition.people.get(who):
            hint = (
                f"It is a {person.role} who applied on {person.submitted} and is {person.status}."
            )
        else:
            close = similar(who, known)
            hint = f"Did you mean {close}?" if close else "See `mentoring scores`."
        raise UsageError(
            f"{who} is no {role} of match {self.match.number} in {self.edition.name}. {hint}"
        )

    def _explanation(self, mentee: str, changes: Mapping[Pair, Change]) -> Explanation:
        chosen = self.match.pairs
        mentor = dict(chosen).get(mentee)
        few = not mentor and len(chosen) < self.instance.cap
        return Explanation(
            cohort=self.edition.name,
            match=self.match.number,
            current=digest(self.today.instance) == digest(self.instance),
            mentee=mentee,
            mentor=mentor,
            now=_now(self.edition, mentee),
            why=why_waiting(self.match).get(mentee),
            standing=None if mentor else waiting_reason(self.instance, chosen, mentee),
            rivals=rivals(self.instance, chosen, mentee) if few else None,
            pinned=len(self.instance.pins),
            shortage=shortage(self.instance) if few else None,
            freeing=() if mentor else freeing(self.instance, chosen, mentee),
            objective=self.match.proof.objective,
            pairings=tuple(self._pairing(*item) for item in changes.items()),
        )

    def _pairing(self, pair: Pair, change: Change) -> PairExplanation:
        [place] = self.instance.places([pair])
        fit, chosen = int(self.instance.fit[place]), pair in self.match.pairs
        reasons = self.today.reasons(*pair)
        price = None
        if change.objective and pair not in self.instance.pins:
            price = ObjectiveLoss.between(self.match.proof.objective, change.objective)
        return PairExplanation(
            mentee=pair[0],
            mentor=pair[1],
            chosen=chosen,
            pinned=pair in self.instance.pins,
            fit=fit if fit >= 0 else None,
            reasons=reasons,
            current=sum(reason.points for reason in reasons) == fit,
            why_not=tuple((self.instance.why_not or {}).get(":".join(pair), ())),
            ticket=self._ticket(pair),
            price=price,
            change=change if price else None,
        )

    def _ticket(self, pair: Pair) -> int | None:
        seed = self.instance.lottery
        return next(tickets(seed, [pair], self.instance.drawn)) if seed else None


def _deciding(programme: Programme, edition: Edition, mentee: str) -> Match:
    """The match that made the current pair, or else the first whole one with the mentee in it."""
    root, name = programme.root, edition.name
    for entry in edition.pairs:
        if entry.record.mentee == mentee and (current := entry.record.current):
            return match_files.read(root, name, current.matched.match)
    first = match_files.first_choice(root, name)
    later = (number for number in match_files.numbers(root, name) if number > first.number)
    matches = (first, *(match_files.read(root, name, number) for number in later))
    return next((match for match in matches if mentee in match.instance.rows), first)


def _now(edition: Edition, mentee: str) -> CurrentMentorship | None:
    for entry in edition.pairs:
        if entry.record.mentee == mentee:
            one = entry.record.latest
            return CurrentMentorship(mentor=one.mentor, status=one.status, match=one.matched.match)
    return None
