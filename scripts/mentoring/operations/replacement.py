"""Replacements: the best new pairs in addition to the current ones, sealed with a proof."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

from mentoring.files.changes import Changes
from mentoring.matching.instance.instance import Instance
from mentoring.matching.outcome import Chosen
from mentoring.matching.solve import repair
from mentoring.matching.solver.search import Solution
from mentoring.operations import match_files
from mentoring.operations.pairs.steps import pair_of, recorded
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs, ended, stepped_back, waited
from mentoring.operations.withdraw import Departure, after, changed_by
from mentoring.people.pair import Matched, Pair, proposal
from mentoring.store.programme import Edition, Programme
from mentoring.store.writer import changes

Why = Literal["mentor-left", "lost-mentor", "moved", "decided", "waited"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Replacement:
    """The new pairs, the number of announced pairs moved, and the changes to write.

    `why` says why each mentee in `pairs` gets a mentor now. `also_ended` are other pairs of the
    person who left, and `withdrawn` the people whose application was withdrawn with them. `full`:
    every place is taken. `postponed` are pairs that a decision requires and that have no place now.
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


def replacement(
    programme: Programme,
    cohort: str,
    today: date,
    departure: Departure | None = None,
    *,
    reason: str | None = None,
    allow_moves: int = 0,
) -> Replacement:
    """The best new pairs for the mentees who wait, after a departure if there is one.

    The current pairs are held. New pairs are sealed and proven like first ones, under the next
    number; without any, nothing is sealed. A departure's reason is of its pair alone.
    """
    before = programme.sound(cohort)
    left = changed_by(departure, before, today) if departure else ()
    edition = after(before, left)
    found, held = sealing(edition), current_pairs(edition)
    instance, solution = _repaired(edition, found, departure, allow_moves)
    sealed = match_files.sealed(programme.root, edition.name, instance, lambda: solution.proof)
    fresh = {pair: fit for pair, fit in sealed.fits.items() if pair not in held}
    moved = [mentee for mentee, mentor in held if (mentee, mentor) not in sealed.pairs]
    over = {pair.mentee: pair for pair in left if isinstance(pair, Pair)}
    files = over | {mentee: recorded(before.pair_files[mentee], "ended", today) for mentee in moved}
    own = departure.mentee if departure else None
    how: Literal["replace", "late"] = "replace" if departure else "late"
    for (mentee, mentor), fit in fresh.items():
        file = files.get(mentee) or before.pair_files.get(mentee)
        file = file or Pair(cohort=edition.name, mentee=mentee, mentorships=())
        stated = reason if own in {None, mentee} else None
        matched = Matched(match=sealed.number, fit=fit, how=how, reason=stated)
        added = (*file.mentorships, proposal(mentor, matched, today))
        files[mentee] = replace(file, mentorships=added)
    mentees_by: Mapping[Why, Collection[str]] = {  # the first that includes a mentee counts
        "moved": moved,
        "mentor-left": over,
        "decided": dict(instance.pins),
        "lost-mentor": dict(ended(before)),
        "waited": [mentee for mentee, _ in fresh],
    }
    people = [person for person in left if not isinstance(person, Pair)]
    others = match_files.files(sealed) if fresh else {}
    too = [pair for mentee, pair in sorted(over.items()) if mentee != own]
    unpaired = (pin for pin in found.instance.pins if pin[0] not in edition.current)
    settled = {*sealed.pairs, *ended(edition)}
    return Replacement(
        cohort=edition.name,
        match=sealed.number,
        pairs=found.chosen(fresh, instance.pins),
        why={
            mentee: next(code for code, mentees in mentees_by.items() if mentee in mentees)
            for mentee, _ in fresh
        },
        moved=len(moved),
        also_ended=tuple((pair.mentee, pair.latest.mentor) for pair in too),
        withdrawn=tuple(person.id for person in people),
        full=len(held) >= found.instance.cap,
        postponed=tuple(pin for pin in unpaired if pin not in settled),
        changes=changes(programme.root, [*people, *files.values()], edition=before, others=others),
    )


def _repaired(
    edition: Edition, found: Snapshot, departure: Departure | None, allow_moves: int
) -> tuple[Instance, Solution]:
    """The repair, in which pairs of people who no longer take part only use up the cap.

    No ended pair is made again and, unless it is pinned, none of people who stepped back.
    """
    instance, held = found.instance, current_pairs(edition)
    there = {pair: fit for pair, fit in held.items() if instance.has(pair)}
    over, back = set(ended(edition)), set(stepped_back(edition))
    if departure and departure.stays:
        pair = pair_of(edition, departure.mentee)
        back.discard(pair.mentee if departure.left == "mentee" else pair.latest.mentor)
    never_again = tuple(
        pair
        for pair in product(instance.rows, instance.columns)
        if pair in over or (back.intersection(pair) and pair not in instance.pins)
    )
    capped = replace(instance, cap=max(instance.cap - len(held) + len(there), len(there)))
    return repair(capped, there, waited(edition), never_again=never_again, allow_moves=allow_moves)
