"""A new pair after a drop-out, a refusal or a late arrival, with the least disturbance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mentoring.matching.outcome import Chosen
from mentoring.matching.repair import repair
from mentoring.matching.solve import prove
from mentoring.operations import matches
from mentoring.operations.matches import Match
from mentoring.operations.pairs.end import end
from mentoring.operations.pairs.find import pair_of
from mentoring.operations.sealing import sealing
from mentoring.operations.withdraw import withdraw
from mentoring.people.pair import OVER, HistoryEntry, Matched, Mentorship, MentorshipStatus, Pair
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mentoring.files.changes import Changes
    from mentoring.operations.sealing import Sealing
    from mentoring.people.application import Application
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition
    from mentoring.store.programme import Programme

How = Literal["replace", "late"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """Who left which pair. `stays`: they may still be paired with somebody else."""

    mentee: str
    left: Side
    stays: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """The pairs that are new, the number of announced pairs moved, and what is to be written."""

    cohort: str
    match: int
    pairs: tuple[Chosen, ...]
    moved: int
    changes: Changes


def replace_pair(
    programme: Programme,
    cohort: str,
    departure: Departure | None,
    today: date,
    *,
    reason: str | None = None,
    allow_moves: int = 0,
) -> Replacement:
    """The best new pairs once `departure` has happened; without one, for whoever waits.

    The pairs that stand are held. What was chosen is sealed and proven like a first match, under
    the next number; where there is nobody to pair, nothing is sealed.
    """
    edition = programme.sound(cohort)
    left = _departed(edition, departure, today) if departure else ()
    after = _with(edition, left)
    found = sealing(after)
    sealed = _sealed(programme, after, found, allow_moves)
    standing = _standing(after)
    fresh = [pair for pair in sealed.pairs if pair not in standing]
    moved = [pair for pair in standing if pair not in sealed.pairs]
    ended = {pair.mentee: pair for pair in left if isinstance(pair, Pair)}
    ended |= {mentee: end(pair_of(after, mentee), None, today) for mentee, _ in moved}
    how: How = "replace" if departure else "late"
    made = {
        mentee: _paired(
            ended.get(mentee) or _file(after, mentee),
            mentor,
            Matched(
                match=sealed.number, fit=_fit(sealed, (mentee, mentor)), how=how, reason=reason
            ),
            today,
        )
        for mentee, mentor in fresh
    }
    people = [one for one in left if not isinstance(one, Pair)]
    return Replacement(
        cohort=edition.name,
        match=sealed.number,
        pairs=tuple(_chosen(found, sealed, pair) for pair in fresh),
        moved=len(moved),
        changes=changes(
            programme.root,
            [*people, *(ended | made).values()],
            others=matches.files(sealed) if fresh else {},
        ),
    )


def _departed(
    edition: Edition, departure: Departure, today: date
) -> tuple[Application | Pair, ...]:
    """What the departure changes: the pair is over, and whoever left for good withdraws."""
    pair = pair_of(edition, departure.mentee)
    over = pair if pair.current is None else end(pair, departure.left, today)
    if departure.stays:
        return (over,)
    person = pair.mentee if departure.left == "mentee" else pair.latest.mentor
    return (*withdraw(edition, person, today), over)


def _with(edition: Edition, changed: Iterable[Application | Pair]) -> Edition:
    """The edition as it is once these records are written."""
    applications = {one.id: one for one in changed if not isinstance(one, Pair)}
    pairs = {one.mentee: one for one in changed if isinstance(one, Pair)}
    return replace(
        edition,
        applications=tuple(
            replace(entry, record=applications.get(entry.record.id, entry.record))
            for entry in edition.applications
        ),
        pairs=tuple(
            replace(entry, record=pairs.get(entry.record.mentee, entry.record))
            for entry in edition.pairs
        ),
    )


def _standing(edition: Edition) -> dict[tuple[str, str], int]:
    """The pairs that stand, announced or proposed, with their fit."""
    return {
        (entry.record.mentee, one.mentor): one.matched.fit
        for entry in edition.pairs
        if (one := entry.record.current)
    }


def _ended(edition: Edition) -> list[tuple[str, str]]:
    """The pairs that are over: they are not tried again."""
    return [
        (entry.record.mentee, one.mentor)
        for entry in edition.pairs
        for one in entry.record.mentorships
        if one.status in OVER
    ]


def _waited(edition: Edition) -> dict[str, int]:
    """Mentees without a mentor by how long they have waited; who lost a mentor comes first."""
    standing = {mentee for mentee, _ in _standing(edition)}
    lost = {mentee for mentee, _ in _ended(edition)}
    queue = [one for one in edition.mentees if one.id not in standing]
    queue.sort(key=lambda one: (one.id not in lost, one.submitted, one.id))
    return {one.id: rank for rank, one in enumerate(queue)}


def _sealed(programme: Programme, edition: Edition, found: Sealing, allow_moves: int) -> Match:
    instance = found.instance
    there = {*instance.rows, *instance.columns}
    held = {pair: fit for pair, fit in _standing(edition).items() if there.issuperset(pair)}
    absent = len(_standing(edition)) - len(held)
    instance, solution = repair(
        replace(instance, cap=max(instance.cap - absent, len(held))),
        held,
        _waited(edition),
        never_again=tuple(pair for pair in _ended(edition) if there.issuperset(pair)),
        allow_moves=allow_moves,
    )
    return Match(
        cohort=edition.name,
        number=max(matches.numbers(programme.root, edition.name), default=0) + 1,
        instance=instance,
        pairs=solution.pairs,
        proof=prove(instance, solution),
    )


def _fit(sealed: Match, pair: tuple[str, str]) -> int:
    [place] = sealed.instance.places([pair])
    return int(sealed.instance.fit[place])


def _file(edition: Edition, mentee: str) -> Pair:
    """The mentee's pair file, or a new one."""
    files = {entry.record.mentee: entry.record for entry in edition.pairs}
    return files.get(mentee) or Pair(cohort=edition.name, mentee=mentee, mentorships=())


def _paired(pair: Pair, mentor: str, matched: Matched, today: date) -> Pair:
    """The mentee's file with one mentorship more, which nobody has been told of yet."""
    proposal = Mentorship(
        mentor=mentor,
        status=MentorshipStatus.PROPOSED,
        matched=matched,
        history=(HistoryEntry(on=today, what="proposed"),),
    )
    return replace(pair, mentorships=(*pair.mentorships, proposal))


def _chosen(found: Sealing, sealed: Match, pair: tuple[str, str]) -> Chosen:
    return Chosen(
        mentee=pair[0], mentor=pair[1], fit=_fit(sealed, pair), reasons=found.reasons(*pair)
    )
