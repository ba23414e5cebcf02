"""The personal data held and their retention dates, as text and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from msgspec import to_builtins

from mentoring.operations.retention import Holding, RetentionStatus
from mentoring.render.environment import written


def as_text(
    holdings: Sequence[Holding], voices: Sequence[str], strays: Sequence[str], today: date
) -> str:
    """One line per edition, the first due first; then ended voices, and what to do."""
    held = [(holding, holding.status(today)) for holding in _ordered(holdings, today)]
    return written("retention.txt.j2", held=held, voices=voices, strays=strays, today=today)


def as_json(
    holdings: Sequence[Holding], voices: Sequence[str], strays: Sequence[str], today: date
) -> dict[str, Any]:
    """The report for programs."""
    editions = [
        {**asdict(holding), "status": holding.status(today)}
        for holding in _ordered(holdings, today)
    ]
    document = {"as_of": today, "editions": editions, "voices": voices, "outbox": strays}
    plain: dict[str, Any] = to_builtins(document)
    return plain


def _ordered(holdings: Sequence[Holding], today: date) -> list[Holding]:
    order = list(RetentionStatus)
    return sorted(holdings, key=lambda holding: (order.index(holding.status(today)), holding.until))
