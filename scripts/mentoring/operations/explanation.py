"""Why a pair was made or not, what the alternatives would cost, and what stood in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.matching.outcome import waiting
from mentoring.matching.sealed.plain import digest
from mentoring.matching.solver.solve import solve
from mentoring.matching.why.alternatives import Change, forbidden, forced, order
from mentoring.operations import matches
from mentoring.operations.sealing import sealing
from mentoring.problems import nearest
from mentoring.scoring.fit import silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.matching.proof.proof import Value
    from mentoring.matching.sealed.instance import Instance
    from mentoring.matching.solver.solve import Solution
    from mentoring.operations.matches import Match
    from mentoring.operations.sealing import Sealing
    from mentoring.scoring.fit import Progress, Reason
    from mentoring.store.edition import Edition
    from mentoring.store.programme import Programme

SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """One mentee with one mentor: the fit and its parts, or why not, and what a change costs.

    `change` is the outcome with the pair forbidden where it was chosen, and forced where it was
    not; None where a rule forbids the pair.
    """

    mentee: str
    mentor: str
    chosen: bool
    fit: int | None
    reasons: tuple[Reason, ...]
    why_not: tuple[str, ...]
    change: Change | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """A mentee's place in the last match. `mentor` is None for who waits, `why` says why then.

    `current` says whether today's data are those that were matched: the parts of a fit are of
    today, everything else is of the match.
    """

    cohort: str
    match: int
    current: bool
    mentee: str
    mentor: str | None
    why: str | None
    objective: Mapping[str, Value]
    pairings: tuple[Pairing, ...]


class Explainer:
    """The sealed match that decided about a mentee, solved again, to be asked about its pairs."""

    def __init__(
        self, programme: Programme, cohort: str, mentee: str, progress: Progress = silent
    ) -> None:
        """Reads the match that made the mentee's pair or, where they have none, the first choice.

        A usage error where nothing is matched yet.
        """
        edition = programme.sound(cohort)
        match = _deciding(programme, edition, mentee)
        self.cohort, self.number = edition.name, match.number
        self.instance: Instance = match.instance
        self.best: Solution = solve(match.instance)
        self.today: Sealing = sealing(edition, progress)

    def pair(self, mentee: str, mentor: str) -> Explanation:
        """One mentee with one mentor."""
        self._known(mentee, [one.id for one in self.instance.mentees], "mentee")
        self._known(mentor, [one.id for one in self.instance.mentors], "mentor")
        return self._explanation(mentee, [self._pairing(mentee, mentor)])

    def mentee(self, mentee: str) -> Explanation:
        """One mentee: their mentor, and the alternatives that cost the least."""
        self._known(mentee, [one.id for one in self.instance.mentees], "mentee")
        row = self.instance.rows[mentee]
        admissible = [
            one.id
            for column, one in enumerate(self.instance.mentors)
            if self.instance.fit[row, column] >= 0
        ]
        pairings = sorted((self._pairing(mentee, one) for one in admissible), key=_cheapest)
        return self._explanation(mentee, pairings[:SHOWN])

    def _known(self, who: str, known: Sequence[str], role: str) -> None:
        if who not in known:
            close = nearest(who, known)
            hint = f"Did you mean {close}?" if close else "See `mentoring scores`."
            raise UsageError(f"{who} is no {role} of match {self.number} in {self.cohort}. {hint}")

    def _explanation(self, mentee: str, pairings: Sequence[Pairing]) -> Explanation:
        mentors = dict(self.best.pairs)
        return Explanation(
            cohort=self.cohort,
            match=self.number,
            current=digest(self.today.instance) == digest(self.instance),
            mentee=mentee,
            mentor=mentors.get(mentee),
            why=waiting(self.instance, self.best.pairs).get(mentee),
            objective=self.best.objective,
            pairings=tuple(pairings),
        )

    def _pairing(self, mentee: str, mentor: str) -> Pairing:
        pair = (mentee, mentor)
        [place] = self.instance.places([pair])
        fit = int(self.instance.fit[place])
        chosen = pair in self.best.pairs
        another = forbidden if chosen else forced
        why_not = (self.instance.why_not or {}).get(f"{mentee}:{mentor}", ())
        return Pairing(
            mentee=mentee,
            mentor=mentor,
            chosen=chosen,
            fit=fit if fit >= 0 else None,
            reasons=self.today.reasons(mentee, mentor),
            why_not=tuple(why_not),
            change=another(self.instance, self.best, pair) if fit >= 0 else None,
        )


def _deciding(programme: Programme, edition: Edition, mentee: str) -> Match:
    """The match that made the pair that stands; else the last that was no replacement."""
    last = matches.latest(programme.root, edition.name)
    made = [
        one.matched.match
        for entry in edition.pairs
        if entry.record.mentee == mentee and (one := entry.record.current)
    ]
    if made:
        return matches.read(programme.root, edition.name, made[0])
    number = last.number
    while last.instance.held and number > 1:
        number -= 1
        last = matches.read(programme.root, edition.name, number)
    return last


def _cheapest(one: Pairing) -> tuple[bool, list[tuple[int, ...]], str]:
    """The chosen pair first, then whatever costs the objective least."""
    objective = one.change.objective if one.change else None
    worth = [tuple(-part for part in stage) for stage in order(objective)] if objective else []
    return not one.chosen, worth or [(1,)], one.mentor
