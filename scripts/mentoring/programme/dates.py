"""Days in English words, whatever the machine's locale."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_in_words(day: date) -> str:
    """Such as "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """Such as "3 November 2026"."""
    return f"{day.day} {month_in_words(day)}"
