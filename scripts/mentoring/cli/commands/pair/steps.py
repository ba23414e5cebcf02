"""`mentoring pair accept`, `decline`, `pause`, `resume`, `keep`, `join`, `leave`, `end`, `undo`."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

import click

from mentoring.checks.run import check_edition
from mentoring.cli.commands.pair.recording import by_option, by_required, recording
from mentoring.cli.values import DAY
from mentoring.errors import DataError
from mentoring.operations.pairs import steps
from mentoring.operations.withdraw import after
from mentoring.people.lifecycle import Step
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.problems import Severity
from mentoring.store.edition import Edition

Function = Callable[..., Pair]

UNDOABLE = tuple(step for step in get_args(Step) if step not in steps.KEPT)
mentor_argument = click.argument("mentor", metavar="MENTOR")
reason_option = click.option("--reason", required=True, metavar="WORDS", help="Why, without names.")


def _step(name: str, says: str, take: Function, by: Callable[..., Function]) -> click.Command:
    """A command that records what `take(pair, side, today)` makes of a pair."""

    def body(_edition: Edition, pair: Pair, today: date, by: Side | None) -> Pair:
        return take(pair, by, today)

    body.__doc__, body.__name__ = says, name
    return click.command(name)(by(recording()(body)))


accept = _step("accept", "A side accepts; without --by, both have.", steps.accept, by_option)
decline = _step("decline", "A side declines the pair it was offered.", steps.decline, by_required)
resume = _step("resume", "The pair goes on after a pause.", steps.resume, by_option)


@click.command()
@by_option
@click.option("--until", type=DAY, metavar="DATE", help="The day of return; given again, moved.")
@recording()
def pause(edition: Edition, pair: Pair, today: date, by: Side | None, until: date | None) -> Pair:
    """Pause the pair; no deadline runs until it resumes.

    On the day of return both sides are asked whether they continue. Without --until it comes after
    the number of weeks in the cohort file.
    """
    cohort = edition.cohort.record
    usual = min(today + timedelta(weeks=cohort.progress.paused_weeks), cohort.dates.end)
    if until is None and usual > today and not pair.latest.meaning.rests:
        until = usual
    return steps.pause(pair, by, today, until)


@click.command(short_help="Keep a pair although something about the two has changed.")
@reason_option
@recording()
def keep(_edition: Edition, pair: Pair, today: date, reason: str) -> Pair:
    """Keep the pair although something about the two has changed: a decision with its reason."""
    return steps.keep(pair, reason, today)


@click.command(short_help="MENTOR joins, or replaces the lead mentor for a time.")
@reason_option
@click.option(
    "--until", type=DAY, metavar="DATE", help="They replace the lead mentor until this day."
)
@recording(mentor_argument)
def join(
    edition: Edition, pair: Pair, today: date, mentor: str, reason: str, until: date | None
) -> Pair:
    """MENTOR joins as a second mentor, or replaces the lead mentor until a day.

    The lead mentor remains. A second mentor uses one of their own places until they leave.
    """
    changed = steps.join(edition, pair, mentor, today, reason=reason, until=until)
    _refuse_new_problems(edition, pair, changed)
    return changed


@click.command()
@recording(mentor_argument)
def leave(_edition: Edition, pair: Pair, today: date, mentor: str) -> Pair:
    """MENTOR, a second mentor, leaves; the lead mentor continues."""
    return steps.leave(pair, mentor, today)


@click.command()
@by_option
@click.option("--completed", is_flag=True, help="The programme is over: it was completed.")
@recording()
def end(edition: Edition, pair: Pair, today: date, by: Side | None, *, completed: bool) -> Pair:
    """End the mentorship, without blame."""
    if completed:
        return steps.complete(pair, edition.cohort.record, today)
    return steps.end(pair, by, today)


@click.command(short_help="Take back a step that was recorded by mistake.")
@by_option
@click.option(
    "--step", type=click.Choice(UNDOABLE), metavar="STEP", help="Which step, if not the last."
)
@recording()
def undo(edition: Edition, pair: Pair, today: date, by: Side | None, step: Step | None) -> Pair:
    """Take back a step that was recorded by mistake, before another step follows from it.

    It stays in the pair's history, with the day on which it was undone.
    """
    changed = steps.undo(pair, by, today, step)
    _refuse_new_problems(edition, pair, changed)
    return changed


def _refuse_new_problems(edition: Edition, before: Pair, changed: Pair) -> None:
    """Raise if the step would break a rule: a person has left, or a place is taken."""
    known = set(check_edition(after(edition, [before])))
    found = [
        problem
        for problem in check_edition(after(edition, [changed]))
        if problem.severity is Severity.ERROR and problem not in known
    ]
    if found:
        raise DataError(found, "this step cannot be recorded now")
