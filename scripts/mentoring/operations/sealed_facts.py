"""Whether a sealed instance agrees with the cohort file, the decisions and the applications."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from mentoring.matching.instance.instance import Instance, Pair, Person
from mentoring.matching.solve import REPAIR
from mentoring.operations.match_files import Match
from mentoring.operations.snapshot import text
from mentoring.operations.waiting_list import ended, in_turn, stepped_back
from mentoring.people.application import in_time
from mentoring.people.ids import is_tombstone
from mentoring.people.ledger import commitment, personal
from mentoring.people.organisers import Decisions
from mentoring.reviews.bands import bands
from mentoring.store.programme import Edition


def broken_rules(edition: Edition, match: Match, earlier: Sequence[Match]) -> Iterator[str]:
    """The rules and decisions on file that a sealed match does not obey, each as a sentence.

    A replacement has its own objective, holds pairs of `earlier` matches, and has no lower bounds.
    Decisions made after the announcement are ignored.
    """
    rules, instance, decisions = edition.cohort.record.matching, match.instance, _in_force(edition)
    held, seed = bool(instance.held), rules.lottery.seed if rules.lottery else None
    stages = ", ".join(REPAIR if held else rules.objective)
    for key, sealed, due in (
        ("other-objective", ", ".join(instance.objective), stages),
        ("other-minimum-fit", instance.minimum_fit, rules.minimum_fit),
        ("other-lottery", instance.lottery, seed),
        ("other-balance", instance.balance, instance.balance if held else rules.balance),
    ):
        if sealed != due:
            yield text(key, sealed=sealed, due=due)
    made = {pair: fit for other in earlier for pair, fit in other.fits.items()}
    for pair in _not_erased(instance.held):
        if pair not in made:
            yield text("held-unmade", pair=pair)
        elif instance.has(pair) and instance.fits([pair]) != [made[pair]]:
            yield text("held-other-fit", pair=pair)
    yield from _decided(instance, decisions, edition)
    for mentor in instance.mentors:
        most = decisions.limit(mentor.capacity, mentor.id)
        if mentor.id in edition.people and mentor.capacity > most:
            yield text("over-capacity", mentor=mentor, most=most)


def other_cap(edition: Edition, match: Match) -> Iterator[str]:
    """A cap that is not the edition's; a replacement's may be lower if it was raised since."""
    cap = _in_force(edition).limit(edition.cohort.record.pairs)
    if match.instance.cap > cap or (match.instance.cap < cap and not match.instance.held):
        yield text("other-cap", sealed=match.instance.cap, due=cap)


def _in_force(edition: Edition) -> Decisions:
    """The decisions made on or before the day of the announcement."""
    day = edition.cohort.record.dates.announcement
    made = edition.decided
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
    due = edition.decided.pins if instance.held else decisions.pins
    pins = {pin.pair for pin in due}
    for pair in _not_erased(instance.pins):
        if pair not in pins.union(instance.held):
            yield text("pin-undecided", pair=pair)
    for pair in sorted(pins) if not instance.held else ():
        if pair not in instance.pins and instance.has(pair):
            yield text("pin-missing", pair=pair)
    forbids = {forbid.pair for forbid in decisions.forbids}
    for pair in sorted(forbids - set(instance.held)):
        if instance.has(pair) and instance.fits([pair])[0] >= 0:
            yield text("forbid-missing", pair=pair)


def _not_erased(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if not any(map(is_tombstone, pair))]


def missing_people(edition: Edition, instance: Instance) -> Iterator[str]:
    """People who applied in time and are missing, and people in the instance who never applied."""
    there = {*instance.rows, *instance.columns}
    punctual = in_time(edition.cohort.record, edition.people.values())
    present = {person.id for person in (*edition.mentees, *edition.mentors)}
    for person in punctual if not instance.held else ():
        if person.id in present - there:
            yield text("person-missing", person=person.id)
    for person_id in sorted(there - edition.people.keys()):
        if not is_tombstone(person_id):
            yield text("person-unknown", person=person_id)
    lottery = edition.cohort.record.matching.lottery
    if lottery and edition.frozen:
        committed = edition.frozen.record.people
        if commitment(committed) != lottery.commitment:
            yield text("other-commitment")
        for person in punctual:
            known = person.nonce and personal(person.nonce, person.id) in committed
            if person.id in there and not known:
                yield text("person-uncommitted", person=person.id)


def other_bands(edition: Edition, instance: Instance) -> Iterator[str]:
    """Bands that differ from the reviews on file, checked only while the mentees are the same."""
    if edition.erased or {mentee.id for mentee in edition.mentees} != instance.rows.keys():
        return
    given = bands(edition)
    for mentee in instance.mentees:
        if mentee.band != given[mentee.id]:
            yield text("other-band", mentee=mentee, due=given[mentee.id])


def other_queue(edition: Edition, instance: Instance) -> Iterator[str]:
    """Whether a replacement's waiting mentees, or their order, differ from the data."""
    held = {mentee for mentee, _ in instance.held}
    waiting = [edition.people[key] for key in instance.rows if key in edition.people.keys() - held]
    ranked = sorted(instance.waited, key=instance.waited.__getitem__)
    known = [key for key in ranked if not is_tombstone(key)]
    if instance.held and [mentee.id for mentee in in_turn(edition, waiting)] != known:
        yield text("other-queue")


def differences(edition: Edition, sealed: Instance, given: Instance) -> Iterator[str]:
    """How a sealed instance differs from that of the data: its people, and the fits of its pairs.

    After an erasure, only people who are not in the data are named. Held pairs keep their announced
    fit. A replacement forbids the pairs that ended, and the pairs of people who stepped back.
    """
    sides = {"mentee": (sealed.rows, given.rows), "mentor": (sealed.columns, given.columns)}
    for role, (then, now) in sides.items():
        for person in sorted(then.keys() - now.keys()):
            if not is_tombstone(person):
                yield text("stranger", role=role, person=person)
    if any(map(is_tombstone, sealed.homes)):
        return
    yield from _changed("mentee", sealed.mentees, given.mentees)
    yield from _changed("mentor", sealed.mentors, given.mentors)
    over, back, held = set(ended(edition)), stepped_back(edition), set(sealed.held)
    rows = [mentee for mentee in sealed.rows if mentee in given.rows]
    columns = [mentor for mentor in sealed.columns if mentor in given.columns]
    mine, due = (
        side.fit[np.ix_([side.rows[key] for key in rows], [side.columns[key] for key in columns])]
        for side in (sealed, given)
    )
    for i, j in np.argwhere(mine != due).tolist():
        pair = (rows[i], columns[j])
        left_out = pair in over or not back.isdisjoint(pair)
        if pair not in held and not (held and mine[i, j] < 0 and left_out):
            yield text("other-fit", pair=pair, sealed=mine[i, j], due=due[i, j])


def _changed(role: str, sealed: Sequence[Person], given: Sequence[Person]) -> Iterator[str]:
    """People of the data who are not in a sealed instance, or whose first field differs."""
    then = {person.id: asdict(person) for person in sealed}
    for person, due in sorted((person.id, asdict(person)) for person in given):
        was = then.get(person, {})
        name = next((name for name in due if was.get(name) != due[name]), None)
        if not was:
            yield text("left-out", role=role, person=person)
        elif name:
            values = {"sealed": was[name], "due": due[name]}
            yield text("other-person", role=role, person=person, field=name, **values)
