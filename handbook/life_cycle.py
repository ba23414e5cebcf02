"""The life cycle of a mentorship as a picture and tables, drawn from the package's own tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from html import escape
from math import copysign, hypot
from typing import TYPE_CHECKING, Literal, get_args

from mentoring.people.lifecycle import (
    TRANSITIONS,
    EventName,
    HistoryEntry,
    Life,
    Meaning,
    MentorshipStatus,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Move = tuple[MentorshipStatus, MentorshipStatus]
By = Side | Literal["organiser"]
Point = tuple[float, float]
WIDTH, HEIGHT, HALF_WIDTH, HALF_HEIGHT = 1130, 400, 62, 22
ROW, LINE, FAR = 76, 15, 400
CENTRES = {
    MentorshipStatus.PROPOSED: (80, ROW),
    MentorshipStatus.ANNOUNCED: (320, ROW),
    MentorshipStatus.ACCEPTED: (580, ROW),
    MentorshipStatus.ACTIVE: (840, ROW),
    MentorshipStatus.PAUSED: (790, 250),
    MentorshipStatus.ENDED: (400, 355),
    MentorshipStatus.COMPLETED: (1050, 215),
}
HEAD = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" \
font-family="sans-serif" font-size="13">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0L8 4L0 8z" fill="#1d3557"/></marker></defs>
<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff"/>"""
PAGE = """---
title: The life cycle of a pair
---

# The life cycle of a pair

A mentorship's status follows from the events in its history; `mentoring validate` holds the stored
status to them. This page is written by `make handbook` from the transitions that the commands use.

![The states of a mentorship and the events that lead from one to the next, as in the tables
below](life-cycle.svg)

## States

| state | what it is | told | deadlines run | day of return | takes a place | certificate |
| --- | --- | --- | --- | --- | --- | --- |
{states}

Only a pair that was told and is not over gets letters. On its day of return, a pair that rests is
asked whether it goes on. Time in which no deadline runs is added to every deadline. A place counts
for the mentor's capacity and for the edition's number of pairs.

## Events

Each event is recorded with its day and with who did it. One that was recorded by mistake is taken
back by `mentoring pair undo`; it stays in the history, marked with the day on which it was undone.

| event | may be recorded while the pair is | leads to |
| --- | --- | --- |
{events}
"""


def life_cycle() -> dict[str, str]:
    """The page and its picture, by path."""
    page = PAGE.format(states="\n".join(_states()), events="\n".join(_events()))
    return {"reference/life-cycle.md": page, "reference/life-cycle.svg": _picture()}


def _states() -> Iterator[str]:
    for status in MentorshipStatus:
        means = status.meaning
        ticks = (means.told, means.deadlines, means.rests, means.place, means.certificate)
        cells = " | ".join("yes" if tick else "no" for tick in ticks)
        yield f"| {status} | {means.words} | {cells} |"


def _events() -> Iterator[str]:
    moves = _moves()
    for event, leads in TRANSITIONS.items():
        inside = ", ".join(status for status in MentorshipStatus if status in leads)
        reached = {after for (_, after), events in moves.items() if event in events}
        reached |= {MentorshipStatus.PROPOSED} if event == "proposed" else set()
        targets = ", ".join(status for status in MentorshipStatus if status in reached)
        yield f"| {event} | {inside or 'nothing yet'} | {targets or 'no other state'} |"


def _moves() -> dict[Move, dict[EventName, None]]:
    """Every change of state that some history makes, with the events that make it."""
    found: dict[Move, dict[EventName, None]] = defaultdict(dict)
    seen, waiting = {Life()}, [Life()]
    while waiting:
        now = waiting.pop()
        for event in _possible():
            after = now.after(event)
            if after.refused or after.status is None:
                continue
            if now.status not in {None, after.status} and now.status:
                found[now.status, after.status][event.what] = None
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return found


def _possible() -> Iterator[HistoryEntry]:
    """Every event, by everybody."""
    parties: tuple[By, ...] = ("mentee", "mentor", "organiser")
    for what in get_args(EventName):
        for by in parties:
            yield HistoryEntry(on=date.min, what=what, by=by)


def _picture() -> str:
    moves = _moves()
    arrows = [
        _arrow(before, after, list(moves[before, after]), back=(after, before) in moves)
        for before, after in sorted(moves, key=lambda move: [list(CENTRES).index(s) for s in move])
    ]
    boxes = [_box(status, status.meaning) for status in MentorshipStatus]
    return "\n".join((HEAD, *arrows, *boxes, "</svg>\n"))


def _box(status: MentorshipStatus, means: Meaning) -> str:
    x, y = CENTRES[status]
    fill = "#e8f1f5" if means.place else "#f3f3f3"
    left, top = x - HALF_WIDTH, y - HALF_HEIGHT
    return (
        f'<rect x="{left}" y="{top}" width="{2 * HALF_WIDTH}" height="{2 * HALF_HEIGHT}" rx="6" '
        f'fill="{fill}" stroke="#1d3557"/><text x="{x}" y="{y + 5}" text-anchor="middle" '
        f'font-size="15" fill="#1d3557">{escape(status)}</text>'
    )


def _arrow(
    before: MentorshipStatus, after: MentorshipStatus, events: list[EventName], *, back: bool
) -> str:
    """A line from border to border; over the box between two that are far apart in the row."""
    (x1, y1), (x2, y2) = CENTRES[before], CENTRES[after]
    length = hypot(x2 - x1, y2 - y1)
    aside = 9 if back else 0
    dx, dy = -(y2 - y1) / length * aside, (x2 - x1) / length * aside
    start = _border((x1, y1), (dx, dy), (x2 - x1, y2 - y1))
    end = _border((x2, y2), (dx, dy), (x1 - x2, y1 - y2))
    bend, label = (
        _between(start, end, 0.5),
        _between(start, end, 0.72 if after.meaning.certificate else 0.4),
    )
    if y1 == y2:
        label = (label[0], y1 - 4 - LINE * (len(events) - 1))
    if y1 == y2 and abs(x2 - x1) > FAR:
        start, end = (x1, y1 - HALF_HEIGHT), (x2, y2 - HALF_HEIGHT)
        bend, label = ((x1 + x2) / 2, y1 - 75), ((x1 + x2) / 2, y1 - 38)
    lines = "".join(
        f'<tspan x="{label[0]:.0f}" dy="{LINE if number else 0}">{escape(event)}</tspan>'
        for number, event in enumerate(events)
    )
    return (
        f'<path d="M{start[0]:.0f} {start[1]:.0f}Q{bend[0]:.0f} {bend[1]:.0f} {end[0]:.0f} '
        f'{end[1]:.0f}" fill="none" stroke="#1d3557" marker-end="url(#tip)"/>'
        f'<text y="{label[1]:.0f}" text-anchor="middle" fill="#444" stroke="#fff" '
        f'stroke-width="4" paint-order="stroke">{lines}</text>'
    )


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _border(centre: Point, aside: Point, towards: Point) -> Point:
    """Where a line beside a box's centre leaves the box."""
    steps = [
        (copysign(half, to) - off) / to
        for half, off, to in zip((HALF_WIDTH, HALF_HEIGHT), aside, towards, strict=True)
        if to
    ]
    step = min(steps)
    return centre[0] + aside[0] + towards[0] * step, centre[1] + aside[1] + towards[1] * step
