"""Paths without the names in them: a report may be public where the site is not yet."""

from __future__ import annotations

from pathlib import PurePosixPath

from mentoring.disclosure.leaks.assess import judged
from mentoring.disclosure.leaks.index import Index
from mentoring.files.decodings import text_readings
from mentoring.people.normalized_words import bare


def masked(path: str, index: Index) -> str:
    """The path, with a person's id in the place of every step that tells who they are."""
    if not _told(path, index):
        return path
    return "/".join(_step(step, index) for step in path.split("/"))


def _told(text: str, index: Index) -> bool:
    """Whether a text gives something of somebody away for certain."""
    return any(
        one.certain
        for reading in map(bare, text_readings(text))
        for one in judged(reading, index.sightings(reading), prose=True)
    )


def _step(step: str, index: Index) -> str:
    """A step of a path; one that has something of somebody, certain or not, as their ids alone."""
    suffix = PurePosixPath(step).suffix
    people = _named(step, index)
    kept = "" if _named(suffix, index) else suffix
    return f"[{' '.join(sorted(people))}]{kept}" if people else step


def _named(text: str, index: Index) -> set[str]:
    readings = (bare(reading) for reading in text_readings(text))
    return {sighting.clue.person for reading in readings for sighting in index.sightings(reading)}
