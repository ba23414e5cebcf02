"""The receipt of an audit, for those who cannot audit because they have no key."""

import hashlib
from datetime import date
from pathlib import Path

from mentoring.disclosure.leaks.audit import Report
from mentoring.errors import UsageError
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.people.ledger import Audited
from mentoring.store.programme import Programme


def _sources(root: Path) -> list[str]:
    """The paths of everything that the site is built from."""
    paths = [path for folder in ("docs", "overrides") for path in Tree(root).list(folder).files]
    return sorted([*paths, *(["mkdocs.yml"] if (root / "mkdocs.yml").is_file() else [])])


def _digest(root: Path) -> str:
    """The SHA-256 of everything that the site is built from: paths and contents."""
    read = Tree(root).read
    lines = (f"{hashlib.sha256(read(path)).hexdigest()}  {path}\n" for path in _sources(root))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _is_of_pages(root: Path, site: Path) -> bool:
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


def receipts(
    programme: Programme, root: Path, site: Path, report: Report, today: date
) -> list[Audited]:
    """The receipt of an audit that found nothing, if others lack the key to audit themselves.

    Raises UsageError if the site is not all of the present pages.
    """
    editions = programme.editions.values()
    is_needed = any(edition.keys and edition.is_open for edition in editions)
    if report.receipt or not report.clean or not is_needed:
        return []
    if not _is_of_pages(root, site):
        raise UsageError(message(__package__, "other-pages"))
    cohort, pages = list(programme.editions)[-1], _digest(root)
    files, people = report.files, report.people
    return [Audited(cohort=cohort, pages=pages, on=today, files=files, people=people)]


def required(programme: Programme, root: Path) -> Report | None:
    """What the receipt of exactly these pages says; None if keys at hand open all names.

    Raises UsageError if a key is missing, and there is no such receipt.
    """
    closed = [name for name, edition in programme.editions.items() if edition.needs_key]
    if not closed:
        return None
    pages = _digest(root)
    for entry in (entry for each in programme.editions.values() for entry in each.audited):
        if (found := entry.record).pages == pages:
            return Report(files=found.files, people=found.people, receipt=found.on)
    raise UsageError(message(__package__, "receipt", editions=", ".join(closed)))
