"""Playing an edition in a folder until a given day, by calling what the commands call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring.errors import UsageError
from mentoring.files.changes import Changes, plan
from mentoring.files.text import SEALED_BYTES
from mentoring.files.tree import Tree
from mentoring.operations.demo.generate import Records, drawn, generate, reviewed, with_addresses
from mentoring.operations.demo.life import COURSES, Course, lived
from mentoring.operations.letters.announce import announce
from mentoring.operations.new_edition import first_edition
from mentoring.operations.run_match import match
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import DATA
from mentoring.store.vault import CONFIG
from mentoring.store.writer import changes, texts_of

Files = dict[str, bytes]


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
    return _played(records, until) if until >= cohort.dates.announcement else texts(records)


def _played(records: Records, until: date) -> Files:
    """The files of an edition after its match, with pairs that live until a day."""
    cohort, name = records.cohort, records.cohort.cohort
    announcement = cohort.dates.announcement
    with TemporaryDirectory() as folder:
        root = Path(folder)
        changes(root, [cohort.config, *records], cohort=name).apply()
        match(load(root), name, announcement - timedelta(days=1)).changes.apply()
        pairs = announce(load(root).sound(name), announcement).pairs
        changes(root, pairs, cohort=name).apply()
        edition = load(root).sound(name)
        pairs = tuple(
            lived(edition, entry.record, COURSES.get(place % 10, Course()), until)
            for place, entry in enumerate(edition.pairs)
        )
        changes(root, pairs, cohort=name).apply()
        tree = Tree(root)
        paths = (path for path in tree.list(DATA).files if path != CONFIG)
        return {path: tree.read(path, size=SEALED_BYTES) for path in paths}


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
