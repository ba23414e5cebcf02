"""Whether a sealed instance agrees with the cohort file, the decisions and the applications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mentoring.checks.commitment import commitment, in_time, personal
from mentoring.matching import repair
from mentoring.matching.instance.instance import Instance, Mentee, Mentor, Pair
from mentoring.operations.match_files import Match
from mentoring.operations.replacing.queue import ended, stepped_back
from mentoring.people.decisions import Decisions
from mentoring.people.tombstone import is_tombstone
from mentoring.reviews.bands import bands
from mentoring.store.edition import Edition


def broken_rules(edition: Edition, match: Match, earlier: Sequence[Match]) -> Iterator[str]:
    """The rules and decisions on file that a sealed match does not obey, each as a sentence.

    A replacement has its own objective, holds pairs of `earlier` matches, and has no lower bounds.
    Decisions made after the announcement are ignored.
    """
    cohort, instance = edition.cohort.record, match.instance
    objective = repair.OBJECTIVE if instance.held else cohort.matching.objective
    seed = cohort.matching.lottery.seed if cohort.matching.lottery else None
    if instance.objective != objective:
        stages = ", ".join(instance.objective)
        yield f"The objective is {stages}; the edition's is {', '.join(objective)}."
    if instance.minimum_fit != cohort.matching.minimum_fit:
        yield f"The minimum fit is {instance.minimum_fit}; it is {cohort.matching.minimum_fit}."
    if instance.lottery != seed:
        yield "The seed of the lottery is not the one that was drawn."
    if not instance.held and instance.balance != cohort.matching.balance:
        yield "The bounds on experiments are not those of the edition."
    yield from _held(instance, earlier)
    yield from _decided(instance, _in_force(edition))
    yield from _capacities(edition, instance, _in_force(edition))


def other_cap(edition: Edition, match: Match) -> Iterator[str]:
    """A cap that is not the edition's; a replacement's may be lower if it was raised since."""
    decisions = _in_force(edition)
    cap = decisions.limit(edition.cohort.record.pairs)
    if match.instance.cap > cap or (match.instance.cap < cap and not match.instance.held):
        yield f"The cap is {match.instance.cap}; the edition's is {cap}."


def _in_force(edition: Edition) -> Decisions:
    """The decisions made on or before the day of the announcement."""
    name, day = edition.name, edition.cohort.record.dates.announcement
    if edition.decisions is None:
        return Decisions(cohort=name)
    made = edition.decisions.record
    return Decisions(
        cohort=name,
        pins=tuple(pin for pin in made.pins if pin.on <= day),
        forbids=tuple(forbid for forbid in made.forbids if forbid.on <= day),
        caps=tuple(cap for cap in made.caps if cap.on <= day),
    )


def _decided(instance: Instance, decisions: Decisions) -> Iterator[str]:
    """Pins without a decision, decided pins that are missing, and forbidden pairs."""
    pins = {(pin.mentee, pin.mentor) for pin in decisions.pins}
    there = {*instance.rows, *instance.columns}
    for pair in instance.pins:
        if pair not in {*pins, *instance.held} and not any(map(is_tombstone, pair)):
            yield f"The pair {':'.join(pair)} is pinned; no decision says so."
    for pair in sorted(pins) if not instance.held else ():
        if pair not in instance.pins and there.issuperset(pair):
            yield f"The decision to pair {pair[0]} with {pair[1]} was not obeyed."
    forbids = {(forbid.mentee, forbid.mentor) for forbid in decisions.forbids}
    for pair in sorted(forbids - set(instance.held)):
        if there.issuperset(pair) and _fit(instance, pair) >= 0:
            yield f"The pair {':'.join(pair)} may be; a decision forbids it."


def _held(instance: Instance, earlier: Sequence[Match]) -> Iterator[str]:
    """Held pairs of a replacement that no earlier match made with this fit."""
    made = {pair: fit for match in earlier for pair, fit in match.fits.items()}
    for pair in instance.held:
        if any(map(is_tombstone, pair)):
            continue
        if pair not in made:
            yield f"The pair {':'.join(pair)} is held; no earlier match made it."
        elif {*pair} <= {*instance.rows, *instance.columns} and _fit(instance, pair) != made[pair]:
            yield f"The pair {':'.join(pair)} is held with another fit than it was made with."


def _fit(instance: Instance, pair: Pair) -> int:
    [place] = instance.places([pair])
    return int(instance.fit[place])


def _capacities(edition: Edition, instance: Instance, decisions: Decisions) -> Iterator[str]:
    """Mentors whose capacity exceeds the limit of a decision."""
    for mentor in instance.mentors:
        if mentor.id in edition.people:
            most = decisions.limit(mentor.capacity, mentor.id)
            if mentor.capacity > most:
                yield f"{mentor.id} takes {mentor.capacity}; a decision allows {most}."


def missing_people(edition: Edition, instance: Instance) -> Iterator[str]:
    """People who applied in time and are missing, and people in the instance who never applied."""
    there = {*instance.rows, *instance.columns}
    punctual = in_time(edition.cohort.record, edition.people.values())
    present = {mentee.id for mentee in (*edition.mentees, *edition.mentors)}
    for person in punctual if not instance.held else ():
        if person.id in present - there:
            yield f"{person.id} applied in time and is not in the instance."
    for who in sorted(there - set(edition.people)):
        if not is_tombstone(who):
            yield f"{who} is in the instance; there is no application of theirs."
    lottery = edition.cohort.record.matching.lottery
    if lottery and edition.frozen:
        committed = edition.frozen.record.people
        if commitment(committed) != lottery.commitment:
            yield "The people of the draw do not open the published commitment."
        for person in punctual:
            known = person.nonce and personal(person.nonce, person.id) in committed
            if person.id in there and not known:
                yield f"{person.id} is not among those to whom the draw was committed."


def other_bands(edition: Edition, instance: Instance) -> Iterator[str]:
    """Bands that differ from the reviews on file, checked only while the mentees are the same."""
    present = {one.id for one in edition.mentees}
    if edition.erased or present != set(instance.rows):
        return
    reviews = [entry.record for entry in edition.reviews]
    given = bands(edition.mentees, reviews, edition.cohort.record.review)
    for mentee in instance.mentees:
        if mentee.band != given[mentee.id]:
            yield f"{mentee.id} is in band {mentee.band}; the reviews give {given[mentee.id]}."


def other_queue(edition: Edition, instance: Instance) -> Iterator[str]:
    """Whether a replacement's waiting mentees, or their order, differ from the data.

    Mentees who lost a mentor come first; then the order is by application date.
    """
    if not instance.held:
        return
    lost = {mentee for mentee, _ in ended(edition)}
    held = {mentee for mentee, _ in instance.held}
    waiting = [edition.people[key] for key in instance.rows if key in edition.people.keys() - held]
    waiting.sort(key=lambda one: (one.id not in lost, one.submitted, one.id))
    ranked = sorted(instance.waited, key=instance.waited.__getitem__)
    if [one.id for one in waiting] != [key for key in ranked if not is_tombstone(key)]:
        yield "Those who wait are not in the order of the data."


def may_not_again(edition: Edition) -> Callable[[Pair], bool]:
    """A function that says whether a pair ended, or contains a person who stepped back."""
    over, back = set(ended(edition)), stepped_back(edition)
    return lambda pair: pair in over or bool(back.intersection(pair))


def differences(
    sealed: Instance, given: Instance, left_out: Callable[[Pair], bool]
) -> Iterator[str]:
    """How the people and fits of a sealed instance differ from those of the data.

    Held pairs keep their announced fit, and a replacement forbids the pairs that are `left_out`.
    """
    yield from _people("mentee", _by_id(sealed.mentees), _by_id(given.mentees))
    yield from _people("mentor", _by_id(sealed.mentors), _by_id(given.mentors))
    rows, columns = given.rows, given.columns
    held, again = set(sealed.held), bool(sealed.held)
    for i, mentee in enumerate(sealed.mentees):
        for j, mentor in enumerate(sealed.mentors):
            if mentee.id in rows and mentor.id in columns and (mentee.id, mentor.id) not in held:
                mine = int(sealed.fit[i, j])
                theirs = int(given.fit[rows[mentee.id], columns[mentor.id]])
                barred = again and mine < 0 and left_out((mentee.id, mentor.id))
                if mine != theirs and not barred:
                    yield f"The fit of {mentee.id}:{mentor.id} is {mine}; the data gave {theirs}."


def _by_id(people: Sequence[Mentee | Mentor]) -> dict[str, Mentee | Mentor]:
    return {person.id: person for person in people}


def _people(
    role: str, sealed: Mapping[str, Mentee | Mentor], given: Mapping[str, Mentee | Mentor]
) -> Iterator[str]:
    for who in sorted(given.keys() - sealed.keys()):
        yield f"The {role} {who} took part in the data and is not in the instance."
    for who in sorted(sealed.keys() - given.keys()):
        if not is_tombstone(who):
            yield f"The {role} {who} is in the instance; the data had nobody like that."
    for who in sorted(sealed.keys() & given.keys()):
        if sealed[who] != given[who]:
            yield f"The {role} {who} is not as in the data: {_change(sealed[who], given[who])}."


def _change(sealed: Mentee | Mentor, given: Mentee | Mentor) -> str:
    """The first field that differs, in words."""
    for name in ("band", "capacity", "home", "experiments"):
        mine, theirs = getattr(sealed, name, None), getattr(given, name, None)
        if mine != theirs:
            return f"{name} {mine} instead of {theirs}"
    return "another role"
