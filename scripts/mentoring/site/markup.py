"""The templates of the site, with filters that escape their words and write their days."""

import json
from datetime import date
from functools import cache
from html import escape
from posixpath import dirname, relpath

from jinja2 import Environment
from msgspec import to_builtins

from mentoring.aggregates.release import total
from mentoring.files.messages import templates
from mentoring.files.yaml.emit import dump
from mentoring.programme.dates import MONTHS, day_in_words, month_in_words
from mentoring.site.state import DAY, ROLES, period, states


def text(words: str) -> str:
    """Text escaped as HTML."""
    return escape(words, quote=False)


def plain(words: str) -> str:
    """Text from a file, escaped so that Markdown never reads it as markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]#" else sign for sign in text(words))


def cell(words: str) -> str:
    """Text escaped so that it stays in its cell of a Markdown table."""
    return words.replace("|", "\\|").replace("\n", " ")


def _link(page: str, target: str) -> str:
    """The relative link from a page to a file, both from docs/, so that any address works."""
    return relpath(target, dirname(page) or ".")


def _day(when: date) -> str:
    """The date, such as "3 November 2026", marked up for machines too."""
    return f'<time datetime="{when.isoformat()}">{day_in_words(when)}</time>'


def days(first: date, last: date) -> str:
    """A range of days; a common year is stated only once."""
    short = f"{first.day} {MONTHS[first.month - 1]}"
    begin = f'<time datetime="{first.isoformat()}">{short}</time>'
    return f"{begin if first.year == last.year else _day(first)} to {_day(last)}"


@cache
def environment() -> Environment:
    """The environment of the site's templates, which escape what they show with filters."""
    made = templates("mentoring.site")  # pages are Markdown, whose own markup must stay
    made.filters |= {
        "text": text,
        "plain": plain,
        "cell": cell,
        "attribute": escape,
        "json": lambda words: json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"),
        "day": _day,
        "in_words": day_in_words,
        "month": month_in_words,
        "total": total,
        "yaml": lambda value: dump(to_builtins(value)),
        "alphabetical": lambda names: sorted(names, key=str.casefold),
        "short": lambda number: f"{number:.1f}".removesuffix(".0"),
    }
    made.globals |= {"date": date, "DAY": DAY, "ROLES": ROLES, "days": days, "link": _link}
    made.globals |= {"period": period, "states": states}
    return made


def written(template: str, **values: object) -> str:
    """A template of the package, filled in."""
    return environment().get_template(template).render(values)
