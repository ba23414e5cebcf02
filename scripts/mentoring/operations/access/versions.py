"""Earlier versions of a person's application, which the history still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mentoring.errors import DataError
from mentoring.files.yaml.parse import parse
from mentoring.operations.access.held import Earlier, masked
from mentoring.operations.git.repository import Repository
from mentoring.people.application import Application
from mentoring.store.reader import read_record
from mentoring.store.record_kinds import kind_for, path_of


def earlier(repository: Repository, now: Application) -> Iterator[Earlier]:
    """Versions that the history holds besides today's, the latest first; the readable ones."""
    path = path_of(now)
    seen = {now}
    commits = repository.lines("log", "--format=%H %as", "--", path) if repository.there else ()
    for commit, _, day in (line.partition(" ") for line in commits):
        if not repository.succeeds("rev-parse", "--verify", "--quiet", f"{commit}:{path}"):
            continue
        version = _version(repository.run("cat-file", "blob", f"{commit}:{path}"), path, now)
        if version and version not in seen:
            seen.add(version)
            conflicts = masked(version.conflicts)
            yield Earlier(
                on=date.fromisoformat(day), application=replace(version, conflicts=conflicts)
            )


def _version(data: bytes, path: str, like: Application) -> Application | None:
    try:
        record: Application = read_record(parse(data, path), kind_for(like)).record
    except DataError:
        return None
    return record
