"""Markdown and HTML as text: elements, links, days and tables, with escaped words."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from posixpath import dirname, relpath

from mentoring.programme.dates import MONTHS, day_in_words

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


def element(name: str, *children: str, **attributes: object) -> str:
    """An HTML or SVG element. `_` in an attribute's name becomes `-`; a trailing `_` is removed.

    Children are markup; attributes are escaped. An attribute that is None is omitted, and one that
    is True has no value.
    """
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    stated = [
        name if value is True else f'{name}="{escape(str(value))}"'
        for name, value in named
        if value is not None
    ]
    return f"<{' '.join([name, *stated])}>{''.join(children)}</{name}>"


def text(words: str) -> str:
    """Text escaped as HTML."""
    return escape(words, quote=False)


def plain(words: str) -> str:
    """Text from a file, escaped so that Markdown never reads it as markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]#" else sign for sign in text(words))


def cell(words: str) -> str:
    """Text escaped so that it stays in its cell of a Markdown table."""
    return words.replace("|", "\\|").replace("\n", " ")


def link(page: str, target: str) -> str:
    """The relative link from a page to a file, so that the site works at any address.

    Both paths are relative to docs/.
    """
    return relpath(target, dirname(page) or ".")


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
    """The ordinal, such as "First" for 1; beyond the sixth in digits."""
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a heading that ends with a colon aligns its column right."""
    rule = ["---:" if name.endswith(":") else "---" for name in head]
    lines = [[name.rstrip(":") for name in head], rule, *rows]
    return "\n".join(f"| {' | '.join(map(cell, line))} |" for line in lines)


def dated_table(head: Sequence[str], rows: Iterable[tuple[date, date, Sequence[str]]]) -> str:
    """An HTML table with the first and the last day of each row, whose cells are markup.

    The site's script and `.ci/finish-site` mark the rows as past, current and next.
    """
    body = [
        element("tr", *(element("td", words) for words in cells), data_from=first, data_until=last)
        for first, last, cells in rows
    ]
    top = element("thead", element("tr", *(element("th", name) for name in head)))
    return "\n".join(["<table>", top, "<tbody>", *body, "</tbody>", "</table>"])
