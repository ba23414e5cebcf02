"""The files of a synthetic edition, simulated until a given day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from mentoring.files.tree import Tree
from mentoring.operations.demo import sample
from mentoring.operations.demo.course import usual
from mentoring.operations.demo.generate import generate
from mentoring.operations.demo.lottery import drawn
from mentoring.operations.demo.marks import reviewed
from mentoring.operations.demo.records import Records
from mentoring.operations.demo.story import Story
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.reader import CONFIG
from mentoring.store.record_kinds import DATA, path_of
from mentoring.store.writer import text_of

Files = dict[str, bytes]


def edition_files(seed: int, mentees: int, mentors: int, cohort: Cohort, until: date) -> Files:
    """The files of an edition of this size, with reviews and pairs if the day is late enough."""
    records = generate(seed, mentees, mentors, cohort)
    if until >= cohort.dates.reviews_due:
        records = reviewed(seed, drawn(records))
    if until < cohort.dates.announcement:
        return texts(records)
    with TemporaryDirectory() as folder:
        story = Story(root=Path(folder), cohort=cohort.cohort, course=usual)
        story.write([cohort.config, *records])
        story.matched()
        story.lived(until)
        return _files(story.root)


def sample_files(config: ProgrammeConfig) -> Files:
    """The files of the sample programme on its day."""
    with TemporaryDirectory() as folder:
        story = Story(root=Path(folder), cohort="2026", course=sample.course)
        story.write([config, sample.closed_edition(config)])
        story.write(sample.ready(config))
        story.matched()
        story.lived(sample.TODAY)
        story.replaced(sample.left_behind(story.edition), sample.REPLACED, sample.TODAY)
        story.write([sample.rolling(config)])
        return _files(story.root)


def texts(records: Records) -> Files:
    """The records as file texts, by path."""
    cohort = records.cohort.cohort
    paths = ((path_of(record, cohort=cohort), record) for record in records)
    return {path: text_of(one, path).encode() for path, one in paths}


def _files(root: Path) -> Files:
    tree = Tree(root)
    paths = (path for path in tree.list(DATA).files if path != CONFIG)
    return {path: tree.read(path) for path in paths}
