"""What is public so far: the files of releases, and quotes."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from msgspec import convert

from mentoring import schemas
from mentoring.aggregates.release import FOLDER, History, Quote, Release
from mentoring.errors import DataError
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.programme.config import Vocabulary
from mentoring.store.programme import Programme

text = partial(message, __package__)


def file_of(cohort: str, stage: str) -> str:
    """The path of a release from the repository's root."""
    return f"{FOLDER}/{cohort}-{stage}.json"


def read(root: Path, words: Vocabulary, paths: Iterable[str] | None = None) -> History:
    """The releases in these files, or in all; raises DataError if one is missing or no release."""
    releases = []
    every = [path for path in Tree(root).list(FOLDER).files if path.endswith(".json")]
    for path in every if paths is None else paths:
        value = parse(Tree(root).read(path), path).value
        if violations := schemas.validate("release", value, words):
            raise DataError([violation.problem(path) for violation in violations])
        releases.append(convert(value, Release))
    return History(releases=tuple(sorted(releases, key=lambda release: release.order)))


def public_quotes(programme: Programme) -> tuple[Quote, ...]:
    """The quotes of all editions, the latest consent first, without the people's ids."""
    voices = [
        entry.record
        for edition in programme.editions.values()
        for entry in edition.voices
        if not (person := edition.people.get(entry.record.id)) or not person.consent.withdrawn
    ]
    voices.sort(key=lambda voice: (voice.given, voice.id), reverse=True)
    return tuple(
        Quote(words=voice.quote, name=voice.name, given=voice.given, until=voice.until)
        for voice in voices
    )
