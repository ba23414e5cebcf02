"""The plan of an erasure, kept on disk until it is carried out."""

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
    """A finished, checked history in a bare clone that is ready to replace the old one.

    `before` and `after` are the refs with their targets. `stashes` are the new stash entries with
    their messages, the newest first. `remotes` hold the subject; `foreign` are the refs of remotes
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
    """The folder inside `.git` in which an erasure works; it is removed at the end."""
    return repository.directory / "mentoring-erasure"


def mirror_of(repository: Repository) -> Path:
    """The bare clone in the workshop."""
    return workshop(repository) / "mirror.git"


def save(repository: Repository, plan: Plan) -> None:
    """Write the plan to disk, so that from now on repeating the erasure completes it."""
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
    """The plan of an erasure that was interrupted while it replaced the history, if any."""
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
    """Remove the working folder."""
    shutil.rmtree(workshop(repository), ignore_errors=True)


def _file(repository: Repository) -> Path:
    return workshop(repository) / "plan.json"


def _plain(traces: Traces) -> list[tuple[tuple[str, ...], str]]:
    return list(traces.instead.items())


def _traces(data: list[tuple[list[str], str]]) -> Traces:
    return Traces({tuple(words): instead for words, instead in data})
