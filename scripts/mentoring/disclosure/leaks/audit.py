"""Audits a site: searches every file to be published for all people in `data/`."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from mentoring.disclosure.leaks.assess import judged
from mentoring.disclosure.leaks.fields import Statement, statements
from mentoring.disclosure.leaks.finding import Finding, Kind, Report, Spot, digest
from mentoring.disclosure.leaks.index import Index, Sighting
from mentoring.disclosure.leaks.layers import Layer, TooMuchError, layers
from mentoring.errors import DataError
from mentoring.files.decodings import text_readings
from mentoring.files.pdf import UnreadablePdfError
from mentoring.files.tree import Tree
from mentoring.people.normalized_words import bare, folded
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Programme

_ONE_PERSONS_OWN = frozenset({Kind.EMAIL, Kind.ID, Kind.CODE})

LARGEST = 64 * 1024 * 1024
"""The most bytes of a file that is searched; larger ones are reported as problems."""

# Problems with names that another system would reject; they identify no person.
_HARMLESS = frozenset({"file-name", "same-name"})


@dataclass(frozen=True)
class Public:
    """Files by their digests, and the pages as they were on earlier days.

    `theme` are files that came with the theme, so nothing in them is from here. `looked_at` are
    files that no program can read and a person has vouched for. `judged` are the person, kind and
    page of traces that two stewards dismissed. `pages` returns the text of all pages before a day,
    and `since` has the day on which each person applied.
    """

    theme: frozenset[str] = frozenset()
    looked_at: frozenset[str] = frozenset()
    judged: frozenset[tuple[str, str, str]] = frozenset()
    pages: Callable[[date], str] = lambda _: ""
    since: Mapping[str, date] = field(default_factory=dict)

    def vouched(self, known_as: str) -> bool:
        """Whether an unreadable file has been inspected, or is the theme's."""
        return known_as in self.theme or known_as in self.looked_at

    def excuses(self, one: Sighting, path: str) -> bool:
        """Whether a sighting is for a person to judge, or has been judged.

        Addresses, ids and codes are never excused.
        """
        clue = one.clue
        if clue.kind in _ONE_PERSONS_OWN:
            return False
        if (clue.person, clue.kind.value, path) in self.judged:
            return True
        day = self.since.get(clue.person)  # words that were on the pages before are not theirs
        return day is not None and f" {' '.join(one.trace)} " in self._words(day)

    def _words(self, day: date) -> str:
        if day not in self._known:
            self._known[day] = f" {' '.join(folded(self.pages(day)))} "
        return self._known[day]

    @cached_property
    def _known(self) -> dict[date, str]:
        return {}


def audit(programme: Programme, site: Path, public: Public | None = None) -> Report:
    """Search every file below `site` for traces of people in the programme.

    Sightings that `public` excuses are still reported, but for a person to judge.

    Raises DataError if a record cannot be read, as its people could not be searched for.
    """
    errors = [problem for problem in programme.problems if problem.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    known = list(_personal(programme))
    common = frozenset(folded(" ".join(programme.config.affiliation.names)))
    index = Index(known, common)
    search = _Search(index, Tree(site), _known(programme, public or Public()))
    listing = search.tree.list(hidden=True)
    problems = [problem for problem in listing.problems if problem.code not in _HARMLESS]
    if site.is_symlink():
        message, hint = "the site is itself a symbolic link", "Name the folder that it leads to."
        problems.append(Problem(path=".", code="link", message=message, hint=hint))
    for path in listing.files:
        problems += search.file(path)
    for problem in problems:
        search.name(problem.path)
    return Report(
        files=len(listing.files),
        people=len({statement.person for statement in known if statement.kind is Kind.ID}),
        findings=tuple(sorted(search.findings())),
        problems=tuple(
            sorted(replace(problem, path=masked(problem.path, index)) for problem in problems)
        ),
    )


def masked(path: str, index: Index) -> str:
    """The path, with the person's id in place of every step that identifies them."""
    for reading in map(bare, text_readings(path)):
        found = judged(reading, index.sightings(reading), prose=True)
        if any(judgement.certain for judgement in found):
            return "/".join(_masked_step(step, index) for step in path.split("/"))
    return path


def _masked_step(step: str, index: Index) -> str:
    """A step of a path; replaced by ids if it contains traces of people, certain or not."""

    def named(text: str) -> set[str]:
        return {
            sighting.clue.person
            for reading in text_readings(text)
            for sighting in index.sightings(bare(reading))
        }

    people = named(step)
    suffix = PurePosixPath(step).suffix
    kept = "" if named(suffix) else suffix
    return f"[{' '.join(sorted(people))}]{kept}" if people else step


def _personal(programme: Programme) -> Iterator[Statement]:
    """The personal statements; the addresses of functions are public."""
    contacts = [edition.cohort.record.contacts for edition in programme.editions.values()]
    public = {bare(address).casefold() for contact in contacts for address in astuple(contact)}
    for statement in statements(programme):
        if statement.kind is not Kind.EMAIL or bare(statement.text).casefold() not in public:
            yield statement


def _known(programme: Programme, public: Public) -> Public:
    """`public` with each person's first day of application, and the judgements of two stewards."""
    editions = programme.editions.values()
    people = (person for edition in editions for person in edition.people.values())
    days = sorted(((person.submitted.date(), person.id) for person in people), reverse=True)
    decisions = (edition.decisions.record for edition in editions if edition.decisions)
    settled = frozenset(
        (judgement.person, judgement.what, page)
        for record in decisions
        for judgement in record.judgements
        if judgement.reviewed_by is not None
        for page in judgement.pages
    )
    return replace(public, since={person: day for day, person in days}, judged=settled)


_Spots = dict[tuple[str, str, Kind, bool], dict[Spot, None]]


@dataclass
class _Search:
    """A search through a site, which collects where traces of each person were found."""

    index: Index
    tree: Tree
    public: Public
    spots: _Spots = field(default_factory=lambda: defaultdict(dict))

    def file(self, path: str) -> Iterator[Problem]:
        """Search a file's name and content; yields the problems that prevent it."""
        self.name(path)
        try:
            data = self.tree.read(path, size=LARGEST)
            in_theme = digest(data) in self.public.theme
            for layer in layers(path, data):
                if layer.unread and not self.public.vouched(layer.unread):
                    yield _unseen(path, layer)
                self.layer(path, layer, in_theme=in_theme)
        except DataError as error:
            yield from error.problems
        except TooMuchError:
            yield _unreadable(path, "more is packed in the file than is searched")
        except UnreadablePdfError:
            yield _unreadable(path, "the document is broken or encrypted")

    def name(self, path: str) -> None:
        """Search a file's name."""
        for text in text_readings(path):
            self.layer(path, Layer(text=text, within="file name", numbered=False))

    def layer(self, path: str, layer: Layer, *, in_theme: bool = False) -> None:
        """Search a text of a file; in the theme's files, nothing is certain."""
        text = bare(layer.text)
        sightings = self.index.sightings(text)
        if not sightings:
            return
        ends = [found.start() for found in re.finditer("\n", text)]
        for sighting, certain in judged(text, sightings, prose=layer.prose):
            spot = layer.spot(bisect_left(ends, sighting.start))
            sure = certain and not in_theme and not self.public.excuses(sighting, path)
            self.spots[path, sighting.clue.person, sighting.clue.kind, sure][spot] = None

    def findings(self) -> Iterator[Finding]:
        """A finding for each file, person and kind, with its first place."""
        for (path, person, kind, certain), spots in self.spots.items():
            spot = next(iter(spots))
            yield Finding(
                path=masked(path, self.index),
                spot=spot._replace(within=masked(spot.within, self.index)),
                person=person,
                kind=kind,
                certain=certain,
                times=len(spots),
            )


def _unreadable(path: str, message: str) -> Problem:
    hint = "Leave it out, or publish it in a form that can be searched."
    return Problem(path=path, code="unreadable", message=message, hint=hint)


def _unseen(path: str, layer: Layer) -> Problem:
    message = f"only a person can see what it shows{layer.within and f' ({layer.within})'}"
    hint = f"If it identifies no person, add a line to looked-at.sha256: {layer.unread}  {path}"
    return Problem(path=path, code="unseen", message=message, hint=hint)
