"""The personal data held and their retention dates, as text and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from msgspec import to_builtins

from mentoring.operations.retention import Holding, RetentionStatus
from mentoring.render.text import many


def as_text(
    holdings: Sequence[Holding], voices: Sequence[str], strays: Sequence[str], today: date
) -> str:
    """One line per edition, the first due first; then ended voices, and what to do."""
    lines = [_line(holding, today) for holding in _ordered(holdings, today)]
    lines += [f"{path}: the consent to quote this person has ended" for path in voices]
    lines = lines or ["No personal data are held."]
    if voices or any(holding.status(today) is RetentionStatus.PAST for holding in holdings):
        lines += ["", "Remove what is past its date: mentoring retention --apply"]
    if strays:
        lines += [
            "",
            "Files in outbox/ that belong to no edition; delete those you no longer need:",
        ]
        lines += [f"  {path}" for path in strays]
    return "\n".join(lines)


def as_json(
    holdings: Sequence[Holding], voices: Sequence[str], strays: Sequence[str], today: date
) -> dict[str, Any]:
    """The report for programs."""
    editions = [
        {**asdict(holding), "status": holding.status(today)}
        for holding in _ordered(holdings, today)
    ]
    plain: dict[str, Any] = to_builtins(
        {"as_of": today, "editions": editions, "voices": voices, "outbox": strays}
    )
    return plain


def _ordered(holdings: Sequence[Holding], today: date) -> list[Holding]:
    order = list(RetentionStatus)
    return sorted(holdings, key=lambda holding: (order.index(holding.status(today)), holding.until))


def _line(holding: Holding, today: date) -> str:
    days = (holding.until - today).days
    past = "the edition is closed, but data are still held"
    when = {
        RetentionStatus.PAST: past if holding.closed else f"past its date by {-days} days",
        RetentionStatus.SOON: f"due in {days} days, on {holding.until}",
        RetentionStatus.LATER: f"until {holding.until}",
    }[holding.status(today)]
    counts = {
        many(holding.people, "application"): holding.people,
        many(holding.files, "file"): holding.files,
        f"{holding.history} more in the history alone": holding.history,
        f"{holding.outbox} in outbox/": holding.outbox,
    }
    held = ", ".join(words for words, count in counts.items() if count)
    return f"{holding.cohort}: {when}: {held}"
