"""The programme's state for machines: `status.json`, the feed, and pages' front matter."""

import json
from datetime import date, datetime, time

from msgspec import to_builtins

from mentoring.files.yaml.emit import dump
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import MONTHS, day_in_words, zone
from mentoring.site.markup import written
from mentoring.site.state import ROLES, Year, period, states

EARLY, MIDDLE = 10, 20
"""The last days of the month that are called early, and middle."""


def status(cohort: Cohort) -> bytes:
    """Every state of the edition with its days; the build adds the current one as `now`."""
    document = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "timezone": cohort.timezone,
        "states": [
            {
                "state": state.name,
                "from": state.first.isoformat(),
                "until": state.last.isoformat(),
                "line": state.line,
                "page": state.page,
            }
            for state in states(cohort)
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def feed(year: Year) -> bytes:
    """The programme's news as an Atom feed (RFC 4287): an entry for each state of each edition.

    An entry is dated to the first day of its state. The build omits future entries.
    """

    def midnight(cohort: Cohort, day: date) -> str:
        return datetime.combine(day, time(), zone(cohort.timezone)).isoformat()

    news = [
        (cohort, state)
        for cohort in year.editions
        for state in states(cohort)[1:]
        if cohort is year.cohort or state.last <= year.cohort.dates.end
    ]
    news.sort(key=lambda entry: entry[1].first, reverse=True)
    return written("feed.xml.j2", news=news, cohort=year.cohort, midnight=midnight).encode()


def front_matter(year: Year) -> str:
    """The states in order, as YAML for the top of the home page's template."""
    cohort, when = year.cohort, year.cohort.dates.announcement
    spans = {role: map(day_in_words, period(cohort.dates, role)) for role in ROLES}
    always = "; ".join(f"{role}s apply from {' until '.join(span)}" for role, span in spans.items())
    part = "early" if when.day <= EARLY else "mid" if when.day <= MIDDLE else "late"
    announced = f"announced {part} {MONTHS[when.month - 1]} {when.year}"
    keys = ("first", "last", "line", "action", "page")
    days = [{key: state[key] for key in keys} for state in to_builtins(states(cohort))]
    document = {
        "timezone": cohort.timezone,
        "always": f"{always[0].upper()}{always[1:]}.",
        "facts": f"{cohort.months} months · {cohort.pairs} pairs · {announced} · online",
        "days": days,
    }
    return dump({"state": document})


def voices(year: Year) -> str:
    """The quotes with their days, as YAML for the top of the home page's template."""
    return dump({"voices": to_builtins(list(year.quotes))})
