"""What an erasure cannot reach, and only people can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.files.decodings import readings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mentoring.operations.erasure.plan import Plan
    from mentoring.operations.git.repository import Repository
    from mentoring.people.traces import Traces

OUTBOX = "outbox"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftovers:
    """Files in the outbox in which somebody stands, and the commands that rewrite each remote."""

    outbox: tuple[str, ...]
    pushes: tuple[str, ...]


def leftovers(repository: Repository, plan: Plan) -> Leftovers:
    """What is left to do once the plan is carried out."""
    return Leftovers(
        outbox=tuple(in_outbox(repository.folder, plan.certain)),
        pushes=tuple(_pushes(repository, plan)),
    )


def in_outbox(root: Path, traces: Traces) -> Iterator[str]:
    """The files below `outbox/` with a trace in their path or in what they hold."""
    for path in sorted((root / OUTBOX).rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            if any(traces.within(text) for text in (name, *readings(path.read_bytes()))):
                yield name


def _pushes(repository: Repository, plan: Plan) -> Iterator[str]:
    """A forced push of everything to each remote: what it had, as it is now; and what is renamed.

    The branch that is checked out goes as it is, with the record on top.
    """
    for remote in repository.lines("remote"):
        below = f"refs/remotes/{remote}/"
        old = {name.removeprefix(below) for name in plan.before if name.startswith(below)}
        new = {name.removeprefix(below) for name in plan.after if name.startswith(below)}
        head = plan.head.removeprefix("refs/heads/")
        sources = {name: f"{below}{name}" for name in sorted(new)} | {head: plan.head}
        refspecs = [f"+{source}:refs/heads/{name}" for name, source in sorted(sources.items())]
        others = sorted({name.split("/")[1] for name in plan.after} & {"tags", "notes"})
        refspecs += [f"'+refs/{kind}/*:refs/{kind}/*'" for kind in others]
        refspecs += [f":refs/heads/{name}" for name in sorted(old - new - {head})]
        yield f"git push {remote} {' '.join(refspecs)}"
