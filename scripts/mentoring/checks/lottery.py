"""The lottery: its commitment to the participants, and the rules on the draw.

It is committed to before its round, drawn before it is needed, and can be verified afterwards. The
commitment is made of one per person that each can verify alone.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from mentoring.checks.check import day_check, edition_check
from mentoring.people.application import Application
from mentoring.problems import Problem, Severity
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
def ties_can_be_drawn(edition: Edition, today: date) -> Iterator[Problem]:
    """Once applications have closed, a lottery that the objective needs has its seed."""
    cohort = edition.cohort.record
    lottery = cohort.matching.lottery
    needed = "lottery" in cohort.matching.objective and not (lottery and lottery.seed)
    if needed and today > closing(cohort) and not edition.announced and not cohort.closed:
        draw = f"`mentoring lottery draw {edition.name} VALUE`"
        freeze = f"Run `mentoring lottery freeze {edition.name}` with a beacon and a future round"
        what, first = (
            ("has no seed", f"After round {lottery.round} of the beacon, run {draw}.")
            if lottery
            else ("does not exist", f"{freeze}, then {draw}.")
        )
        yield edition.cohort.problem(
            "lottery-not-drawn",
            f"the objective breaks ties by lottery, but the lottery {what}",
            f"{first} Without it, ties are not drawn.",
            at=HERE if lottery else ("matching",),
            severity=Severity.WARNING,
        )


@day_check
def the_round_is_to_come(edition: Edition, today: date) -> Iterator[Problem]:
    """The round is after the closing of applications, and its value is not entered before it."""
    lottery, last = edition.cohort.record.matching.lottery, closing(edition.cohort.record)
    if lottery is None or lottery.day is None:
        return
    beacon = BEACONS.get(lottery.beacon)
    if lottery.day <= last:
        yield edition.cohort.problem(
            "lottery-round-past",
            f"the round of {lottery.day} is not after the closing of applications on {last}",
            "Name a later round: a person who knows the seed while people apply can choose who "
            "wins.",
            at=(*HERE, "day"),
        )
    if beacon and beacon.time_of(lottery.round).date() != lottery.day:
        message = f"round {lottery.round} of {lottery.beacon} is not on {lottery.day}"
        hint = f"Round {beacon.round_on(lottery.day)} is at noon of that day, UTC."
        yield edition.cohort.problem("lottery-round-elsewhere", message, hint, at=(*HERE, "round"))
    if beacon and lottery.seed and not beacon.gives(lottery.seed):
        message = f"{lottery.beacon} publishes values of {beacon.digits} digits and letters a to f"
        hint = "Enter the value of the round, its `randomness`, as it is published."
        yield edition.cohort.problem("lottery-seed-strange", message, hint, at=(*HERE, "seed"))
    if lottery.seed and today < lottery.day:
        message = f"the seed is entered, but the round is on {lottery.day}"
        hint = "Remove the seed, or correct the day of the round."
        yield edition.cohort.problem("lottery-seed-early", message, hint, at=(*HERE, "seed"))


@edition_check
def the_commitment_opens(edition: Edition) -> Iterator[Problem]:
    """The commitment is to all who applied in time, including those erased since."""
    cohort = edition.cohort.record
    lottery = cohort.matching.lottery
    if lottery is None or cohort.closed:  # its people have been erased
        return
    people = {
        personal(person.nonce or "", person.id): person
        for person in in_time(cohort, edition.people.values())
    }
    frozen = edition.frozen.record.people if edition.frozen else ()
    if edition.frozen is None and not any(person.nonce for person in people.values()):
        message = "this commitment was not made by `lottery freeze`, so it cannot be verified"
        hint = f"Remove the lottery, and run `mentoring lottery freeze {edition.name}`."
        yield edition.cohort.problem(
            "lottery-not-frozen", message, hint, at=(*HERE, "commitment"), severity=Severity.WARNING
        )
    elif commitment(frozen) != lottery.commitment:
        yield edition.cohort.problem(
            "lottery-commitment-broken",
            "the commitment is not to the people that the lottery was frozen with",
            f"Restore data/ledgers/{edition.name}/lottery.yaml as `mentoring lottery freeze` wrote "
            "it.",
            at=(*HERE, "commitment"),
        )
    else:
        yield from _frozen_without(edition, people, frozen)


def _frozen_without(
    edition: Edition, people: Mapping[str, Application], frozen: Collection[str]
) -> Iterator[Problem]:
    """People that the commitment lacks, and people that are missing since."""
    entries = {entry.record.id: entry for entry in edition.applications}
    for own, person in people.items():
        if own not in frozen:
            message = f"{person.id} applied in time, but the lottery was frozen without them"
            hint = "Find out whose application was added, or whose id or nonce changed, since then."
            yield entries[person.id].problem("lottery-person-strange", message, hint, at=("id",))
    if len(set(frozen) - set(people)) > len(edition.erased):
        message = "the lottery was frozen with a person who is missing and was not erased"
        hint = "Find out whose application was removed since then, and restore it."
        yield edition.cohort.problem("lottery-person-missing", message, hint, at=HERE)
