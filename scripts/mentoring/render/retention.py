"""The personal data held and their retention dates, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from mentoring.operations.retention import Holding, RetentionStatus
from mentoring.render.phrases import many


def as_text(holdings: Sequence[Holding], strays: Sequence[str], today: date) -> str:
    """One line per edition, the first due first; then what to do."""
    lines = [_line(one, today) for one in _ordered(holdings, today)]
    if not lines:
        lines = ["No personal data are held."]
    if any(holding.status(today) is RetentionStatus.PAST for holding in holdings):
        lines += ["", "Remove what is past its date: mentoring retention --apply"]
    return "\n".join([*lines, *_loose(strays)])


def as_json(holdings: Sequence[Holding], strays: Sequence[str], today: date) -> dict[str, Any]:
    """The report for programs."""
    return {
        "as_of": today.isoformat(),
        "editions": [
            {**asdict(one), "until": one.until.isoformat(), "status": one.status(today).value}
            for one in _ordered(holdings, today)
        ],
        "outbox": list(strays),
    }


def _ordered(holdings: Sequence[Holding], today: date) -> list[Holding]:
    order = list(RetentionStatus)
    return sorted(holdings, key=lambda holding: (order.index(holding.status(today)), holding.until))


def _line(one: Holding, today: date) -> str:
    days = (one.until - today).days
    when = {
        RetentionStatus.PAST: "the edition is closed, but data are still held"
        if one.closed
        else f"past its date by {-days} days",
        RetentionStatus.SOON: f"due in {days} days, on {one.until}",
        RetentionStatus.LATER: f"until {one.until}",
    }[one.status(today)]
    held = [
        what
        for count, what in (
            (one.people, many(one.people, "application")),
            (one.files, many(one.files, "file")),
            (one.history, f"{one.history} more in the history alone"),
            (one.outbox, f"{one.outbox} in outbox/"),
        )
        if count
    ]
    return f"{one.cohort}: {when}: {', '.join(held)}"


def _loose(strays: Sequence[str]) -> Iterator[str]:
    if strays:
        yield "\nFiles in outbox/ that belong to no edition; delete those that you no longer need:"
        yield from (f"  {path}" for path in strays)
