"""Playing an edition in a folder until a given day, by calling what the commands call."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring.errors import UsageError
from mentoring.files.changes import Changes, plan
from mentoring.files.tree import Tree
from mentoring.operations.demo import sample
from mentoring.operations.demo.generate import Records, drawn, generate, reviewed, with_addresses
from mentoring.operations.demo.life import Course, lived
from mentoring.operations.letters.announce import announce
from mentoring.operations.new_edition import first_edition
from mentoring.operations.replacement import Wanted, replacement
from mentoring.operations.run_match import match
from mentoring.operations.withdraw import Departure
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.programme import Edition, Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import DATA, Record
from mentoring.store.vault import CONFIG
from mentoring.store.writer import changes, texts_of

Files = dict[str, bytes]
PARTICULAR = {
    3: Course(missed=frozenset({(0, "mentor")})),
    6: Course(goals_late=True),
    8: Course(last_meeting=45),
}
"""The courses of three in ten pairs of a generated edition; the others go well."""


def cohort_to_fill(programme: Programme, name: str, pairs: int | None) -> Cohort:
    """The edition's cohort, or a new one made from the programme's file; `pairs` changes its cap.

    Raises:
        UsageError: if the edition has applications.
    """
    edition = programme.editions.get(name)
    if edition and edition.applications:
        raise UsageError(f"The edition {name} has applications already. Use another repository.")
    cohort = edition.cohort.record if edition else first_edition(programme.config, name)
    return replace(with_addresses(cohort), pairs=pairs or cohort.pairs)


def edition_files(seed: int, mentees: int, mentors: int, cohort: Cohort, until: date) -> Files:
    """The files of an edition of this size, with reviews and pairs if the day is late enough."""
    records = generate(seed, mentees, mentors, cohort)
    if until >= cohort.dates.reviews_due:
        records = reviewed(seed, drawn(records))
    if until < cohort.dates.announcement:
        return texts(records)
    with TemporaryDirectory() as folder:
        story = _Story(root=Path(folder), cohort=cohort.cohort)
        story.write([cohort.config, *records])
        story.match()
        story.live(lambda place: PARTICULAR.get(place % 10, Course()), until)
        return story.files()


def sample_files(config: ProgrammeConfig) -> Files:
    """The files of the sample programme on its day."""
    with TemporaryDirectory() as folder:
        story = _Story(root=Path(folder), cohort=sample.NAME)
        story.write([config, sample.closed_edition(config), *sample.ready(config)])
        story.match()
        story.live(lambda place: sample.PARTICULAR.get(place, Course()), sample.TODAY)
        story.replace()
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
    files = (texts_of(record, cohort=records.cohort.cohort) for record in records)
    return {path: text.encode() for each in files for path, text in each.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Story:
    """An edition in a repository at `root`."""

    root: Path
    cohort: str

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

    def live(self, course: Callable[[int], Course], today: date) -> None:
        """Play every pair until `today`, each with the course of its place."""
        edition = self.edition
        pairs = enumerate(entry.record for entry in edition.pairs)
        self.write(lived(edition, pair, course(place), today) for place, pair in pairs)

    def replace(self) -> None:
        """Find and announce another pair for the mentee whose mentor has left; it goes well."""
        pairs = self.edition.pair_files.items()
        mentee = next(mentee for mentee, pair in pairs if pair.current is None)
        wanted = Wanted(departure=Departure(mentee=mentee, left="mentor"))
        replacement(load(self.root), self.cohort, wanted, sample.REPLACED).changes.apply()
        self.write(announce(self.edition, sample.REPLACED).pairs)
        edition = self.edition
        self.write([lived(edition, edition.pair_files[mentee], Course(), sample.TODAY)])
