"""The receipt of an audit, for those who cannot audit because they have no key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from mentoring.disclosure.leaks.finding import Report
from mentoring.errors import UsageError
from mentoring.files.tree import Tree
from mentoring.people.ledger import Audited
from mentoring.store.programme import Programme

_PUBLIC = ("docs", "overrides")
_SETTINGS = "mkdocs.yml"


def digest_of_pages(root: Path) -> str:
    """The SHA-256 of everything that the site is built from: paths and contents."""
    tree = Tree(root)
    paths = [path for folder in _PUBLIC for path in tree.list(folder).files]
    paths += [_SETTINGS] if (root / _SETTINGS).is_file() else []
    lines = (f"{hashlib.sha256(tree.read(path)).hexdigest()}  {path}\n" for path in sorted(paths))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def closed(programme: Programme) -> list[str]:
    """The editions with people whose names no key at hand opens."""
    return [
        name
        for name, edition in programme.editions.items()
        if not edition.is_open and not edition.is_destroyed
    ]


def readable(programme: Programme) -> Programme:
    """The programme without editions whose key was destroyed: no one can search for its people."""
    kept = {name: e for name, e in programme.editions.items() if not e.is_destroyed}
    return replace(programme, editions=kept)


def has_keys(programme: Programme) -> bool:
    """Whether any edition is encrypted, so that others need a receipt."""
    return any(edition.keys for edition in programme.editions.values())


def receipt(programme: Programme, root: Path, report: Report, today: date) -> Audited:
    """What was searched, and when; of an audit that found nothing."""
    return Audited(
        cohort=list(programme.editions)[-1],
        pages=digest_of_pages(root),
        on=today,
        files=report.files,
        people=report.people,
    )


def required(programme: Programme, root: Path) -> Audited:
    """The receipt of exactly these pages; raises UsageError if there is none."""
    pages = digest_of_pages(root)
    for entry in _receipts(programme):
        if entry.pages == pages:
            return entry
    raise UsageError(
        f"This needs names, and no key at hand opens the identities of "
        f"{', '.join(closed(programme))}; nor is there a receipt for exactly these pages: a "
        "steward with a key runs `mentoring audit`, and commits the receipt."
    )


def _receipts(programme: Programme) -> Iterator[Audited]:
    for edition in programme.editions.values():
        yield from (entry.record for entry in edition.audited)
