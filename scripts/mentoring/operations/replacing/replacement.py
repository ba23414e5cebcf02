"""Replacements: the best new pairs in addition to the current ones, sealed with a proof."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from mentoring.files.changes import Changes
from mentoring.matching.outcome import Chosen
from mentoring.matching.repair import repair
from mentoring.matching.solve import prove
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.operations.pairs.find import pair_of
from mentoring.operations.pairs.steps import end
from mentoring.operations.replacing.departure import Departure, after, changed_by
from mentoring.operations.replacing.queue import ended, standing, stepped_back, waited
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.people.pair import Matched, Pair, proposal
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme
from mentoring.store.writer import changes

How = Literal["replace", "late"]
Why = Literal["mentor-left", "lost-mentor", "moved", "waited"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The organisers' request: the departure (None to only fill free places), and its limits."""

    departure: Departure | None = None
    reason: str | None = None
    allow_moves: int = 0

    @property
    def how(self) -> How:
        """The way in which the new pairs are made."""
        return "replace" if self.departure else "late"


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """The new pairs, the number of announced pairs moved, and the changes to write.

    `why` says why each mentee in `pairs` gets a mentor now. `also_ended` are the other pairs
    (mentee, mentor) that ended because the person who left was in them too. `withdrawn` are the
    people whose application was withdrawn with the departure.
    """

    cohort: str
    match: int
    pairs: tuple[Chosen, ...]
    why: Mapping[str, Why]
    moved: int
    also_ended: tuple[tuple[str, str], ...]
    withdrawn: tuple[str, ...]
    changes: Changes


def replacement(programme: Programme, cohort: str, wanted: Wanted, today: date) -> Replacement:
    """The best new pairs for the mentees who wait, after `wanted.departure`.

    The current pairs are held. The outcome is sealed and proven like a first match, under the next
    number. Nothing is sealed if there are no new pairs.
    """
    edition = programme.sound(cohort)
    left = changed_by(wanted.departure, edition, today) if wanted.departure else ()
    found = sealing(after(edition, left))
    sealed = _sealed(programme, after(edition, left), found, wanted)
    held = standing(after(edition, left))
    fresh = [pair for pair in sealed.pairs if pair not in held]
    moved = [mentee for mentee, mentor in held if (mentee, mentor) not in sealed.pairs]
    files = {pair.mentee: pair for pair in left if isinstance(pair, Pair)}
    files |= {mentee: end(_file(edition, mentee), None, today) for mentee in moved}
    over_now = {pair.mentee: pair for pair in left if isinstance(pair, Pair)}
    for pair in fresh:
        file = files.get(pair[0]) or _file(edition, pair[0])
        files[pair[0]] = _with_proposal(file, pair[1], _matched(sealed, pair, wanted), today)
    people = [one for one in left if not isinstance(one, Pair)]
    others = match_files.files(sealed) if fresh else {}
    return Replacement(
        cohort=edition.name,
        match=sealed.number,
        pairs=tuple(_chosen(found, sealed, pair) for pair in fresh),
        why={mentee: _why(edition, over_now, moved, mentee) for mentee, _ in fresh},
        moved=len(moved),
        also_ended=tuple(
            (one.mentee, one.latest.mentor)
            for one in sorted(over_now.values(), key=lambda one: one.mentee)
            if wanted.departure and one.mentee != wanted.departure.mentee
        ),
        withdrawn=tuple(person.id for person in people),
        changes=changes(programme.root, [*people, *files.values()], edition=edition, others=others),
    )


def _sealed(programme: Programme, edition: Edition, found: Snapshot, wanted: Wanted) -> Match:
    """The repair solved and sealed; pairs of people who no longer take part only use up the cap."""
    there = {*found.instance.rows, *found.instance.columns}
    held = {pair: fit for pair, fit in standing(edition).items() if there.issuperset(pair)}
    absent = len(standing(edition)) - len(held)
    instance, solution = repair(
        replace(found.instance, cap=max(found.instance.cap - absent, len(held))),
        held,
        waited(edition),
        never_again=_never_again(edition, found, wanted.departure),
        allow_moves=wanted.allow_moves,
    )
    return Match(
        cohort=edition.name,
        number=match_files.number_for(programme.root, edition.name, instance),
        instance=instance,
        pairs=solution.pairs,
        proof=prove(instance, solution),
    )


def _never_again(
    edition: Edition, found: Snapshot, departure: Departure | None
) -> tuple[tuple[str, str], ...]:
    """The pairs that ended, and all pairs of people who stepped back and do not stay."""
    back = stepped_back(edition) - (_staying(edition, departure) if departure else set())
    mentees, mentors = found.instance.rows, found.instance.columns
    over = set(ended(edition))
    return tuple(
        (mentee, mentor)
        for mentee in mentees
        for mentor in mentors
        if (mentee, mentor) in over or mentee in back or mentor in back
    )


def _staying(edition: Edition, departure: Departure) -> set[str]:
    """The person who left a pair and asks for another, if any."""
    if not departure.stays:
        return set()
    pair = pair_of(edition, departure.mentee)
    return {pair.mentee if departure.left == "mentee" else pair.latest.mentor}


def _why(edition: Edition, ended_now: Collection[str], moved: Collection[str], mentee: str) -> Why:
    """Why a mentee gets a mentor now: moved, lost a mentor now or earlier, or waited."""
    if mentee in moved:
        return "moved"
    if mentee in ended_now:
        return "mentor-left"
    return "lost-mentor" if mentee in {one for one, _ in ended(edition)} else "waited"


def _fit(sealed: Match, pair: tuple[str, str]) -> int:
    [place] = sealed.instance.places([pair])
    return int(sealed.instance.fit[place])


def _matched(sealed: Match, pair: tuple[str, str], wanted: Wanted) -> Matched:
    """How the pair was made; the reason for a departure is only recorded in that pair's file."""
    theirs = wanted.departure is None or wanted.departure.mentee == pair[0]
    reason = wanted.reason if theirs else None
    return Matched(match=sealed.number, fit=_fit(sealed, pair), how=wanted.how, reason=reason)


def _file(edition: Edition, mentee: str) -> Pair:
    """The mentee's pair file, or a new one."""
    files = {entry.record.mentee: entry.record for entry in edition.pairs}
    return files.get(mentee) or Pair(cohort=edition.name, mentee=mentee, mentorships=())


def _with_proposal(pair: Pair, mentor: str, matched: Matched, today: date) -> Pair:
    """The mentee's file with a further, proposed mentorship."""
    return replace(pair, mentorships=(*pair.mentorships, proposal(mentor, matched, today)))


def _chosen(found: Snapshot, sealed: Match, pair: tuple[str, str]) -> Chosen:
    return Chosen(
        mentee=pair[0], mentor=pair[1], fit=_fit(sealed, pair), reasons=found.reasons(*pair)
    )
