"""Simulates an edition in a folder, one command after another, until a given day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring.errors import UsageError
from mentoring.files.changes import Changes, plan
from mentoring.files.tree import Tree
from mentoring.operations.demo import sample
from mentoring.operations.demo.generate import Records, generate
from mentoring.operations.demo.life import Couple, Course, lived
from mentoring.operations.demo.selection import drawn, reviewed
from mentoring.operations.letters.announce import announce
from mentoring.operations.replacement import Wanted, replacement
from mentoring.operations.run_match import match
from mentoring.operations.withdraw import Departure
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.edition import Edition
from mentoring.store.reader import load
from mentoring.store.record_kinds import DATA, Record
from mentoring.store.vault import CONFIG
from mentoring.store.writer import changes, texts_of

Files = dict[str, bytes]


def edition_files(seed: int, mentees: int, mentors: int, cohort: Cohort, until: date) -> Files:
    """The files of an edition of this size, with reviews and pairs if the day is late enough."""
    records = generate(seed, mentees, mentors, cohort)
    if until >= cohort.dates.reviews_due:
        records = reviewed(seed, drawn(records))
    if until < cohort.dates.announcement:
        return texts(records)
    with TemporaryDirectory() as folder:
        story = _Story(root=Path(folder), cohort=cohort.cohort, course=usual)
        story.write([cohort.config, *records])
        story.match()
        story.live(until)
        return story.files()


def usual(place: int) -> Course:
    """The course of a pair in a generated edition: seven of ten go well."""
    particular = {
        3: Course(missed=frozenset({(0, "mentor")})),
        6: Course(goals_late=True),
        8: Course(last_meeting=45),
    }
    return particular.get(place % 10, Course())


def sample_files(config: ProgrammeConfig) -> Files:
    """The files of the sample programme on its day."""
    with TemporaryDirectory() as folder:
        story = _Story(root=Path(folder), cohort="2026", course=sample.course)
        story.write([config, sample.closed_edition(config)])
        story.write(sample.ready(config))
        story.match()
        story.live(sample.TODAY)
        story.replace(sample.left_behind(story.edition), sample.REPLACED, sample.TODAY)
        story.write([sample.rolling(config)])
        return story.files()


def new_files(root: Path, files: Mapping[str, bytes]) -> Changes:
    """The changes that write these files below `root`; an edition's own file is replaced.

    Raises:
        UsageError: if the edition has a folder already, and so perhaps people.
    """
    folders = {"/".join(parts[:3]) for path in files if (parts := path.split("/"))[3:]}
    for folder in sorted(folders):
        if not folder.startswith("data/ledgers/") and (root / folder).is_dir():
            raise UsageError(f"{folder} exists already. Rehearse in a repository without people.")
    return plan(root, dict(files))


def texts(records: Records) -> Files:
    """The records as file texts, by path."""
    cohort = records.cohort.cohort
    files = (texts_of(record, cohort=cohort) for record in records)
    return {path: text.encode() for each in files for path, text in each.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Story:
    """An edition in a repository at `root`, and the course of each pair by its place."""

    root: Path
    cohort: str
    course: Callable[[int], Course]

    @property
    def edition(self) -> Edition:
        """The edition, read from its files."""
        return load(self.root).sound(self.cohort)

    def files(self) -> Files:
        """Every file of the data, without the programme's own."""
        tree = Tree(self.root)
        return {path: tree.read(path) for path in tree.list(DATA).files if path != CONFIG}

    def write(self, records: Iterable[Record]) -> None:
        """Write these records to their files."""
        changes(self.root, records, cohort=self.cohort).apply()

    def match(self) -> None:
        """Match on the day before the announcement, then announce."""
        day = self.edition.cohort.record.dates.announcement
        match(load(self.root), self.cohort, day - timedelta(days=1)).changes.apply()
        self.write(announce(self.edition, day).pairs)

    def live(self, today: date) -> None:
        """Simulate the life of every pair until `today`."""
        edition = self.edition
        pairs = enumerate(entry.record for entry in edition.pairs)
        self.write(_lived(edition, pair, self.course(place), today) for place, pair in pairs)

    def replace(self, mentee: str, departure: date, today: date) -> None:
        """Find and announce another pair for a mentee whose mentor has left."""
        wanted = Wanted(departure=Departure(mentee=mentee, left="mentor"))
        replacement(load(self.root), self.cohort, wanted, departure).changes.apply()
        self.write(announce(self.edition, departure).pairs)
        edition = self.edition
        pair = next(e.record for e in edition.pairs if e.record.mentee == mentee)
        self.write([_lived(edition, pair, self.course(-1), today)])


def _lived(edition: Edition, pair: Pair, course: Course, today: date) -> Pair:
    cohort, mentorship = edition.cohort.record, pair.latest
    couple = Couple(
        cohort=cohort,
        mentee=edition.people[pair.mentee],
        mentor=edition.people[mentorship.mentor],
        announced=mentorship.day_of("announced") or cohort.dates.announcement,
    )
    return lived(pair, couple, course, today)
