"""`mentoring pair …`: record what happens to a pair, without an editor."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any, Literal, get_args

import click
from click import IntRange

from mentoring.checks.run import check_edition
from mentoring.cli import output
from mentoring.cli.command import Command, Root, Source, Today, option, today_of
from mentoring.cli.templates import agreement_version
from mentoring.cli.writing import Writer
from mentoring.errors import DataError, UsageError
from mentoring.operations.pairs import log as logs
from mentoring.operations.pairs import sign as signs
from mentoring.operations.pairs import steps
from mentoring.operations.pairs.steps import current_of, may_meet, pair_of, recorded
from mentoring.operations.withdraw import after
from mentoring.people.agreement import Method, Signature, Terms
from mentoring.people.lifecycle import EventName, Side
from mentoring.people.pair import Goal, GoalStatus, Meeting, Pair
from mentoring.problems import Severity, did_you_mean
from mentoring.store.programme import Edition

TERMS = {
    "meetings_per_month": option("How often they meet.", type=IntRange(1, 8)),
    "minutes": option("How long a meeting lasts.", type=IntRange(10, 480)),
    "mode": option("How they meet; in person only where both are in one place and willing."),
    "schedules": option("Who proposes the dates."),
    "contact": option("How they reach each other."),
    "response_days": option("How soon they answer.", type=IntRange(1, 30)),
    "cancellation_hours": option("How early they cancel.", type=IntRange(0, 240)),
    "off_limits": option("A topic they leave aside; may be repeated.", "TOPIC"),
}
"""The fields of an agreement's terms, as options."""


def _pair(ctx: click.Context) -> Pair:
    return pair_of(ctx.params["edition"], ctx.params["mentee"], today_of(ctx))


def _given(ctx: click.Context) -> dict[str, Any]:
    return {field: ctx.params[field] for field in TERMS if ctx.params[field] not in (None, ())}


MENTEE = click.Argument(["mentee"], metavar="MENTEE")
FOUND = {"edition": Edition, "pair": Annotated[Pair, Source(_pair, (MENTEE,))]}
DECLARED = (declare(field, Terms.__annotations__[field], {}) for field, declare in TERMS.items())
Given = Annotated[dict[str, Any], Source(_given, tuple(DECLARED))]
"""The terms that the options state, by field."""
By = Annotated[Side | None, option("Who took the step; without it, the organisers.")]
BySide = Annotated[Side, option("Which side.", required=True)]
Signed = Annotated[Method, option("How the signature came.")]
Reason = Annotated[str, option("Why, without names.", "WORDS", required=True)]
GoalNumber = IntRange(min=1)


def step(**attributes: Any) -> Callable[[Callable[..., Any]], Command]:  # noqa: ANN401 (Click's)
    """A decorator: a command of a function that returns the pair, or every pair, after a step."""
    found, last = FOUND, {"today": Today, "write": Writer}
    return lambda function: Command(
        function, found | function.__annotations__ | found | last, _record, **attributes
    )


def _record(ctx: click.Context, made: Pair | tuple[Pair, ...]) -> None:
    """Write the pairs that changed, and report all."""
    edition, pairs = ctx.params["edition"], made if isinstance(made, tuple) else (made,)
    changed = [pair for pair in pairs if edition.pair_files[pair.mentee] != pair]
    if changed:
        ctx.params["write"].records(edition, *changed)
    for pair in pairs:
        already = "" if pair in changed else " (already recorded)"
        output.echo(f"{pair.mentee} with {pair.latest.mentor}: {pair.latest.status}{already}")


@step()
def accept(*, pair: Pair, by: By, today: Today) -> Pair:
    """A side accepts; without --by, both have."""
    return recorded(pair, "accepted", today, by)


@step()
def decline(*, pair: Pair, by: BySide, today: Today) -> Pair:
    """A side declines the pair it was offered."""
    return recorded(pair, "declined", today, by)


@step()
def sign(
    *,
    root: Root,
    edition: Edition,
    pair: Pair,
    by: BySide,
    method: Signed = "form",
    template: Annotated[str | None, option("The template's version, if not today's.", "VERSION")],
    given: Given,
    today: Today,
) -> Pair:
    """A side signs the agreement. The first signature brings the terms."""
    agreement, signature = pair.latest.agreement, Signature(on=today, method=method)
    template, together = template or agreement_version(root), may_meet(edition, pair)
    terms = _terms(edition, given, agreement.terms if agreement else None)
    return signs.sign(pair, by, signature, template=template, terms=terms, in_person=together)


@step(short_help="A side proposes new terms, or confirms them.")
def amend(
    *,
    edition: Edition,
    pair: Pair,
    by: BySide,
    method: Signed = "form",
    confirm: Annotated[bool, option("Confirm the change that the other side proposed.")],
    given: Given,
    today: Today,
) -> Pair:
    """A side proposes new terms, or confirms those that the other proposed.

    Terms that are not named stay. The earlier terms hold until both sides have confirmed.
    """
    agreement, signature = pair.latest.agreement, Signature(on=today, method=method)
    terms = _terms(edition, given, agreement.in_force if agreement else None)
    if confirm:
        return signs.confirm(pair, by, signature)
    if terms is None:
        raise UsageError("Say which terms change, or --confirm the change that was proposed.")
    return signs.amend(pair, by, terms, signature, in_person=may_meet(edition, pair))


def _terms(edition: Edition, given: dict[str, Any], before: Terms | None) -> Terms | None:
    """The terms that are given, the rest as `before`; None if none are given."""
    topics = edition.config.topics
    for topic in given.get("off_limits", ()):
        if topic not in topics:
            raise UsageError(f"There is no topic {topic}. {did_you_mean(topic, topics)}")
    if not given:
        return None
    if before is not None:
        return replace(before, **given)
    if not {"meetings_per_month", "minutes"} <= given.keys():
        raise UsageError("The first terms need --meetings-per-month and --minutes.")
    return Terms(**given)


@step()
def log(
    *,
    edition: Edition,
    pair: Pair,
    meeting: Annotated[date | None, option("They met then; again: corrected.")],
    minutes: Annotated[int | None, option("How long the meeting lasted.", type=IntRange(1, 480))],
    no_meeting: Annotated[date | None, option("They did not meet then after all.")],
    in_person: Annotated[bool, option("The meeting was in person.")],
    group: Annotated[bool, option("The mentor met all of their mentees together.")],
    goal: Annotated[str | None, option("They set this goal, in a few words.", "WORDS")],
    due: Annotated[date | None, option("When the goal is to be reached.")],
    done: Annotated[int | None, option("Goal N is reached.", "N", type=GoalNumber)],
    dropped: Annotated[int | None, option("Goal N is dropped.", "N", type=GoalNumber)],
    reopen: Annotated[int | None, option("Goal N is open after all.", "N", type=GoalNumber)],
    called: Annotated[bool, option("An organiser has spoken with the pair.")],
    today: Today,
) -> tuple[Pair, ...]:
    """Log a meeting, a goal, or a call. Facts alone: never what was said."""
    if not (meeting or no_meeting or goal or done or dropped or reopen or called):
        raise UsageError(output.said("nothing-to-log"))
    pairs = [pair]
    if group:
        mentor, current = current_of(pair).mentor, edition.current.items()
        theirs = (mentee for mentee, mentorship in current if mentorship.mentor == mentor)
        pairs += (edition.pair_files[mentee] for mentee in theirs if mentee != pair.mentee)
    if meeting:
        if minutes is None:
            raise UsageError("Say how long they met: --minutes.")
        mode: Literal["in-person", "virtual"] = "in-person" if in_person else "virtual"
        met = Meeting(date=meeting, mode=mode, minutes=minutes, group=group or None)
        pairs = [
            logs.log_meeting(pair, met, today, in_person=may_meet(edition, pair)) for pair in pairs
        ]
    pair, *others = pairs
    if no_meeting:
        pair = logs.strike_meeting(pair, no_meeting)
    if goal:
        new = Goal(goal=goal, on=today, due=due)
        pair = logs.add_goal(pair, new, edition.cohort.record.dates.end)
    settled: dict[GoalStatus, int | None] = {"done": done, "dropped": dropped, "open": reopen}
    for status, number in settled.items():
        if number:
            pair = logs.settle_goal(pair, number, status, today)
    return (recorded(pair, "called", today) if called else pair, *others)


@step()
def pause(
    *,
    edition: Edition,
    pair: Pair,
    by: By,
    until: Annotated[date | None, option("The day of return; given again, moved.")],
    today: Today,
) -> Pair:
    """Pause the pair; no deadline runs until it resumes.

    On the day of return both sides are asked whether they continue. Without --until it comes after
    the number of weeks in the cohort file.
    """
    cohort = edition.cohort.record
    if until is None and today < cohort.dates.end and not pair.latest.meaning.rests:
        until = min(today + timedelta(weeks=cohort.progress.paused_weeks), cohort.dates.end)
    return recorded(pair, "paused", today, by, until=until)


@step()
def resume(*, pair: Pair, by: By, today: Today) -> Pair:
    """The pair goes on after a pause."""
    return recorded(pair, "resumed", today, by)


@step(short_help="Keep a pair although something about the two has changed.")
def keep(*, pair: Pair, reason: Reason, today: Today) -> Pair:
    """Keep the pair although something about the two has changed: a decision with its reason."""
    return recorded(pair, "kept", today, reason=reason)


@step(short_help="MENTOR joins, or replaces the lead mentor for a time.")
def join(
    *,
    edition: Edition,
    pair: Pair,
    mentor: str,
    reason: Reason,
    until: Annotated[date | None, option("They replace the lead mentor until this day.")],
    today: Today,
) -> Pair:
    """MENTOR joins as a second mentor, or replaces the lead mentor until a day.

    The lead mentor remains. A second mentor uses one of their own places until they leave.
    """
    joined = steps.join(edition, pair, mentor, today, reason=reason, until=until)
    return _without_new_problems(edition, pair, joined)


@step()
def leave(*, pair: Pair, mentor: str, today: Today) -> Pair:
    """MENTOR, a second mentor, leaves; the lead mentor continues."""
    return steps.leave(pair, mentor, today)


@step()
def end(
    *,
    edition: Edition,
    pair: Pair,
    by: By,
    completed: Annotated[bool, option("The programme is over: it was completed.")],
    today: Today,
) -> Pair:
    """End the mentorship, without blame."""
    end = edition.cohort.record.dates.end
    return steps.complete(pair, end, today) if completed else recorded(pair, "ended", today, by)


UNDOABLE = click.Choice([step for step in get_args(EventName) if step not in steps.FINAL])


@step(short_help="Take back a step that was recorded by mistake.")
def undo(
    *,
    edition: Edition,
    pair: Pair,
    by: By,
    what: Annotated[
        EventName | None,
        option("Which step, if not the last.", "STEP", flag="--step", type=UNDOABLE),
    ],
    today: Today,
) -> Pair:
    """Take back a step that was recorded by mistake, before another step follows from it.

    It stays in the pair's history, with the day on which it was undone.
    """
    return _without_new_problems(edition, pair, steps.undo(pair, by, today, what))


def _without_new_problems(edition: Edition, before: Pair, changed: Pair) -> Pair:
    """The changed pair; raises DataError if it breaks a rule that the pair kept before."""
    known = set(check_edition(after(edition, [before])))
    new = [problem for problem in check_edition(after(edition, [changed])) if problem not in known]
    if errors := [problem for problem in new if problem.severity is Severity.ERROR]:
        raise DataError(errors, "this step cannot be recorded now")
    return changed


pair = click.Group(
    "pair",
    commands=[accept, decline, sign, amend, log, pause, resume, keep, join, leave, end, undo],
    help="Record what happens to a pair, named by its mentee's id. Doing it twice changes nothing.",
)
