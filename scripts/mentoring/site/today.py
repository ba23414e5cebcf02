"""Page content that depends on the day: all states are included, and one is shown."""

from mentoring.files.yaml.emit import dump
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import MONTHS, day_in_words
from mentoring.site.markup import day, days, element, text
from mentoring.site.state import DAY, ROLES, Role, State, period, states, windows
from mentoring.site.year import Year

EARLY, MIDDLE = 10, 20
"""The last days of the month that are called early, and middle."""


def front_matter(year: Year, _page: str) -> str:
    """The states in order, as YAML for the top of the home page's template."""
    cohort = year.cohort
    spans = {role: map(day_in_words, period(cohort.dates, role)) for role in ROLES}
    always = "; ".join(f"{role}s apply from {' until '.join(span)}" for role, span in spans.items())
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


def voices(year: Year, _page: str) -> str:
    """The quotes with their days, as YAML for the top of the home page's template."""
    quotes = [
        {
            "words": quote.words,
            "name": quote.name,
            "given": quote.given.isoformat(),
            "until": quote.until.isoformat(),
        }
        for quote in year.quotes
    ]
    return dump({"voices": quotes})


def in_short(cohort: Cohort) -> str:
    """The key facts, such as "9 months · 20 pairs · announced early November 2026 · online"."""
    when = cohort.dates.announcement
    part = "early" if when.day <= EARLY else "mid" if when.day <= MIDDLE else "late"
    announced = f"announced {part} {MONTHS[when.month - 1]} {when.year}"
    return " · ".join([f"{cohort.months} months", f"{cohort.pairs} pairs", announced, "online"])


def cards(year: Year, _page: str) -> str:
    """A card per role: open until, opens on, or closed; with the form only while open."""
    return _scope(year.cohort, "cards", *(_card(year.cohort, role) for role in ROLES))


def mentor_card(year: Year, _page: str) -> str:
    """The card for mentors only."""
    return _scope(year.cohort, "cards", _card(year.cohort, "mentor"))


def phases(cohort: Cohort, _page: str) -> str:
    """The sentence of the current state, then the five phases of the edition with their days."""
    dates = cohort.dates
    closed = max(dates.mentors_close, dates.mentees_close) + DAY
    announced = dates.announcement
    spans = [
        ("Mentors apply", *period(dates, "mentor")),
        ("Mentees apply", *period(dates, "mentee")),
        ("Review and matching", closed, announced - DAY),
        ("Pairs announced", announced, dates.start - DAY),
        ("Pairs meet", dates.start, dates.end),
    ]
    items = [
        element(
            "li",
            f"{element('strong', title)} {day(first) if first == announced else days(first, last)}",
            data_from=first,
            data_until=last,
        )
        for title, first, last in spans
    ]
    lines = (
        _only(state, element("p", text(state.line), class_="phases__today"))
        for state in states(cohort)
    )
    return _scope(cohort, "phases", *lines, element("ol", "\n", "\n".join(items), "\n"))


def _scope(cohort: Cohort, name: str, *parts: str) -> str:
    return element("div", "\n", "\n".join(parts), "\n", class_=name, data_timezone=cohort.timezone)


def _only(state: State, *children: str) -> str:
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


def _card(cohort: Cohort, role: Role) -> str:
    form, mail = cohort.forms.get(role), cohort.contacts.organisers
    url = form.url if form else None
    apply = element("a", f"Apply as a {role}", class_="button button--first", href=url)
    linked = element("p", apply if url else "The form will be linked here.")
    write = element("a", text(mail), href=f"mailto:{mail}")
    late = element("p", f"Too late, or would you like to withdraw? Write to {write}.")
    always = element("p", f"Open {days(*period(cohort.dates, role))}.")
    below = {"open": linked, "closed": late}
    dated = (
        _only(
            window,
            element("p", element("strong", text(window.line))),
            below.get(window.name, ""),
        )
        for window in windows(cohort.dates, role)
    )
    return element(
        "section",
        element("h2", f"As a {role}"),
        element("div", always, linked, data_otherwise=True),
        *dated,
        class_="card",
        data_role=role,
    )
