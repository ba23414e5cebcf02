"""Whether a sealed instance agrees with the cohort file, the decisions and the applications."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from mentoring.matching.instance.instance import Instance, Mentee, Mentor, Pair
from mentoring.matching.solve import REPAIR
from mentoring.operations.match_files import Match
from mentoring.operations.waiting_list import ended, in_turn, stepped_back
from mentoring.people.application import in_time
from mentoring.people.ledger import commitment, personal
from mentoring.people.organisers import Decisions
from mentoring.people.personal_fields import is_tombstone
from mentoring.reviews.bands import bands
from mentoring.store.programme import Edition


def broken_rules(edition: Edition, match: Match, earlier: Sequence[Match]) -> Iterator[str]:
    """The rules and decisions on file that a sealed match does not obey, each as a sentence.

    A replacement has its own objective, holds pairs of `earlier` matches, and has no lower bounds.
    Decisions made after the announcement are ignored.
    """
    rules, instance, decisions = edition.cohort.record.matching, match.instance, _in_force(edition)
    objective = REPAIR if instance.held else rules.objective
    if instance.objective != objective:
        stages = ", ".join(instance.objective)
        yield f"The objective is {stages}; the edition's is {', '.join(objective)}."
    if instance.minimum_fit != rules.minimum_fit:
        yield f"The minimum fit is {instance.minimum_fit}; the edition's is {rules.minimum_fit}."
    if instance.lottery != (rules.lottery.seed if rules.lottery else None):
        yield "The seed of the lottery is not the one that was drawn."
    if not instance.held and instance.balance != rules.balance:
        yield "The bounds on experiments are not those of the edition."
    made = {pair: fit for other in earlier for pair, fit in other.fits.items()}
    for pair in instance.held:
        if pair not in made and not _erased(pair):
            yield f"The pair {':'.join(pair)} is held; no earlier match made it."
        elif not _erased(pair) and instance.has(pair) and instance.fits([pair]) != [made[pair]]:
            yield f"The pair {':'.join(pair)} is held with another fit than it was made with."
    yield from _decided(instance, decisions, edition)
    for mentor in instance.mentors:
        most = decisions.limit(mentor.capacity, mentor.id)
        if mentor.id in edition.people and mentor.capacity > most:
            yield f"{mentor.id} takes {mentor.capacity}; a decision allows {most}."


def other_cap(edition: Edition, match: Match) -> Iterator[str]:
    """A cap that is not the edition's; a replacement's may be lower if it was raised since."""
    cap = _in_force(edition).limit(edition.cohort.record.pairs)
    if match.instance.cap > cap or (match.instance.cap < cap and not match.instance.held):
        yield f"The cap is {match.instance.cap}; the edition's is {cap}."


def _in_force(edition: Edition) -> Decisions:
    """The decisions made on or before the day of the announcement."""
    day = edition.cohort.record.dates.announcement
    if edition.decisions is None:
        return Decisions(cohort=edition.name)
    made = edition.decisions.record
    return replace(
        made,
        pins=tuple(pin for pin in made.pins if pin.on <= day),
        forbids=tuple(forbid for forbid in made.forbids if forbid.on <= day),
        caps=tuple(cap for cap in made.caps if cap.on <= day),
    )


def _decided(instance: Instance, decisions: Decisions, edition: Edition) -> Iterator[str]:
    """Pins without a decision, decided pins that are missing, and forbidden pairs.

    A replacement may have pins that were decided after the announcement.
    """
    pins = {(pin.mentee, pin.mentor) for pin in decisions.pins}
    later = edition.decisions.record.pins if edition.decisions and instance.held else ()
    allowed = {*pins, *instance.held, *((pin.mentee, pin.mentor) for pin in later)}
    for pair in instance.pins:
        if pair not in allowed and not _erased(pair):
            yield f"The pair {':'.join(pair)} is pinned; no decision says so."
    for pair in sorted(pins) if not instance.held else ():
        if pair not in instance.pins and instance.has(pair):
            yield f"The decision to pair {pair[0]} with {pair[1]} was not obeyed."
    forbids = {(forbid.mentee, forbid.mentor) for forbid in decisions.forbids}
    for pair in sorted(forbids - set(instance.held)):
        if instance.has(pair) and instance.fits([pair])[0] >= 0:
            yield f"The pair {':'.join(pair)} is allowed; a decision forbids it."


def _erased(pair: Pair) -> bool:
    return any(map(is_tombstone, pair))


def missing_people(edition: Edition, instance: Instance) -> Iterator[str]:
    """People who applied in time and are missing, and people in the instance who never applied."""
    there = {*instance.rows, *instance.columns}
    punctual = in_time(edition.cohort.record, edition.people.values())
    present = {person.id for person in (*edition.mentees, *edition.mentors)}
    for person in punctual if not instance.held else ():
        if person.id in present - there:
            yield f"{person.id} applied in time and is not in the instance."
    for person_id in sorted(there - edition.people.keys()):
        if not is_tombstone(person_id):
            yield f"{person_id} is in the instance, and has no application."
    lottery = edition.cohort.record.matching.lottery
    if lottery and edition.frozen:
        committed = edition.frozen.record.people
        if commitment(committed) != lottery.commitment:
            yield "The people of the draw do not open the published commitment."
        for person in punctual:
            known = person.nonce and personal(person.nonce, person.id) in committed
            if person.id in there and not known:
                yield f"{person.id} is not among the people to whom the draw is committed."


def other_bands(edition: Edition, instance: Instance) -> Iterator[str]:
    """Bands that differ from the reviews on file, checked only while the mentees are the same."""
    if edition.erased or {mentee.id for mentee in edition.mentees} != instance.rows.keys():
        return
    reviews = [entry.record for entry in edition.reviews]
    given = bands(edition.mentees, reviews, edition.cohort.record.review)
    for mentee in instance.mentees:
        if mentee.band != given[mentee.id]:
            yield f"{mentee.id} is in band {mentee.band}; the reviews give {given[mentee.id]}."


def other_queue(edition: Edition, instance: Instance) -> Iterator[str]:
    """Whether a replacement's waiting mentees, or their order, differ from the data."""
    held = {mentee for mentee, _ in instance.held}
    waiting = [edition.people[key] for key in instance.rows if key in edition.people.keys() - held]
    ranked = sorted(instance.waited, key=instance.waited.__getitem__)
    known = [key for key in ranked if not is_tombstone(key)]
    if instance.held and [mentee.id for mentee in in_turn(edition, waiting)] != known:
        yield "The mentees who wait are not in the order of the data."


def differences(edition: Edition, sealed: Instance, given: Instance) -> Iterator[str]:
    """How a sealed instance differs from that of the data: its people, and the fits of its pairs.

    After an erasure, only people who are not in the data are named. Held pairs keep their announced
    fit. A replacement forbids the pairs that ended, and the pairs of people who stepped back.
    """
    yield from _strangers("mentee", sealed.mentees, given.mentees)
    yield from _strangers("mentor", sealed.mentors, given.mentors)
    if any(map(is_tombstone, sealed.homes)):
        return
    yield from _changed("mentee", sealed.mentees, given.mentees)
    yield from _changed("mentor", sealed.mentors, given.mentors)
    over, back, held = set(ended(edition)), stepped_back(edition), set(sealed.held)
    rows, columns = given.rows, given.columns
    for i, mentee in enumerate(sealed.mentees):
        for j, mentor in enumerate(sealed.mentors):
            pair = (mentee.id, mentor.id)
            if mentee.id in rows and mentor.id in columns and pair not in held:
                mine = int(sealed.fit[i, j])
                theirs = int(given.fit[rows[mentee.id], columns[mentor.id]])
                left_out = pair in over or not back.isdisjoint(pair)
                if mine != theirs and not (held and mine < 0 and left_out):
                    yield f"The fit of {':'.join(pair)} is {mine}; the data gave {theirs}."


def _strangers(
    role: str, sealed: Sequence[Mentee | Mentor], given: Sequence[Mentee | Mentor]
) -> Iterator[str]:
    """People of a sealed instance who are not in that of the data, without those erased since."""
    for person_id in sorted({person.id for person in sealed} - {person.id for person in given}):
        if not is_tombstone(person_id):
            yield f"The {role} {person_id} is in the instance, and was not in the data."


def _changed(
    role: str, sealed: Sequence[Mentee | Mentor], given: Sequence[Mentee | Mentor]
) -> Iterator[str]:
    """People of the data who are not in a sealed instance, or whose first field differs."""
    then = {person.id: person for person in sealed}
    for person in sorted(given, key=lambda person: person.id):
        if person.id not in then:
            yield f"The {role} {person.id} took part in the data and is not in the instance."
        elif then[person.id] != person:
            values = (
                (field.name, getattr(then[person.id], field.name), getattr(person, field.name))
                for field in fields(person)
            )
            name, mine, theirs = next(value for value in values if value[1] != value[2])
            change = f"{name} {mine} instead of {theirs}"
            yield f"The {role} {person.id} is not as in the data: {change}."
