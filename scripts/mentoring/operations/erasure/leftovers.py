"""What an erasure cannot reach, so that people have to remove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mentoring.files.decodings import readings
from mentoring.files.inputs import LARGE, read_input
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces

OUTBOX = "outbox"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftovers:
    """Files in the outbox that mention the subject, and the commands that rewrite each remote."""

    outbox: tuple[str, ...]
    pushes: tuple[str, ...]


def leftovers(repository: Repository, plan: Plan) -> Leftovers:
    """The work left after the plan is carried out."""
    return Leftovers(
        outbox=tuple(map(plan.certain.cut, in_outbox(repository.folder, plan.certain))),
        pushes=tuple(_pushes(plan)),
    )


def in_outbox(root: Path, traces: Traces) -> Iterator[str]:
    """The files below `outbox/` with a trace in their path or contents."""
    for path in sorted((root / OUTBOX).rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            texts = (name, *readings(read_input(path, size=LARGE)))
            if any(traces.within(text) for text in texts):
                yield name


def _pushes(plan: Plan) -> Iterator[str]:
    """The commands that push the new history to each remote that holds the subject.

    The current branch is pushed with the added commit. Tags and notes are pushed if they changed.
    Their old names are deleted by a separate command, which may fail because the clone does not
    know whether the remote has them.
    """
    for remote in plan.remotes:
        below = f"refs/remotes/{remote}/"
        old = {name.removeprefix(below) for name in plan.before if name.startswith(below)}
        new = {name.removeprefix(below) for name in plan.after if name.startswith(below)}
        head = plan.head.removeprefix("refs/heads/")
        sources = {name: f"{below}{name}" for name in sorted(new)} | {head: plan.head}
        refspecs = [f"+{source}:refs/heads/{name}" for name, source in sorted(sources.items())]
        refspecs += [
            f"+{name}:{name}" for name in _beside(plan.after.items() - plan.before.items())
        ]
        refspecs += [f":refs/heads/{name}" for name in sorted(old - new - {head})]
        yield f"git push {remote} {' '.join(refspecs)}"
        if gone := _beside((name, "") for name in plan.before.keys() - plan.after.keys()):
            yield f"git push {remote} --delete {' '.join(gone)}"


def _beside(refs: Iterable[tuple[str, str]]) -> list[str]:
    """The tags and notes among the refs."""
    return sorted(name for name, _ in refs if name.startswith(("refs/tags/", "refs/notes/")))
