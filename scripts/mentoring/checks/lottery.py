"""The lottery: committed before its round, drawn before it is needed, verifiable afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import day_check, edition_check
from mentoring.checks.commitment import closing, commitment, in_time, personal
from mentoring.problems import Problem, Severity
from mentoring.programme.beacons import BEACONS
from mentoring.programme.rules import Lottery
from mentoring.store.edition import Edition

HERE = ("matching", "lottery")


@day_check
def ties_can_be_drawn(edition: Edition, today: date) -> Iterator[Problem]:
    """Once applications have closed, a lottery that the objective asks for has its seed."""
    cohort = edition.cohort.record
    lottery = cohort.matching.lottery
    wanted = "lottery" in cohort.matching.objective and not (lottery and lottery.seed)
    if wanted and today > closing(cohort) and not edition.announced and not cohort.closed:
        yield edition.cohort.problem(
            "lottery-not-drawn",
            "the objective ends ties by lottery, and "
            + ("the lottery has no seed" if lottery else "there is none"),
            _how(edition.name, lottery),
            at=HERE if lottery else ("matching",),
            severity=Severity.WARNING,
        )


def _how(name: str, lottery: Lottery | None) -> str:
    if lottery:
        return (
            f"When round {lottery.round} of the beacon has come, run `mentoring lottery draw "
            f"{name} VALUE`. Until then ties are not drawn."
        )
    return (
        f"Run `mentoring lottery freeze {name}` with a beacon and a round to come, then "
        f"`mentoring lottery draw {name} VALUE`. Without it ties are not drawn."
    )


@day_check
def the_round_is_to_come(edition: Edition, today: date) -> Iterator[Problem]:
    """The round lies after the closing of applications, and nobody knows its value before it."""
    lottery, last = edition.cohort.record.matching.lottery, closing(edition.cohort.record)
    if lottery is None or lottery.day is None:
        return
    known = BEACONS.get(lottery.beacon)
    if lottery.day <= last:
        yield edition.cohort.problem(
            "lottery-round-past",
            f"the round of {lottery.day} is not after the closing of applications on {last}",
            "Name a round to come: who knows the seed while people apply can choose who wins.",
            at=(*HERE, "day"),
        )
    if known and known.time_of(lottery.round).date() != lottery.day:
        yield edition.cohort.problem(
            "lottery-round-elsewhere",
            f"round {lottery.round} of {lottery.beacon} is not one of {lottery.day}",
            f"Round {known.round_on(lottery.day)} comes at noon of that day, UTC.",
            at=(*HERE, "round"),
        )
    if known and lottery.seed and not known.gives(lottery.seed):
        yield edition.cohort.problem(
            "lottery-seed-strange",
            f"{lottery.beacon} publishes values of {known.digits} digits and letters a to f",
            "Type in the value of the round, its `randomness`, as it is published.",
            at=(*HERE, "seed"),
        )
    if lottery.seed and today < lottery.day:
        yield edition.cohort.problem(
            "lottery-seed-early",
            f"there is a seed, and its round comes on {lottery.day}",
            "Remove the seed, or correct the day of the round.",
            at=(*HERE, "seed"),
        )


@edition_check
def the_commitment_opens(edition: Edition) -> Iterator[Problem]:
    """The commitment is to all who applied in time; those erased since have left theirs behind."""
    cohort = edition.cohort.record
    lottery = cohort.matching.lottery
    if lottery is None or cohort.closed:  # its people have been erased
        return
    people = in_time(cohort, (entry.record for entry in edition.applications))
    if edition.frozen is None and not any(person.nonce for person in people):
        yield edition.cohort.problem(
            "lottery-not-frozen",
            "nobody can tell to whom this commitment is: it was not made by `lottery freeze`",
            f"Remove the lottery, and run `mentoring lottery freeze {edition.name}`.",
            at=(*HERE, "commitment"),
            severity=Severity.WARNING,
        )
        return
    frozen = edition.frozen.record.people if edition.frozen else ()
    if commitment(frozen) != lottery.commitment:
        yield edition.cohort.problem(
            "lottery-commitment-broken",
            "the commitment is not to the people whom the lottery was frozen with",
            f"Restore data/ledgers/{edition.name}/lottery.yaml as `mentoring lottery freeze` wrote "
            "it.",
            at=(*HERE, "commitment"),
        )
        return
    entries = {entry.record.id: entry for entry in edition.applications}
    opened = set()
    for person in people:
        own = personal(person.nonce or "", person.id)
        opened.add(own)
        if own not in frozen:
            yield entries[person.id].problem(
                "lottery-person-strange",
                f"{person.id} applied in time, and the lottery was frozen without them",
                "Find out who was added, or given another id or nonce, since.",
                at=("id",),
            )
    if len(set(frozen) - opened) > len(edition.erased):
        yield edition.cohort.problem(
            "lottery-person-missing",
            "somebody with whom the lottery was frozen is gone, and was not erased",
            "Find out whose application was taken away since, and restore it.",
            at=HERE,
        )
