"""Contact addresses of roles, never of people."""

from __future__ import annotations

from mentoring.site.dates import table
from mentoring.site.year import Year


def contacts(year: Year, _page: str) -> str:
    """The addresses and their purposes."""
    to = year.cohort.contacts
    rows = [
        ("Questions about the programme, your application or your pair", _mail(to.organisers)),
        ("Something that has gone badly wrong between people", _mail(to.safeguarding)),
        ("Your data: access, correction, withdrawal, deletion", _mail(to.privacy)),
    ]
    return table(["For", "Write to"], rows)


def _mail(address: str) -> str:
    return f"[{address}](mailto:{address})"
