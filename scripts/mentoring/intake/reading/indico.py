"""Reads registrations from Indico's API as the same table that its CSV export gives.

The API of Indico's check-in app needs a personal token with the scope `registrants`. As of Indico
3.3.14, it does not state when a registration was modified; the rest equals the CSV export.
"""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from mentoring.errors import MentoringError, UsageError
from mentoring.intake import said
from mentoring.intake.reading.export import Row, Table

Plain = dict[str, Any]
Watched = Callable[[list[int]], Iterable[int]]

SECONDS = 30
MOST_BYTES = 32 * 1024 * 1024  # of one response
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
STATES = {
    "complete": "Completed",
    "pending": "Pending",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "unpaid": "Awaiting payment",
}
BEFORE, AFTER = ("ID", "Name"), ("Registration date", "Registration state", "Tags")
REFUSED = frozenset({401, 403, 404})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses redirections, which could send the token to another server."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 (as the handler declares it)
        return None


def registrations(url: str, token: str, event: int, form: int | None, watched: Watched) -> Table:
    """The registrations of the event's form, one per row; their ids pass through `watched`.

    Raises UsageError if the token would travel unencrypted to another machine, or if the event has
    several forms and none is named; MentoringError if the server does not answer as Indico does.
    """
    parts = urllib.parse.urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (parts.scheme == "https" and parts.hostname) and not local:
        raise UsageError(said("indico-address", url=url))
    get = partial(_get, url, token)
    try:
        forms = get(f"event/{event}/forms/")
        titles = {int(listed["id"]): str(listed["title"]) for listed in forms}
        if form is None and len(titles) == 1:
            form = next(iter(titles))
        if form not in titles:
            listed = ", ".join(f"{number} ({title})" for number, title in sorted(titles.items()))
            raise UsageError(said("indico-form", forms=listed or "there is none"))
        path = f"event/{event}/forms/{form}/registrations/"
        ids = sorted(int(listed["id"]) for listed in get(path))
        return _table(f"indico-{event}.csv", [get(f"{path}{number}") for number in watched(ids)])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MentoringError(said("indico-fields", url=url, error=repr(error))) from error


def _get(url: str, token: str, path: str) -> Any:  # noqa: ANN401 (whatever the server says)
    """The server's response to a GET request, as parsed JSON."""
    request = urllib.request.Request(  # noqa: S310 (its scheme is checked)
        f"{url.rstrip('/')}/api/checkin/{path}",
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            data = answer.read(MOST_BYTES + 1)
        return json.loads(data) if len(data) <= MOST_BYTES else None
    except urllib.error.HTTPError as error:
        error.close()
        refused = f"indico-{error.code if error.code in REFUSED else 'status'}"
        facts = {"url": url, "status": error.code, "path": path}
        raise MentoringError(said(refused, **facts)) from None
    except (OSError, http.client.HTTPException) as error:
        raise MentoringError(said("indico-silent", url=url, error=error)) from None
    except ValueError:
        raise MentoringError(said("indico-json", url=url, path=path)) from None


def _table(name: str, found: Sequence[Plain]) -> Table:
    """A column for each field, in the form's order, between the columns that the export adds."""
    answers = [
        {
            (int(section["position"]), int(field["position"]), int(field["id"])): field
            for section in registration["registration_data"]
            for field in section["fields"]
        }
        for registration in found
    ]
    titles = {place: str(field["title"]) for given in answers for place, field in given.items()}
    places = sorted(titles)
    headers = (*BEFORE, *(" ".join(titles[place].split()) for place in places), *AFTER)
    rows = []
    for number, (registration, given) in enumerate(zip(found, answers, strict=True), 2):
        texts = [_text(given[place]) if place in given else "" for place in places]
        named = dict(zip(map(titles.__getitem__, places), texts, strict=True))
        both = f"{named.get('First Name', '')} {named.get('Last Name', '')}".strip()
        cells = (
            str(registration["id"]),
            both or str(registration["full_name"]),
            *texts,
            str(registration["registration_date"]),
            STATES[registration["state"]],
            "; ".join(str(tag["title"]) for tag in registration["tags"]),
        )
        rows.append(Row(number=number, cells=cells))
    return Table(name=name, headers=headers, rows=tuple(rows), above=(headers,))


def _text(field: Plain) -> str:
    """A field's answer as the CSV export would write it; extra places of a choice as “(+2)”."""
    data, choices = field["data"], field.get("choices", [])
    if data in (None, "", {}, []):
        return ""
    if isinstance(data, bool):
        return "Yes" if data else "No"
    if isinstance(data, dict):
        chosen = [(each["caption"], data[each["id"]]) for each in choices if each["id"] in data]
        data = [f"{text} (+{count - 1})" if count > 1 else text for text, count in chosen]
    if isinstance(data, list):
        return "; ".join(map(str, data))
    countries = {choice.get("countryKey"): choice["caption"] for choice in choices}
    return str(countries.get(data, data))
