"""An edition: its calendar and limits are consistent, and its data end when they should.

Its lottery is committed to before its round, drawn before it is needed, and can be verified
afterwards: the commitment is made of one per person, which each can verify alone.
"""

from datetime import date
from itertools import pairwise

from mentoring.checks.check import Located, Problems, check_each, each, edition_check, repeated
from mentoring.people.application import in_time
from mentoring.people.ledger import commitment, personal
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import BEACONS
from mentoring.scoring import criteria
from mentoring.store.programme import Edition

IN_ORDER = (
    ("mentors_open", "mentors_close", "announcement", "start", "end"),
    ("mentees_open", "mentees_close", "announcement"),
)
LOTTERY = ("matching", "lottery")


@check_each("cohort")
def dates_are_in_order(here: Located, cohort: Cohort) -> Problems:
    """Applications open before they close, close before the announcement, and so on."""
    dates = cohort.dates
    for before, after in (steps for chain in IN_ORDER for steps in pairwise(chain)):
        first, second = getattr(dates, before), getattr(dates, after)
        if first > second:
            facts = {"before": before, "after": after, "first": first, "second": second}
            yield here.problem("dates-out-of-order", "dates", after, **facts)
    if cohort.privacy.retain_until < dates.end:
        yield here.problem("dates-out-of-order/retention", "privacy", "retain_until")


@check_each("cohort")
def check_ins_are_inside(here: Located, cohort: Cohort) -> Problems:
    """Check-ins are in order and between the start and the end."""
    dates, days = cohort.dates, cohort.check_ins
    for number, day in enumerate(days):
        if not dates.start <= day <= dates.end:
            yield here.problem("check-in-outside", "check_ins", number, day=day)
        if number and days[number - 1] >= day:
            facts = {"earlier": days[number - 1], "later": day}
            yield here.problem("check-in-order", "check_ins", number, **facts)


@edition_check
def events_are_inside(edition: Edition) -> Problems:
    """Events are between the announcement and the end, and each has an id of its own."""
    dates = edition.cohort.record.dates
    for event in each(edition, "cohort", "events"):
        day = event.record.starts.date()
        if not dates.announcement <= day <= dates.end:
            yield event.problem("event-outside", "starts", day=day)
    for event, _ in repeated(each(edition, "cohort", "events"), lambda event: event.record.id):
        yield event.problem("event-twice", "id")


@check_each("cohort")
def limits_make_sense(here: Located, cohort: Cohort) -> Problems:
    """Lower limits do not exceed upper limits or the number of pairs, and bands are in order."""
    bands = [*cohort.review.bands]
    low, high = cohort.meetings_per_month
    if low > high:
        yield here.problem("limits-crossed/meetings", "meetings_per_month", low=low, high=high)
    for side in ("mentees", "mentors"):
        place, bounds = ("matching", "balance", side), getattr(cohort.matching.balance, side)
        for experiment, (least, most) in bounds.items():
            if most is not None and least > most:
                facts = {"least": least, "most": most, "experiment": experiment}
                yield here.problem("limits-crossed/balance", *place, experiment, **facts)
        minimum = sum(least for least, _ in bounds.values())
        if minimum > cohort.pairs:
            yield here.problem("limits-crossed/pairs", *place, minimum=minimum)
    if bands != sorted(bands, reverse=True):
        yield here.problem("limits-crossed/bands", "review", "bands")


@check_each("cohort")
def criteria_exist(here: Located, cohort: Cohort) -> Problems:
    """Every criterion exists, and at least one has a weight."""
    weights, place = cohort.matching.criteria, ("matching", "criteria")
    for name in weights:
        if name not in criteria.names():
            near = did_you_mean(name, criteria.names())
            yield here.problem("criterion-unknown", *place, name, name=name, allowed=near)
    if not any(weights.values()):
        yield here.problem("criteria-weightless", *place)


@check_each("cohort")
def identities_are_encrypted(here: Located, cohort: Cohort) -> Problems:
    """If the programme encrypts identities, each edition with people has a key."""
    edition = here.edition
    people = edition.applications or edition.members
    if cohort.config.encrypted and edition.keys is None and people:
        yield here.problem("keys-missing")


@check_each("cohort", daily=True)
def data_are_not_kept_too_long(here: Located, cohort: Cohort, today: date) -> Problems:
    """After `retain_until`, and once an edition is closed, no personal data are left."""
    edition, closed, due = here.edition, cohort.closed, cohort.privacy.retain_until
    held = len(edition.applications) + len(edition.reviews) + len(edition.pairs)
    if held and (today > due or closed):
        place = ("privacy", "retain_until")
        yield here.problem("retention-due", *place, held=held, due=closed or due)


@check_each("cohort", daily=True)
def ties_can_be_drawn(here: Located, cohort: Cohort, today: date) -> Problems:
    """Once applications have closed, a lottery that the objective needs has its seed."""
    rules, lottery = cohort.matching, cohort.matching.lottery
    needed = "lottery" in rules.objective and not (lottery and lottery.seed)
    is_late = today > cohort.dates.closing and not cohort.closed
    if needed and is_late and not here.edition.announced:
        if lottery:
            yield here.problem("lottery-not-drawn/seed", *LOTTERY)
        else:
            yield here.problem("lottery-not-drawn/missing", "matching")


@check_each("cohort", daily=True)
def the_round_is_to_come(here: Located, cohort: Cohort, today: date) -> Problems:
    """The round is after the closing of applications, and its value is not entered before it."""
    lottery = cohort.matching.lottery
    if lottery is None or lottery.day is None:
        return
    beacon, day = BEACONS.get(lottery.beacon), lottery.day
    if day <= cohort.dates.closing:
        yield here.problem("lottery-round-past", *LOTTERY, "day")
    if beacon and beacon.time_of(lottery.round).date() != day:
        right = beacon.round_on(day)
        yield here.problem("lottery-round-elsewhere", *LOTTERY, "round", right=right)
    if beacon and lottery.seed and not beacon.gives(lottery.seed):
        yield here.problem("lottery-seed-strange", *LOTTERY, "seed", digits=beacon.digits)
    if lottery.seed and today < day:
        yield here.problem("lottery-seed-early", *LOTTERY, "seed")


@check_each("cohort")
def the_commitment_opens(here: Located, cohort: Cohort) -> Problems:
    """The commitment is to all who applied in time, including those erased since."""
    edition, lottery = here.edition, cohort.matching.lottery
    if lottery is None or cohort.closed:  # its people have been erased
        return
    people = in_time(cohort, edition.people.values())
    if edition.frozen is None and not any(person.nonce for person in people):
        yield here.problem("lottery-not-frozen", *LOTTERY, "commitment")
        return
    frozen = edition.frozen.record.people if edition.frozen else ()
    if commitment(frozen) != lottery.commitment:
        yield here.problem("lottery-commitment-broken", *LOTTERY, "commitment")
        return
    own = {person.id: personal(person.nonce or "", person.id) for person in people}
    known = {None, *frozen}
    for application in each(edition, "applications"):
        if own.get(application.record.id) not in known:
            yield application.problem("lottery-person-strange", "id")
    if len(known - {None, *own.values()}) > len(edition.erased):
        yield here.problem("lottery-person-missing", *LOTTERY)
