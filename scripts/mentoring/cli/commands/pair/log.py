"""`mentoring pair log`: meetings, goals and calls, as facts."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import click

from mentoring.cli.commands.pair.recording import recording
from mentoring.cli.days import DAY
from mentoring.errors import UsageError
from mentoring.operations.pairs import log as logs
from mentoring.operations.pairs.find import current_mentorship, may_meet
from mentoring.people.meeting import Goal, Meeting
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition

SAYS = ("meeting", "no_meeting", "goal", "done", "dropped", "reopen", "called")
WAYS = "--meeting, --no-meeting, --goal, --done, --dropped, --reopen or --called"
Number = click.IntRange(min=1)
SETTLED: dict[str, Literal["open", "done", "dropped"]] = {
    "done": "done",
    "dropped": "dropped",
    "reopen": "open",
}


@click.command()
@click.option("--meeting", type=DAY, metavar="DATE", help="They met then; again: corrected.")
@click.option("--minutes", type=click.IntRange(1, 480), help="How long the meeting lasted.")
@click.option("--no-meeting", type=DAY, metavar="DATE", help="They did not meet then after all.")
@click.option("--in-person", is_flag=True, help="The meeting was in person.")
@click.option("--group", is_flag=True, help="The mentor met all of their mentees together.")
@click.option("--goal", metavar="WORDS", help="They set this goal, in a few words.")
@click.option("--due", type=DAY, metavar="DATE", help="When the goal is to be reached.")
@click.option("--done", type=Number, metavar="N", help="Goal N is reached.")
@click.option("--dropped", type=Number, metavar="N", help="Goal N is dropped.")
@click.option("--reopen", type=Number, metavar="N", help="Goal N is open after all.")
@click.option("--called", is_flag=True, help="An organiser has spoken with the pair.")
@recording
def log(edition: Edition, pair: Pair, today: date, **given: Any) -> tuple[Pair, ...]:  # noqa: ANN401 (the options above)
    """Log a meeting, a goal, or a call. Facts alone: never what was said."""
    if not any(given[name] for name in SAYS):
        raise UsageError(f"Say what to log: {WAYS}.")
    group = _group(edition, pair) if given["group"] else []
    if given["meeting"]:
        meeting = _meeting(**given)
        pair, *group = (
            logs.log_meeting(one, meeting, today, in_person=may_meet(edition, one))
            for one in (pair, *group)
        )
    if given["no_meeting"]:
        pair = logs.strike_meeting(pair, given["no_meeting"])
    if given["goal"]:
        goal = Goal(goal=given["goal"], on=today, due=given["due"])
        pair = logs.add_goal(pair, goal, edition.cohort.record.dates.end)
    for option, status in SETTLED.items():
        if given[option]:
            pair = logs.settle_goal(pair, given[option], status, today)
    pair = logs.log_call(pair, today) if given["called"] else pair
    return (pair, *group)


def _group(edition: Edition, pair: Pair) -> list[Pair]:
    """The other current pairs of the same mentor."""
    mentor = current_mentorship(pair).mentor
    every = (entry.record for entry in edition.pairs if entry.record.mentee != pair.mentee)
    return [one for one in every if (now := one.current) and now.mentor == mentor]


def _meeting(
    *, meeting: date, minutes: int | None, in_person: bool, group: bool, **_others: object
) -> Meeting:
    if minutes is None:
        raise UsageError("Say how long they met: --minutes.")
    mode: Literal["in-person", "virtual"] = "in-person" if in_person else "virtual"
    return Meeting(date=meeting, mode=mode, minutes=minutes, group=group or None)
