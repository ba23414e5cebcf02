"""Dates and lists as the pages write them: in English, whatever the machine's locale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mentoring.programme.dates import MONTHS, day_in_words
from mentoring.site.html import element

ORDINALS = (
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
)


def day(when: date) -> str:
    """The date, such as "3 November 2026", marked up for machines too."""
    return f'<time datetime="{when.isoformat()}">{day_in_words(when)}</time>'


def days(first: date, last: date) -> str:
    """A range of days; a common year is stated only once."""
    short = f"{first.day} {MONTHS[first.month - 1]}"
    begin = f'<time datetime="{first.isoformat()}">{short}</time>'
    return f"{begin if first.year == last.year else day(first)} to {day(last)}"


def instant(when: datetime) -> str:
    """The time, such as "12 November 2026, 16:00", with its UTC offset for machines."""
    stamp = when.isoformat(timespec="minutes")
    return f'<time datetime="{stamp}">{day_in_words(when)}, {when:%H:%M}</time>'


def ordinal(number: int) -> str:
    """The ordinal, such as "First" for 1; beyond the tenth in digits."""
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a heading that ends with a colon aligns its column right."""
    rule = ["---:" if name.endswith(":") else "---" for name in head]
    lines = [[name.rstrip(":") for name in head], rule, *rows]
    return "\n".join(f"| {' | '.join(cell(one) for one in line)} |" for line in lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A table row for a range of days or a single day."""

    first: date
    last: date
    cells: tuple[str, ...]


def dated_table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """An HTML table whose rows can be marked as past, current and next; cells are markup."""
    top = element("tr", *(element("th", name) for name in head))
    body = (
        element(
            "tr",
            *(element("td", cell) for cell in row.cells),
            data_from=row.first,
            data_until=row.last,
        )
        for row in rows
    )
    lines = "\n".join([element("thead", top), "<tbody>", *body, "</tbody>"])
    return f"<table>\n{lines}\n</table>"


def cell(text: str) -> str:
    """Text escaped so that it stays in its table cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def plain(text: str) -> str:
    """Text from a file, escaped so that it is never markup."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(character, entity)
    return "".join(f"\\{one}" if one in "\\`*_[]#" else one for one in text)
