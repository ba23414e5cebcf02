"""The receipt of an audit, for those who cannot audit because they have no key."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from mentoring.disclosure.leaks.audit import Report
from mentoring.errors import UsageError
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.people.ledger import Audited
from mentoring.store.programme import Programme


def digest_of_pages(root: Path) -> str:
    """The SHA-256 of everything that the site is built from: paths and contents."""
    lines = (
        f"{hashlib.sha256(Tree(root).read(path)).hexdigest()}  {path}\n"
        for path in sorted(_sources(root))
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def is_of_pages(root: Path, site: Path) -> bool:
    """Whether a search of `site` covers the present pages: all of them, and no older ones.

    The site was built after the last change to what it is built from, or it is the sources.
    """
    sources = [root / path for path in _sources(root)]
    if all(source.is_relative_to(site) for source in sources):
        return True
    built = [page.stat().st_mtime_ns for page in site.rglob("*.html")]
    changed = max((source.stat().st_mtime_ns for source in sources), default=0)
    pages = sum(source.suffix == ".md" for source in sources)
    return len(built) >= pages and min(built, default=0) >= changed


def _sources(root: Path) -> list[str]:
    """The paths of everything that the site is built from."""
    paths = [path for folder in ("docs", "overrides") for path in Tree(root).list(folder).files]
    return [*paths, *(["mkdocs.yml"] if (root / "mkdocs.yml").is_file() else [])]


def closed(programme: Programme) -> list[str]:
    """The editions with people whose names no key at hand opens."""
    return [name for name, edition in programme.editions.items() if edition.needs_key]


def readable(programme: Programme) -> Programme:
    """The programme without editions whose key was destroyed: no one can search for its people."""
    editions = programme.editions.items()
    kept = {name: edition for name, edition in editions if not edition.is_destroyed}
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
    for edition in programme.editions.values():
        for entry in edition.audited:
            if entry.record.pages == pages:
                return entry.record
    raise UsageError(message(__package__, "receipt", editions=", ".join(closed(programme))))
