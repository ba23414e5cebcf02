"""What an erasure is going to do to the repository, kept on the disk until it is done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mentoring.files import atomic
from mentoring.files.decodings import plain
from mentoring.files.inputs import read_input
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A new history that is made and proven, and waits in a bare clone to take the old one's place.

    `before` and `after` are the refs with what they point at; `stashes` the new stash entries, the
    newest first, with their messages. `remotes` hold the subject; `foreign` are the refs of those
    that do not.
    """

    head: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    stashes: tuple[tuple[str, str], ...]
    certain: Traces
    doubtful: Traces
    remotes: tuple[str, ...]
    foreign: tuple[str, ...]


def workshop(repository: Repository) -> Path:
    """The folder inside `.git` in which an erasure works; it is gone when the work is done."""
    return repository.directory / "mentoring-erasure"


def mirror_of(repository: Repository) -> Path:
    """The bare clone in the workshop."""
    return workshop(repository) / "mirror.git"


def save(repository: Repository, plan: Plan) -> None:
    """From here on the work is finished by doing it again."""
    text = json.dumps(
        {
            "head": plan.head,
            "before": dict(plan.before),
            "after": dict(plan.after),
            "stashes": plan.stashes,
            "certain": _plain(plan.certain),
            "doubtful": _plain(plan.doubtful),
            "remotes": plan.remotes,
            "foreign": plan.foreign,
        }
    )
    atomic.write(_file(repository), text.encode(), private=True)


def unfinished(repository: Repository) -> Plan | None:
    """The plan of an erasure that was interrupted while it took the old history's place."""
    if not repository.there or not _file(repository).exists():
        return None
    data = json.loads(plain(read_input(_file(repository))))
    return Plan(
        head=data["head"],
        before=data["before"],
        after=data["after"],
        stashes=tuple((oid, message) for oid, message in data["stashes"]),
        certain=_traces(data["certain"]),
        doubtful=_traces(data["doubtful"]),
        remotes=tuple(data["remotes"]),
        foreign=tuple(data["foreign"]),
    )


def discard(repository: Repository) -> None:
    """Leave nothing of the work behind."""
    shutil.rmtree(workshop(repository), ignore_errors=True)


def _file(repository: Repository) -> Path:
    return workshop(repository) / "plan.json"


def _plain(traces: Traces) -> list[tuple[tuple[str, ...], str]]:
    return list(traces.instead.items())


def _traces(data: list[tuple[list[str], str]]) -> Traces:
    return Traces({tuple(words): instead for words, instead in data})
