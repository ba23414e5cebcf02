"""Decides from the answers whether 05/10 is a day in October or in May."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mentoring.intake.forms.mapping import Clock
from mentoring.intake.reading.timestamps import day

_NUMBERED = re.compile(r"%[dm]")


def swapped(form: str) -> str | None:
    """The format with day and month swapped; None if either is written as a name."""
    if set(_NUMBERED.findall(form)) != {"%d", "%m"}:
        return None
    return _NUMBERED.sub(lambda found: {"%d": "%m", "%m": "%d"}[found[0]], form)


def better(texts: Sequence[str], form: str, clock: Clock) -> str | None:
    """The swapped format, if it reads every text and the stated one does not."""
    other = swapped(form)
    if other is None or not texts:
        return None
    stated, turned = _days(texts, form, clock), _days(texts, other, clock)
    return other if None in stated and None not in turned else None


def is_open(texts: Sequence[str], form: str, clock: Clock) -> bool:
    """Whether both orders read every text, but some as different days."""
    other = swapped(form)
    if other is None:
        return False
    stated, turned = _days(texts, form, clock), _days(texts, other, clock)
    return None not in (*stated, *turned) and stated != turned


def _days(texts: Sequence[str], form: str, clock: Clock) -> list[date | None]:
    return [_day(text, replace(clock, day=form)) for text in texts]


def _day(text: str, clock: Clock) -> date | None:
    try:
        return day(text, clock)
    except (ValueError, OverflowError, TypeError):
        return None
