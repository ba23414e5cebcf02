"""The lottery: its commitment to the participants, and the rules on the draw.

It is committed to before its round, drawn before it is needed, and can be verified afterwards. The
commitment is made of one per person that each can verify alone.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

from mentoring.checks.check import Problems, applications, cohorts, day_check, edition_check
from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import zone
from mentoring.programme.rules import BEACONS
from mentoring.store.programme import Edition

HERE = ("matching", "lottery")


def closing(cohort: Cohort) -> date:
    """The last day of the application period, on either side."""
    return max(cohort.dates.mentors_close, cohort.dates.mentees_close)


def in_time(cohort: Cohort, applications: Iterable[Application]) -> tuple[Application, ...]:
    """All who applied in time, on either side, in any status; sorted by id."""
    here, last = zone(cohort.timezone), closing(cohort)
    people = (person for person in applications if person.submitted.astimezone(here).date() <= last)
    return tuple(sorted(people, key=lambda person: person.id))


def personal(nonce: str, person: str) -> str:
    """The SHA-256, in hexadecimal, of `nonce:id` in UTF-8.

    All 19⁶ ids could be tried, but only with the nonce, which is erased together with the person.
    """
    return hashlib.sha256(f"{nonce}:{person}".encode()).hexdigest()


def commitment(people: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the personal commitments, sorted, one per line."""
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()


@day_check
def ties_can_be_drawn(edition: Edition, today: date) -> Problems:
    """Once applications have closed, a lottery that the objective needs has its seed."""
    (cohort,) = cohorts(edition)
    rules = cohort.record.matching
    lottery = rules.lottery
    needed = "lottery" in rules.objective and not (lottery and lottery.seed)
    is_late = today > closing(cohort.record) and not cohort.record.closed
    if needed and is_late and not edition.announced:
        if lottery:
            yield cohort.problem("lottery-not-drawn/seed", *HERE, round=lottery.round)
        else:
            yield cohort.problem("lottery-not-drawn/missing", "matching")


@day_check
def the_round_is_to_come(edition: Edition, today: date) -> Problems:
    """The round is after the closing of applications, and its value is not entered before it."""
    (cohort,) = cohorts(edition)
    lottery, last = cohort.record.matching.lottery, closing(cohort.record)
    if lottery is None or lottery.day is None:
        return
    beacon, day = BEACONS.get(lottery.beacon), lottery.day
    if day <= last:
        yield cohort.problem("lottery-round-past", *HERE, "day", day=day, last=last)
    if beacon and beacon.time_of(lottery.round).date() != day:
        facts = {"round": lottery.round, "beacon": lottery.beacon, "right": beacon.round_on(day)}
        yield cohort.problem("lottery-round-elsewhere", *HERE, "round", day=day, **facts)
    if beacon and lottery.seed and not beacon.gives(lottery.seed):
        facts = {"beacon": lottery.beacon, "digits": beacon.digits}
        yield cohort.problem("lottery-seed-strange", *HERE, "seed", **facts)
    if lottery.seed and today < day:
        yield cohort.problem("lottery-seed-early", *HERE, "seed", day=day)


@edition_check
def the_commitment_opens(edition: Edition) -> Problems:
    """The commitment is to all who applied in time, including those erased since."""
    (cohort,) = cohorts(edition)
    lottery = cohort.record.matching.lottery
    if lottery is None or cohort.record.closed:  # its people have been erased
        return
    people = {
        person.id: personal(person.nonce or "", person.id)
        for person in in_time(cohort.record, edition.people.values())
    }
    frozen = edition.frozen.record.people if edition.frozen else ()
    if edition.frozen is None and not any(edition.people[person].nonce for person in people):
        yield cohort.problem("lottery-not-frozen", *HERE, "commitment")
        return
    if commitment(frozen) != lottery.commitment:
        yield cohort.problem("lottery-commitment-broken", *HERE, "commitment")
        return
    for application in applications(edition):
        id_ = application.record.id
        if id_ in people and people[id_] not in frozen:
            yield application.problem("lottery-person-strange", "id", id=id_)
    if len(set(frozen) - set(people.values())) > len(edition.erased):
        yield cohort.problem("lottery-person-missing", *HERE)
