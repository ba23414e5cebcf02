"""The lottery: its commitment to the participants, and the rules on the draw.

It is committed to before its round, drawn before it is needed, and can be verified afterwards. The
commitment is made of one per person that each can verify alone.
"""

from datetime import date

from mentoring.checks.check import Located, Problems, applications, check_each, cohorts
from mentoring.people.application import in_time
from mentoring.people.ledger import commitment, personal
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import BEACONS

HERE = ("matching", "lottery")


@check_each(cohorts, daily=True)
def ties_can_be_drawn(cohort: Located[Cohort], today: date) -> Problems:
    """Once applications have closed, a lottery that the objective needs has its seed."""
    rules, lottery = cohort.record.matching, cohort.record.matching.lottery
    needed = "lottery" in rules.objective and not (lottery and lottery.seed)
    is_late = today > cohort.record.dates.closing and not cohort.record.closed
    if needed and is_late and not cohort.edition.announced:
        if lottery:
            yield cohort.problem("lottery-not-drawn/seed", *HERE)
        else:
            yield cohort.problem("lottery-not-drawn/missing", "matching")


@check_each(cohorts, daily=True)
def the_round_is_to_come(cohort: Located[Cohort], today: date) -> Problems:
    """The round is after the closing of applications, and its value is not entered before it."""
    lottery = cohort.record.matching.lottery
    if lottery is None or lottery.day is None:
        return
    beacon, day = BEACONS.get(lottery.beacon), lottery.day
    if day <= cohort.record.dates.closing:
        yield cohort.problem("lottery-round-past", *HERE, "day")
    if beacon and beacon.time_of(lottery.round).date() != day:
        right = beacon.round_on(day)
        yield cohort.problem("lottery-round-elsewhere", *HERE, "round", right=right)
    if beacon and lottery.seed and not beacon.gives(lottery.seed):
        yield cohort.problem("lottery-seed-strange", *HERE, "seed", digits=beacon.digits)
    if lottery.seed and today < day:
        yield cohort.problem("lottery-seed-early", *HERE, "seed")


@check_each(cohorts)
def the_commitment_opens(cohort: Located[Cohort]) -> Problems:
    """The commitment is to all who applied in time, including those erased since."""
    edition, lottery = cohort.edition, cohort.record.matching.lottery
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
        own = people.get(application.record.id)
        if own is not None and own not in frozen:
            yield application.problem("lottery-person-strange", "id")
    if len(set(frozen) - set(people.values())) > len(edition.erased):
        yield cohort.problem("lottery-person-missing", *HERE)
