"""The receipt of an audit, for those who cannot audit because they have no key."""

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
    tree, paths = Tree(root), _sources(root)
    lines = (f"{hashlib.sha256(tree.read(path)).hexdigest()}  {path}\n" for path in sorted(paths))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def is_of_pages(root: Path, site: Path) -> bool:
    """Whether a search of `site` covers the present pages: all of them, and no older ones.

    The site was built after the last change to what it is built from, or it is the sources.
    """
    sources = [root / path for path in _sources(root)]
    if all(source.is_relative_to(site) for source in sources):
        return True
    built = [page.stat().st_mtime_ns for page in site.rglob("*.html")]
    written = [source.stat().st_mtime_ns for source in sources]
    pages = [source for source in sources if source.suffix == ".md"]
    return len(built) >= len(pages) and min(built, default=0) >= max(written, default=0)


def _sources(root: Path) -> list[str]:
    """The paths of everything that the site is built from."""
    paths = [path for folder in _PUBLIC for path in Tree(root).list(folder).files]
    return [*paths, *([_SETTINGS] if (root / _SETTINGS).is_file() else [])]


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


def is_needed(programme: Programme) -> bool:
    """Whether a key at hand opens an encrypted edition, so that others need a receipt."""
    return any(edition.keys and edition.is_open for edition in programme.editions.values())


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
