"""Days, months and small numbers in English words, and time zones, the same on every machine."""

from calendar import monthrange
from datetime import date
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def month_in_words(day: date) -> str:
    """The month and year, such as "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_in_words(day: date) -> str:
    """The date, such as "3 November 2026"."""
    return f"{day.day} {month_in_words(day)}"


def number_in_words(number: int) -> str:
    """A number in words, such as "nine"; above ten in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA time zone of the pinned tzdata package; raises ZoneInfoNotFoundError for others."""
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not file.is_file():
        raise ZoneInfoNotFoundError(f"No time zone {name}")
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
