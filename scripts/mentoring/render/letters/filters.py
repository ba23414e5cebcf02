"""Template filters for dates, lists and slugs, in English and independent of the locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mentoring.programme.dates import day_in_words


def day(value: date) -> str:
    """A day in words: 3 November 2026."""
    return day_in_words(value)


def words(slug: str) -> str:
    """A slug in words: career-planning becomes career planning; words stay as they are."""
    return slug.replace("-", " ")


def stage(slug: str) -> str:
    """A career stage inside a sentence."""
    return words(slug)


def times(least: int, most: int) -> str:
    """The number of meetings: 1 meeting, or 1 to 2 meetings."""
    span = str(most) if least == most else f"{least} to {most}"
    return f"{span} meeting{'' if most == 1 else 's'}"


def listed(items: Sequence[object], last: str = "and") -> str:
    """Items as a list in a sentence: a, b and c."""
    texts = [str(item) for item in items]
    if len(texts) < 2:  # noqa: PLR2004 (one item needs no "and")
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"
