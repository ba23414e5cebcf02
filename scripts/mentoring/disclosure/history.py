"""Everything released so far, by all stages of all editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec import convert

from mentoring import schemas
from mentoring.aggregates.release import FOLDER, Population, Release, ReleaseStage, Table
from mentoring.errors import DataError, MentoringError
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.programme.config import Vocabulary

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """Releases in chronological order."""

    releases: tuple[Release, ...] = ()

    def of(self, cohort: str) -> tuple[Release, ...]:
        """The releases of one edition, by stage."""
        return tuple(release for release in self.releases if release.cohort == cohort)

    def before(self, cohort: str, stage: ReleaseStage) -> History:
        """Everything public when a stage was released: all earlier releases."""
        place = cohort, list(ReleaseStage).index(stage)
        return History(releases=tuple(each for each in self.releases if each.order < place))

    def table(self, cohort: str, name: str) -> Table | None:
        """A table of an edition; None if it was withheld or not released."""
        found = (release.table(name) for release in self.of(cohort))
        return next((table for table in found if table), None)

    def total(self, cohort: str, population: Population) -> int | None:
        """The exact size of a population of an edition; None if it was not published."""
        totals = (release.total(population) for release in self.of(cohort))
        return next((total for total in totals if total is not None), None)

    def earlier(self, cohort: str, name: str) -> list[tuple[int, str]]:
        """The year and classification of the table in each earlier edition, the latest first."""
        releases = (release for release in reversed(self.releases) if release.cohort < cohort)
        shown = ((release, release.table(name)) for release in releases)
        return [
            (int(release.cohort[:4]), table.classification) for release, table in shown if table
        ]

    def refuse_out_of_turn(self, cohort: str, stage: ReleaseStage) -> None:
        """Raise MentoringError unless exactly the edition's earlier stages have been released."""
        done = [release.stage for release in self.of(cohort)]
        if stage in done:
            raise MentoringError(text("released", stage=stage, edition=cohort))
        if stage is not (due := list(ReleaseStage)[len(done)]):
            raise MentoringError(text("turn", edition=cohort, due=due))


def file_of(cohort: str, stage: str) -> str:
    """The path of a release from the repository's root."""
    return f"{FOLDER}/{cohort}-{stage}.json"


def read(root: Path, paths: Iterable[str], words: Vocabulary) -> History:
    """The releases in these files; raises DataError if one is missing or not a release."""
    releases = []
    for path in paths:
        value = parse(Tree(root).read(path), path).value
        if violations := schemas.validate("release", value, words):
            raise DataError([violation.problem(path) for violation in violations])
        releases.append(convert(value, Release))
    return History(releases=tuple(sorted(releases, key=lambda release: release.order)))


def read_all(root: Path, words: Vocabulary) -> History:
    """Every release in the folder of published figures."""
    files = Tree(root).list(FOLDER).files
    return read(root, [path for path in files if path.endswith(".json")], words)
