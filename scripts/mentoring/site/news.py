"""Machine-readable forms of the programme's state: `status.json`, the feed, schema.org data."""

import json
from datetime import date, datetime, time
from typing import Any

from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import zone
from mentoring.site.markup import element, text
from mentoring.site.state import ROLES, Role, State, period, states
from mentoring.site.year import Year


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
    news = [
        (cohort, state)
        for cohort in year.editions
        for state in states(cohort)[1:]
        if cohort is year.cohort or state.last <= year.cohort.dates.end
    ]
    news.sort(key=lambda entry: entry[1].first, reverse=True)
    name = text(year.cohort.programme)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        element("title", name),
        element("id", "urn:mentoring:news"),
        element("updated", _midnight(year.cohort, year.cohort.dates.mentors_open)),
        element("author", element("name", name)),
        *(_entry(cohort, state) for cohort, state in news),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode()


def _entry(cohort: Cohort, state: State) -> str:
    published = _midnight(cohort, state.first)
    return element(
        "entry",
        element("id", f"urn:mentoring:{cohort.cohort}:{state.name}"),
        element("title", text(state.line)),
        f'<link href="{state.page}"/>',
        element("published", published),
        element("updated", published),
        element("summary", text(f"Edition {cohort.cohort}: {state.line}")),
    )


def _midnight(cohort: Cohort, day: date) -> str:
    return datetime.combine(day, time(), zone(cohort.timezone)).isoformat()


def event(year: Year, _page: str) -> str:
    """The edition as schema.org's Event, for search engines."""
    cohort = year.cohort
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": f"{cohort.programme} {cohort.cohort}",
        "startDate": cohort.dates.start.isoformat(),
        "endDate": cohort.dates.end.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": 2 * cohort.pairs,
        "organizer": {"@type": "Organization", "name": cohort.programme},
        "offers": [_offer(cohort, role) for role in ROLES],
    }
    words = json.dumps(data, indent=2, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">\n{words}\n</script>'


def _offer(cohort: Cohort, role: Role) -> dict[str, Any]:
    opens, closes = period(cohort.dates, role)
    form = cohort.forms.get(role)
    return {
        "@type": "Offer",
        "name": f"Application as a {role}",
        "price": 0,
        "priceCurrency": "EUR",
        "validFrom": opens.isoformat(),
        "validThrough": closes.isoformat(),
        **({"url": form.url} if form and form.url else {}),
    }
