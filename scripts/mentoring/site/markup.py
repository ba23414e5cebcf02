"""The templates of the site, with filters that escape their words and write their days."""

import json
from datetime import date
from functools import cache, partial
from html import escape
from posixpath import dirname, relpath

from jinja2 import Environment
from msgspec import to_builtins

from mentoring.aggregates.release import total
from mentoring.files.messages import templates
from mentoring.files.yaml.emit import dump
from mentoring.programme.dates import day_in_words, month_in_words
from mentoring.site.state import DAY, ROLES, period, states


def plain(words: str) -> str:
    """Text from a file, escaped so that Markdown never reads it as markup."""
    escaped = escape(words, quote=False)
    return "".join(f"\\{sign}" if sign in "\\`*_[]#" else sign for sign in escaped)


def cell(words: str) -> str:
    """Text escaped so that it stays in its cell of a Markdown table."""
    return words.replace("|", "\\|").replace("\n", " ")


@cache
def environment() -> Environment:
    """The environment of the site's templates, which escape what they show with filters."""
    made = templates("mentoring.site")  # pages are Markdown, whose own markup must stay
    made.filters |= {
        "text": partial(escape, quote=False),
        "plain": plain,
        "cell": cell,
        "attribute": escape,
        "json": lambda words: json.dumps(words, ensure_ascii=False).replace("<", "\\u003c"),
        "day": lambda when: f'<time datetime="{when}">{day_in_words(when)}</time>',
        "in_words": day_in_words,
        "month": month_in_words,
        "total": total,
        "yaml": lambda value: dump(to_builtins(value)),
        "alphabetical": lambda names: sorted(names, key=str.casefold),
        "short": lambda number: f"{number:.1f}".removesuffix(".0"),
    }
    made.globals |= {"date": date, "DAY": DAY, "ROLES": ROLES, "period": period, "states": states}
    # both paths are from docs/, and a relative link works at any address
    made.globals["link"] = lambda page, target: relpath(target, dirname(page) or ".")
    return made


def written(template: str, **values: object) -> str:
    """A template of the package, filled in."""
    return environment().get_template(template).render(values)
