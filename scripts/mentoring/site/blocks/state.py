"""Page content that depends on the day: all states are included, and one is shown."""

from __future__ import annotations

from mentoring.files.yaml.emit import dump
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import MONTHS, day_in_words
from mentoring.site.dates import days
from mentoring.site.html import element, text
from mentoring.site.state import ROLES, Role, State, Window, period, states, windows
from mentoring.site.year import Year

EARLY, MIDDLE = 10, 20
"""The last days of the month that are called early, and middle."""


def front_matter(year: Year, _page: str) -> str:
    """The states in order, as YAML for the top of the home page's template."""
    cohort = year.cohort
    always = "; ".join(f"{role}s apply {_days(cohort, role)}" for role in ROLES)
    document = {
        "timezone": cohort.timezone,
        "always": f"{always[0].upper()}{always[1:]}.",
        "facts": in_short(cohort),
        "days": [
            {
                "first": state.first.isoformat(),
                "last": state.last.isoformat(),
                "line": state.line,
                "action": state.action,
                "page": state.page,
            }
            for state in states(cohort)
        ],
    }
    return dump({"state": document})


def lines(cohort: Cohort) -> list[str]:
    """The sentence of each state, for pages with the buttons elsewhere."""
    return [
        only(state, element("p", text(state.line), class_="phases__today"))
        for state in states(cohort)
    ]


def cards(year: Year, _page: str) -> str:
    """A card per role: open until, opens on, or closed; with the form only while open."""
    return _scope(year.cohort, "cards", [_card(year.cohort, role) for role in ROLES])


def mentor_card(year: Year, _page: str) -> str:
    """The card for mentors only."""
    return _scope(year.cohort, "cards", [_card(year.cohort, "mentor")])


def in_short(cohort: Cohort) -> str:
    """The key facts, such as "9 months · 20 pairs · announced early November · online"."""
    when = cohort.dates.announcement
    part = "early" if when.day <= EARLY else "mid" if when.day <= MIDDLE else "late"
    announced = f"announced {part} {MONTHS[when.month - 1]}"
    return " · ".join([f"{cohort.months} months", f"{cohort.pairs} pairs", announced, "online"])


def only(state: State | Window, *children: str) -> str:
    """A part of the page that is shown only on the days of a state."""
    return element(
        "div",
        *children,
        data_search_exclude=True,
        data_only=True,
        data_from=state.first,
        data_until=state.last,
        hidden=True,
    )


def _scope(cohort: Cohort, name: str, parts: list[str]) -> str:
    return element("div", "\n", "\n".join(parts), "\n", class_=name, data_timezone=cohort.timezone)


def _days(cohort: Cohort, role: Role) -> str:
    first, last = period(cohort.dates, role)
    return f"from {day_in_words(first)} until {day_in_words(last)}"


def _card(cohort: Cohort, role: Role) -> str:
    opens, closes = period(cohort.dates, role)
    always = element("p", f"Open {days(opens, closes)}.") + _form(cohort, role)
    parts = [
        element("h2", f"As a {role}"),
        element("div", always, data_otherwise=True),
        *(_window(cohort, role, window) for window in windows(cohort, role)),
    ]
    return element("section", *parts, class_="card", data_role=role)


def _window(cohort: Cohort, role: Role, window: Window) -> str:
    line = element("p", element("strong", text(window.line)))
    return only(window, line, _form(cohort, role) if window.name == "open" else "")


def _form(cohort: Cohort, role: Role) -> str:
    form = cohort.forms.get(role)
    words = f"Apply as a {role}"
    if form and form.url:
        return element("p", element("a", words, class_="button button--first", href=form.url))
    return element("p", "The form will be linked here.")
