"""Replacements: the best new pairs in addition to the current ones, sealed with a proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

from mentoring.files.changes import Changes
from mentoring.matching.outcome import Chosen
from mentoring.matching.solve import repair
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.operations.pairs.steps import pair_of, recorded
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs, ended, stepped_back, waited
from mentoring.operations.withdraw import Departure, after, changed_by
from mentoring.people.pair import Matched, Pair, proposal
from mentoring.store.programme import Edition, Programme
from mentoring.store.writer import changes

Why = Literal["mentor-left", "lost-mentor", "moved", "decided", "waited"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The organisers' request: the departure (None to only fill free places), and its limits."""

    departure: Departure | None = None
    reason: str | None = None
    allow_moves: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """The new pairs, the number of announced pairs moved, and the changes to write.

    `why` says why each mentee in `pairs` gets a mentor now. `also_ended` are the other pairs
    (mentee, mentor) that ended because the person who left was in them too. `withdrawn` are the
    people whose application was withdrawn with the departure. `full`: every place is taken.
    `postponed` are pairs (mentee, mentor) that a decision requires and that have no place now.
    """

    cohort: str
    match: int
    pairs: tuple[Chosen, ...]
    why: Mapping[str, Why]
    moved: int
    also_ended: tuple[tuple[str, str], ...]
    withdrawn: tuple[str, ...]
    full: bool
    postponed: tuple[tuple[str, str], ...]
    changes: Changes


def replacement(programme: Programme, cohort: str, wanted: Wanted, today: date) -> Replacement:
    """The best new pairs for the mentees who wait, after `wanted.departure`.

    The current pairs are held. The outcome is sealed and proven like a first match, under the next
    number. Nothing is sealed if there are no new pairs.
    """
    before = programme.sound(cohort)
    left = changed_by(wanted.departure, before, today) if wanted.departure else ()
    edition = after(before, left)
    found, held = sealing(edition), current_pairs(edition)
    sealed = _sealed(programme, edition, found, wanted)
    fresh = {pair: fit for pair, fit in sealed.fits.items() if pair not in held}
    moved = [mentee for mentee, mentor in held if (mentee, mentor) not in sealed.pairs]
    over = {pair.mentee: pair for pair in left if isinstance(pair, Pair)}
    files = over | {mentee: recorded(before.pair_files[mentee], "ended", today) for mentee in moved}
    how: Literal["replace", "late"] = "replace" if wanted.departure else "late"
    for (mentee, mentor), fit in fresh.items():
        file = files.get(mentee) or before.pair_files.get(mentee)
        file = file or Pair(cohort=edition.name, mentee=mentee, mentorships=())
        theirs = wanted.departure is None or wanted.departure.mentee == mentee
        reason = wanted.reason if theirs else None  # a departure's reason is of its pair alone
        matched = Matched(match=sealed.number, fit=fit, how=how, reason=reason)
        added = (*file.mentorships, proposal(mentor, matched, today))
        files[mentee] = replace(file, mentorships=added)
    people = [person for person in left if not isinstance(person, Pair)]
    others = match_files.files(sealed) if fresh else {}
    return Replacement(
        cohort=edition.name,
        match=sealed.number,
        pairs=found.chosen(fresh, sealed.instance.pins),
        why=_why(
            [mentee for mentee, _ in fresh],
            ("lost-mentor", dict(ended(before))),
            ("decided", dict(sealed.instance.pins)),
            ("mentor-left", over),
            ("moved", moved),
        ),
        moved=len(moved),
        also_ended=tuple(
            (mentee, pair.latest.mentor)
            for mentee, pair in sorted(over.items())
            if wanted.departure and mentee != wanted.departure.mentee
        ),
        withdrawn=tuple(person.id for person in people),
        full=len(held) >= found.instance.cap,
        postponed=tuple(
            pin
            for pin in found.instance.pins
            if pin[0] not in edition.current and pin not in {*sealed.pairs, *ended(edition)}
        ),
        changes=changes(programme.root, [*people, *files.values()], edition=before, others=others),
    )


def _sealed(programme: Programme, edition: Edition, found: Snapshot, wanted: Wanted) -> Match:
    """The repair solved and sealed; pairs of people who no longer take part only use up the cap."""
    there = {*found.instance.rows, *found.instance.columns}
    held = {pair: fit for pair, fit in current_pairs(edition).items() if there.issuperset(pair)}
    absent = len(current_pairs(edition)) - len(held)
    instance, solution = repair(
        replace(found.instance, cap=max(found.instance.cap - absent, len(held))),
        held,
        waited(edition),
        never_again=_never_again(edition, found, wanted.departure),
        allow_moves=wanted.allow_moves,
    )
    return match_files.sealed(programme.root, edition.name, instance, lambda: solution.proof)


def _never_again(
    edition: Edition, found: Snapshot, departure: Departure | None
) -> tuple[tuple[str, str], ...]:
    """The pairs that ended, and all pairs of people who stepped back and do not stay.

    A decision that requires a pair outweighs that one of the two stepped back from another.
    """
    over, back, pins = set(ended(edition)), set(stepped_back(edition)), found.instance.pins
    if departure and departure.stays:
        pair = pair_of(edition, departure.mentee)
        back.discard(pair.mentee if departure.left == "mentee" else pair.latest.mentor)
    return tuple(
        pair
        for pair in product(found.instance.rows, found.instance.columns)
        if pair in over or (back.intersection(pair) and pair not in pins)
    )


def _why(mentees: Iterable[str], *reasons: tuple[Why, Iterable[str]]) -> dict[str, Why]:
    """Why each mentee gets a mentor now: by the last reason that includes them, or they waited."""
    why: dict[str, Why] = dict.fromkeys(mentees, "waited")
    for code, included in reasons:
        why |= dict.fromkeys(why.keys() & set(included), code)
    return why
