"""The progress report as a self-contained page for outbox/, the only form with names."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.people.pair import Mentorship, Pair
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import MONTHS
from mentoring.progress.as_of import pairs_on
from mentoring.progress.cohort_progress import (
    CohortProgress,
    PairProgress,
    Task,
    cohort_progress,
    weeks,
)
from mentoring.progress.facts import Facts, facts
from mentoring.progress.rules import RULES
from mentoring.render import progress as words
from mentoring.render.environment import pages
from mentoring.render.phrases import many

PAIR_WIDTH, CHART_WIDTH, CHART_HEIGHT = 420, 560, 140
ROWS = {"mentee": 8, "meeting": 20, "mentor": 32, "goal": 42}
"""The height of each kind of mark in a pair's timeline."""
SYMBOLS = (
    ("dot", "met", "a meeting"),
    ("dot", "met in-person", "in person"),
    ("mentee", "done", "the mentee's check-in"),
    ("mentor", "done", "the mentor's check-in"),
    ("mentor", "open", "to come"),
    ("mentor", "late", "late"),
    ("goal", "done", "a goal reached"),
    ("goal", "open", "to be reached"),
    ("goal", "late", "past its day"),
    ("pause", "", "a pause"),
    ("today", "", "today,"),
)
"""The legend of a pair's timeline: shape, kind, and words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """The days from `first` to `last` over `width` pixels."""

    first: date
    last: date
    width: int

    def x(self, day: date) -> float:
        """The position of a day in pixels; days outside are at the ends."""
        inside = min(max(day, self.first), self.last)
        return round(self.width * (inside - self.first).days / (self.last - self.first).days, 1)

    def months(self) -> Iterator[tuple[float, str]]:
        """The first day of each month on the axis, with its position and short name."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield self.x(day), MONTHS[day.month - 1][:3]
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One symbol: its shape, whether it is filled, its position, and its tooltip."""

    shape: str
    kind: str
    x: float
    y: int
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The timeline to draw: the life from `begins` to `ends`, pauses, marks, a summary."""

    begins: float
    ends: float
    pauses: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """A line over the weeks: its name, the points of an SVG polyline, its last value."""

    name: str
    kind: str
    points: str
    last: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Curves on one vertical scale, from 0 to `top`, `height` pixels high."""

    title: str
    top: int
    height: int
    curves: tuple[Curve, ...]


Row = tuple[PairProgress, Timeline, list[Task]]


def as_html(
    cohort: Cohort,
    pairs: Sequence[Pair],
    names: Mapping[str, str],
    today: date,
    *,
    gone: Collection[str] = (),
) -> str:
    """The page: this week's tasks, the cohort's curves, and every pair with its timeline.

    `names` maps ids to names; people without a name (erased, or in a report without names) are
    shown by id. `gone` are the mentees who need no new mentor. The page loads nothing from other
    places.
    """
    progress = cohort_progress(cohort, pairs, today, gone=gone)
    first, last = cohort.dates.announcement, cohort.dates.end
    small = Axis(first=first, last=last, width=PAIR_WIDTH)
    large = Axis(first=first, last=last, width=CHART_WIDTH)
    drawn = [
        timeline(cohort, mentorship, today, small)
        for pair in pairs_on(pairs, today)
        for mentorship in pair.mentorships
    ]
    by_week = weeks(cohort, pairs, today)
    meetings = {
        "Held": [week.meetings for week in by_week],
        "Expected": [week.expected for week in by_week],
    }
    active = {"Active": [week.active for week in by_week]}
    xs = [large.x(week.on) for week in by_week]
    return (
        pages()
        .get_template("progress.html.j2")
        .render(
            cohort=cohort,
            progress=progress,
            **_by_need(progress, drawn),
            names=names,
            words=words,
            many=many,
            symbols=SYMBOLS,
            axis=small,
            large=large,
            today=today,
            charts=[
                _chart("Meetings since the start", meetings, xs),
                _chart("Active pairs", active, xs),
            ],
            weeks=by_week,
            rules=[(rule, rule.explain(cohort.progress)) for rule in RULES],
        )
    )


def _by_need(progress: CohortProgress, drawn: Sequence[Timeline]) -> dict[str, list[Row]]:
    """The pairs with tasks, the most urgent first; pairs to watch; the rest; replaced pairs."""
    due: dict[tuple[str, str], list[Task]] = {}
    for task in progress.tasks:
        due.setdefault((task.mentee, task.mentor), []).append(task)
    order = {pair: place for place, pair in enumerate(due)}
    rows = [
        (pair, line, due.get((pair.mentee, pair.mentor), []))
        for pair, line in zip(progress.pairs, drawn, strict=True)
    ]
    asking, current = [row for row in rows if row[2]], progress.latest
    return {
        "asking": sorted(asking, key=lambda row: order[row[0].mentee, row[0].mentor]),
        "watched": [row for row in rows if row[0].flags and not row[2] and row[0] in current],
        "well": [row for row in rows if not row[0].flags and not row[2] and row[0] in current],
        "earlier": [row for row in rows if row[0] not in current],
    }


def _chart(title: str, series: Mapping[str, list[int]], xs: list[float]) -> Chart:
    """The curves of named values on one scale."""
    top = max(1, *(value for values in series.values() for value in values))
    curves = []
    for name, values in series.items():
        ys = (round(CHART_HEIGHT - CHART_HEIGHT * value / top, 1) for value in values)
        points = " ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True))
        kind = "expected" if name == "Expected" else "held"
        curves.append(Curve(name=name, kind=kind, points=points, last=values[-1]))
    return Chart(title=title, top=top, height=CHART_HEIGHT, curves=tuple(curves))


def timeline(cohort: Cohort, mentorship: Mentorship, today: date, axis: Axis) -> Timeline:
    """The timeline of one mentorship as it was on a day: meetings, check-ins and goals."""
    known = facts(cohort, mentorship, today)
    counts = [
        many(len(known.mentorship.meetings), "meeting"),
        many(len(known.mentorship.check_ins), "check-in answer"),
    ]
    goals = many(len(known.goals), "goal")
    return Timeline(
        begins=axis.x(known.announced or today),
        ends=axis.x(known.ended or min(today, cohort.dates.end)),
        pauses=tuple((axis.x(since), axis.x(until)) for since, until in known.pauses),
        marks=tuple(_marks(known, axis)),
        summary=f"{', '.join(counts)} and {goals} between the announcement and {today}.",
    )


def _marks(known: Facts, axis: Axis) -> Iterator[Mark]:
    for meeting in sorted(known.mentorship.meetings, key=lambda meeting: meeting.date):
        kind = "met" if meeting.mode == "virtual" else "met in-person"
        title = f"Met on {meeting.date}, {meeting.minutes} minutes, {meeting.mode}"
        yield Mark(shape="dot", kind=kind, x=axis.x(meeting.date), y=ROWS["meeting"], title=title)
    for asked_of in known.asked:
        late = known.ended is None and asked_of.overdue_from <= known.today
        state = "done" if asked_of.on else "late" if late else "open"
        side, title = asked_of.by, f"Check-in of the {asked_of.by}, {asked_of.due}: "
        x = axis.x(asked_of.due)
        yield Mark(shape=side, kind=state, x=x, y=ROWS[side], title=title + state)
    for number, goal in enumerate(known.mentorship.goals, start=1):
        is_open = goal.status == "open"
        over = known.ended is not None and goal.due is not None and goal.due > known.ended
        if goal.due is None or goal.status == "dropped" or (over and is_open):
            continue
        late = is_open and known.ended is None and goal.due < known.today
        state = "late" if late else goal.status
        title = f"Goal {number}, {goal.due}: {state}"
        yield Mark(shape="goal", kind=state, x=axis.x(goal.due), y=ROWS["goal"], title=title)
