"""`mentoring pair log`: meetings, goals and calls, as facts."""

from datetime import date
from typing import Literal

import click

from mentoring.cli.commands.pair.recording import recording
from mentoring.cli.values import DAY
from mentoring.errors import UsageError
from mentoring.operations.pairs import log as logs
from mentoring.operations.pairs.find import current_mentorship, may_meet
from mentoring.people.meeting import Goal, Meeting
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition

WAYS = "--meeting, --no-meeting, --goal, --done, --dropped, --reopen or --called"
Number = click.IntRange(min=1)


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
@recording()
def log(
    edition: Edition,
    pair: Pair,
    today: date,
    *,
    meeting: date | None,
    minutes: int | None,
    no_meeting: date | None,
    in_person: bool,
    group: bool,
    goal: str | None,
    due: date | None,
    done: int | None,
    dropped: int | None,
    reopen: int | None,
    called: bool,
) -> tuple[Pair, ...]:
    """Log a meeting, a goal, or a call. Facts alone: never what was said."""
    if not (meeting or no_meeting or goal or done or dropped or reopen or called):
        raise UsageError(f"Say what to log: {WAYS}.")
    others = _group(edition, pair) if group else []
    if meeting:
        if minutes is None:
            raise UsageError("Say how long they met: --minutes.")
        mode: Literal["in-person", "virtual"] = "in-person" if in_person else "virtual"
        met = Meeting(date=meeting, mode=mode, minutes=minutes, group=group or None)
        pair, *others = (
            logs.log_meeting(logged, met, today, in_person=may_meet(edition, logged))
            for logged in (pair, *others)
        )
    if no_meeting:
        pair = logs.strike_meeting(pair, no_meeting)
    if goal:
        pair = logs.add_goal(
            pair, Goal(goal=goal, on=today, due=due), edition.cohort.record.dates.end
        )
    settled: dict[Literal["open", "done", "dropped"], int | None] = {
        "done": done,
        "dropped": dropped,
        "open": reopen,
    }
    for status, number in settled.items():
        if number:
            pair = logs.settle_goal(pair, number, status, today)
    pair = logs.log_call(pair, today) if called else pair
    return (pair, *others)


def _group(edition: Edition, pair: Pair) -> list[Pair]:
    """The other current pairs of the same mentor."""
    mentor = current_mentorship(pair).mentor
    every = (entry.record for entry in edition.pairs if entry.record.mentee != pair.mentee)
    return [other for other in every if (now := other.current) and now.mentor == mentor]
