"""Audits a site: searches every file to be published for all people in `data/`."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path, PurePosixPath

from mentoring.disclosure.leaks.layers import Layer, digest, layers
from mentoring.disclosure.leaks.search import Index, Sighting
from mentoring.errors import DataError
from mentoring.files.decodings import text_readings
from mentoring.files.formats import UnreadableError
from mentoring.files.messages import described, message
from mentoring.files.tree import LARGEST, Tree
from mentoring.people.normalized_words import bare, folded
from mentoring.people.personal_fields import Kind, Statement, statements
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import LOOKED_AT, PERSONAL

_ONE_PERSONS_OWN = frozenset({Kind.EMAIL, Kind.ID, Kind.CODE})
_described = partial(described, "mentoring.disclosure")
# Problems with names that another system would reject; they identify no person.
_HARMLESS = frozenset({"file-name", "same-name"})


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """A trace of `person` (an id) in a file of the site, `times` times in all; never its text.

    It is first on a `line`, or `within` a part of the file; if not `certain`, it may be a word.
    """

    path: str
    within: str = ""
    line: int = 0
    person: str
    kind: Kind
    certain: bool
    times: int = 1

    @property
    def problem(self) -> Problem:
        """What a report says of it."""
        within = f" ({self.within})" if self.within else ""
        times = f", in {self.times} places" if self.times > 1 else ""
        return Problem(
            path=self.path,
            line=self.line,
            column=min(self.line, 1),
            code=f"leak-{self.kind.name.lower()}",
            message=f"{self.kind} of {self.person}{within}{times}",
            hint=message("mentoring.disclosure", "certain" if self.certain else "doubtful"),
            severity=Severity.ERROR if self.certain else Severity.WARNING,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The numbers of files and people searched, the findings, and what is unreadable.

    Without a key, only a `receipt` of that day says what was searched.
    """

    files: int = 0
    people: int = 0
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    receipt: date | None = None

    @property
    def clean(self) -> bool:
        """Whether nothing certain was found and everything could be read."""
        return not self.problems and not any(finding.certain for finding in self.findings)


@dataclass(frozen=True)
class Public:
    """What is no trace: files of the theme, and files that a person has `looked_at`, by digest.

    `pages` returns the text of all pages before a day.
    """

    theme: frozenset[str] = frozenset()
    looked_at: frozenset[str] = frozenset()
    pages: Callable[[date], str] = lambda _: ""


def audit(programme: Programme, site: Path, public: Public | None = None) -> Report:
    """Search every file below `site` for traces of people in the programme.

    Those that `public` or two stewards excuse are for a person to judge. Names whose key was
    destroyed are gone. Raises DataError if a record, and so its people, cannot be read.
    """
    if errors := [each for each in programme.problems if each.severity is Severity.ERROR]:
        raise DataError(errors)
    search = _Search(programme, site, public or Public())
    listing = search.tree.list(hidden=True)
    problems = [problem for problem in listing.problems if problem.code not in _HARMLESS]
    if site.is_symlink():
        problems.append(Problem(path=".", **_described("link")))
    for path in listing.files:
        problems += search.file(path)
    for problem in problems:
        search.name(problem.path)
    told = (replace(each, path=masked(each.path, search.index)) for each in problems)
    files, findings = len(listing.files), tuple(sorted(search.findings()))
    return Report(
        files=files, people=search.people, findings=findings, problems=tuple(sorted(told))
    )


def masked(path: str, index: Index) -> str:
    """The path, with ids in place of every step that has traces, if any of them is certain."""

    def named(text: str) -> list[str]:
        readings = map(bare, text_readings(text))
        return sorted({person for reading in readings for person in index.sightings(reading)})

    found = (index.judged(bare(text), prose=True) for text in text_readings(path))
    if not any(certain for judgements in found for _, certain in judgements):
        return path
    steps = []
    for step in path.split("/"):
        suffix = PurePosixPath(step).suffix
        kept = "" if named(suffix) else suffix
        people = " ".join(named(step))
        steps.append(f"[{people}]{kept}" if people else step)
    return "/".join(steps)


def _statements(editions: Iterable[Edition]) -> Iterator[Statement]:
    """The personal values in all records; a profile's code is its mentor's, wherever it is."""
    people = [person for edition in editions for person in edition.people.values()]
    mentors = {person.profile.code: person.id for person in people if person.profile}
    contacts = [edition.cohort.record.contacts for edition in editions]
    public = {bare(address).casefold() for contact in contacts for address in astuple(contact)}
    for record in (entry.record for edition in editions for entry in edition.entries):
        for said in statements(record) if isinstance(record, PERSONAL) else ():
            if said.kind is not Kind.EMAIL or bare(said.text).casefold() not in public:
                yield said._replace(person=mentors.get(said.text, said.person))


class _Search:
    def __init__(self, programme: Programme, site: Path, public: Public) -> None:
        editions = [each for each in programme.editions.values() if not each.is_destroyed]
        known = list(_statements(editions))
        self.people = len({statement.person for statement in known if statement.kind is Kind.ID})
        self.index = Index(known, folded(" ".join(programme.config.affiliation.names)))
        self.tree = Tree(site)
        self.public = public
        people = (person for edition in editions for person in edition.people.values())
        days = sorted(((person.submitted.date(), person.id) for person in people), reverse=True)
        self.since = {person: day for day, person in days}
        self.settled = {
            (judgement.person, judgement.what, page)
            for edition in editions
            for judgement in edition.decided.judgements
            if judgement.reviewed_by is not None
            for page in judgement.pages
        }
        self.words_before = cache(lambda day: f" {' '.join(folded(public.pages(day)))} ")
        self.spots = defaultdict[tuple[str, str, Kind, bool], dict[tuple[str, int], None]](dict)

    def file(self, path: str) -> Iterator[Problem]:
        """Search a file's name and content; yields the problems that prevent it."""
        self.name(path)
        theme, vouched = self.public.theme, self.public.theme | self.public.looked_at
        try:
            data = self.tree.read(path, size=LARGEST)
            in_theme = digest(data) in theme
            for layer in layers(path, data):
                if layer.unread and layer.unread not in vouched:
                    within = f" ({layer.within})" if layer.within else ""
                    facts = {"within": within, "line": f"{layer.unread}  {path}"}
                    yield Problem(path=path, **_described("unseen", list=LOOKED_AT, **facts))
                self.layer(path, layer, in_theme=in_theme)
        except DataError as error:
            yield from error.problems
        except UnreadableError as error:
            yield Problem(path=path, **_described(f"unreadable/{error}"))

    def name(self, path: str) -> None:
        """Search a file's name."""
        for text in text_readings(path):
            self.layer(path, Layer(text=text, within="file name", numbered=False))

    def layer(self, path: str, layer: Layer, *, in_theme: bool = False) -> None:
        """Search a text of a file; in the theme's files, nothing is certain."""
        text = bare(layer.text)
        judgements = list(self.index.judged(text, prose=layer.prose))
        ends = [found.start() for found in re.finditer("\n", text)] if judgements else []
        for sighting, certain in judgements:
            spot = layer.spot(bisect_left(ends, sighting.start))
            sure = certain and not in_theme and not self.excuses(sighting, path)
            self.spots[path, sighting.person, sighting.kind, sure][spot] = None

    def excuses(self, sighting: Sighting, path: str) -> bool:
        """Whether two stewards, or words on pages before the person applied, excuse a sighting."""
        if sighting.kind in _ONE_PERSONS_OWN:
            return False
        if (sighting.person, sighting.kind.value, path) in self.settled:
            return True
        day = self.since.get(sighting.person)
        return day is not None and f" {' '.join(sighting.trace)} " in self.words_before(day)

    def findings(self) -> Iterator[Finding]:
        """A finding for each file, person and kind, with its first place."""
        for (path, person, kind, certain), spots in self.spots.items():
            within, line = next(iter(spots))
            yield Finding(
                path=masked(path, self.index),
                within=masked(within, self.index),
                line=line,
                person=person,
                kind=kind,
                certain=certain,
                times=len(spots),
            )
