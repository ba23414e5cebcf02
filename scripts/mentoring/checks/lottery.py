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
from mentoring.store.edition import Edition

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
        draw = f"`mentoring lottery draw {edition.name} VALUE`"
        freeze = f"Run `mentoring lottery freeze {edition.name}` with a beacon and a future round"
        what, first = (
            ("has no seed", f"After round {lottery.round} of the beacon, run {draw}.")
            if lottery
            else ("does not exist", f"{freeze}, then {draw}.")
        )
        yield cohort.warning(
            "lottery-not-drawn",
            f"the objective breaks ties by lottery, but the lottery {what}",
            f"{first} Without it, ties are not drawn.",
            *(HERE if lottery else HERE[:1]),
        )


@day_check
def the_round_is_to_come(edition: Edition, today: date) -> Problems:
    """The round is after the closing of applications, and its value is not entered before it."""
    (cohort,) = cohorts(edition)
    lottery, last = cohort.record.matching.lottery, closing(cohort.record)
    if lottery is None or lottery.day is None:
        return
    beacon = BEACONS.get(lottery.beacon)
    if lottery.day <= last:
        yield cohort.problem(
            "lottery-round-past",
            f"the round of {lottery.day} is not after the closing of applications on {last}",
            "Name a later round: a person who knows the seed while people apply can choose who "
            "wins.",
            *HERE,
            "day",
        )
    if beacon and beacon.time_of(lottery.round).date() != lottery.day:
        message = f"round {lottery.round} of {lottery.beacon} is not on {lottery.day}"
        hint = f"Round {beacon.round_on(lottery.day)} is at noon of that day, UTC."
        yield cohort.problem("lottery-round-elsewhere", message, hint, *HERE, "round")
    if beacon and lottery.seed and not beacon.gives(lottery.seed):
        message = f"{lottery.beacon} publishes values of {beacon.digits} digits and letters a to f"
        hint = "Enter the value of the round, its `randomness`, as it is published."
        yield cohort.problem("lottery-seed-strange", message, hint, *HERE, "seed")
    if lottery.seed and today < lottery.day:
        message = f"the seed is entered, but the round is on {lottery.day}"
        hint = "Remove the seed, or correct the day of the round."
        yield cohort.problem("lottery-seed-early", message, hint, *HERE, "seed")


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
        message = "this commitment was not made by `lottery freeze`, so it cannot be verified"
        hint = f"Remove the lottery, and run `mentoring lottery freeze {edition.name}`."
        yield cohort.warning("lottery-not-frozen", message, hint, *HERE, "commitment")
        return
    if commitment(frozen) != lottery.commitment:
        message = "the commitment is not to the people that the lottery was frozen with"
        hint = (
            f"Restore data/ledgers/{edition.name}/lottery.yaml as `mentoring lottery freeze` wrote "
            "it."
        )
        yield cohort.problem("lottery-commitment-broken", message, hint, *HERE, "commitment")
        return
    for application in applications(edition):
        own = people.get(application.record.id)
        if own and own not in frozen:
            yield application.problem(
                "lottery-person-strange",
                f"{application.record.id} applied in time, but the lottery was frozen without them",
                "Find out whose application was added, or whose id or nonce changed, since then.",
                "id",
            )
    if len(set(frozen) - set(people.values())) > len(edition.erased):
        message = "the lottery was frozen with a person who is missing and was not erased"
        hint = "Find out whose application was removed since then, and restore it."
        yield cohort.problem("lottery-person-missing", message, hint, *HERE)
