"""Auditing a site: every file that would be published, for everybody in `data/`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from mentoring.disclosure.leaks.fields import statements
from mentoring.disclosure.leaks.finding import Finding, Kind, Report, Spot
from mentoring.disclosure.leaks.formats.pdf import UnreadablePdfError
from mentoring.disclosure.leaks.index import Index
from mentoring.disclosure.leaks.judging import judged
from mentoring.disclosure.leaks.layers import Layer, TooMuchError, layers
from mentoring.disclosure.leaks.masking import masked
from mentoring.errors import DataError
from mentoring.files.readings import text_readings
from mentoring.files.tree import Tree
from mentoring.people.words import bare
from mentoring.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mentoring.disclosure.leaks.fields import Statement
    from mentoring.store.programme import Programme

LARGEST = 64 * 1024 * 1024
"""Of a file with more bytes than these nobody could say what it holds."""

# Problems with names that another system could not hold; they give nobody away.
_HARMLESS = frozenset({"file-name", "same-name"})


def audit(programme: Programme, site: Path) -> Report:
    """Looks through every file below `site` for a trace of anybody in the programme.

    Raises DataError if a record cannot be read, for then nobody knows whom to look for.
    """
    errors = [one for one in programme.problems if one.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    known = list(_personal(programme))
    search = _Search(Index(known), Tree(site))
    listing = search.tree.list(hidden=True)
    problems = [*_link(site), *(one for one in listing.problems if one.code not in _HARMLESS)]
    for path in listing.files:
        problems += search.file(path)
    for one in problems:
        search.name(one.path)
    return Report(
        files=len(listing.files),
        people=len({one.person for one in known if one.kind is Kind.ID}),
        findings=tuple(search.findings()),
        problems=tuple(sorted(search.unnamed(problems))),
    )


def _link(site: Path) -> Iterator[Problem]:
    if site.is_symlink():
        message, hint = "the site is itself a symbolic link", "Name the folder that it leads to."
        yield Problem(path=".", code="link", message=message, hint=hint)


def _personal(programme: Programme) -> Iterator[Statement]:
    """What is people's; the addresses of functions are for everybody to know."""
    contacts = [edition.cohort.record.contacts for edition in programme.editions.values()]
    public = {bare(address).casefold() for one in contacts for address in astuple(one)}
    for one in statements(programme):
        if one.kind is not Kind.EMAIL or bare(one.text).casefold() not in public:
            yield one


class _Search:
    """A search through a site: where what of whom was found."""

    def __init__(self, index: Index, tree: Tree) -> None:
        self.index = index
        self.tree = tree
        self.spots: dict[tuple[str, str, Kind, bool], dict[Spot, None]] = defaultdict(dict)

    def file(self, path: str) -> Iterator[Problem]:
        """Looks at a file's name and through what it holds; yields why that is not possible."""
        self.name(path)
        try:
            for layer in layers(path, self.tree.read(path, size=LARGEST)):
                self.layer(path, layer)
        except DataError as error:
            yield from error.problems
        except TooMuchError:
            yield _unreadable(path, "more is packed in the file than is looked through")
        except UnreadablePdfError:
            yield _unreadable(path, "the document is broken or encrypted")

    def name(self, path: str) -> None:
        """Looks at a file's name."""
        for text in text_readings(path):
            self.layer(path, Layer(text=text, within="file name", numbered=False))

    def layer(self, path: str, layer: Layer) -> None:
        """Looks through a text of a file."""
        text = bare(layer.text)
        sightings = self.index.sightings(text)
        if not sightings:
            return
        ends = [found.start() for found in re.finditer("\n", text)]
        for one, certain in judged(text, sightings, prose=layer.prose):
            spot = layer.spot(bisect_left(ends, one.start))
            self.spots[path, one.clue.person, one.clue.kind, certain][spot] = None

    def findings(self) -> Iterator[Finding]:
        """What was found, in order."""
        found = (
            Finding(
                path=masked(path, self.index),
                spot=spot._replace(within=masked(spot.within, self.index)),
                person=person,
                kind=kind,
                certain=certain,
                times=len(spots),
            )
            for (path, person, kind, certain), spots in self.spots.items()
            for spot in list(spots)[:1]
        )
        return iter(sorted(found))

    def unnamed(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems without the names in their paths."""
        return (replace(one, path=masked(one.path, self.index)) for one in problems)


def _unreadable(path: str, message: str) -> Problem:
    hint = "Leave it out, or publish something that can be looked through."
    return Problem(path=path, code="unreadable", message=message, hint=hint)
