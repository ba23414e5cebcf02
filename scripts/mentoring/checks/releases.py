"""Releases never change, even after the people's data have been erased."""

import hashlib
from collections.abc import Iterator

from mentoring.checks.check import programme_check
from mentoring.errors import DataError
from mentoring.files.tree import Tree
from mentoring.people.ledger import Released
from mentoring.problems import Problem
from mentoring.store.entry import Entry
from mentoring.store.programme import Programme

STAGES = ("applications", "matching", "midterm", "outcome")
FOLDER = "docs/statistics"


def _released(programme: Programme) -> Iterator[Entry[Released]]:
    for edition in programme.editions.values():
        yield from edition.released


@programme_check
def files_are_as_released(programme: Programme) -> Iterator[Problem]:
    """Each released file has the digest that the ledger recorded."""
    tree = Tree(programme.root)
    for entry in _released(programme):
        try:
            digest = hashlib.sha256(tree.read(entry.record.file)).hexdigest()
        except DataError as error:
            yield from error.problems
            continue
        if digest != entry.record.sha256:
            message = f"{entry.record.file} is not the file that was released"
            hint = "Restore it from the history: a released file is never changed."
            yield entry.problem("release-changed", message, hint, at=("sha256",))


@programme_check
def files_are_in_the_ledger(programme: Programme) -> Iterator[Problem]:
    """Every file of published figures was released, which a ledger records."""
    known = {entry.record.file for entry in _released(programme)}
    for path in Tree(programme.root).list(FOLDER).files:
        if path.endswith(".json") and path not in known:
            yield Problem(
                path=path,
                code="release-unknown",
                message="no ledger records the release of this file",
                hint="Remove it, and release its stage with `mentoring release`.",
            )


@programme_check
def stages_are_in_turn(programme: Programme) -> Iterator[Problem]:
    """A stage of an edition is released only after the earlier stages."""
    for edition in programme.editions.values():
        done = {entry.record.stage for entry in edition.released}
        for entry in edition.released:
            earlier = STAGES[: STAGES.index(entry.record.stage)]
            missing = [stage for stage in earlier if stage not in done]
            if missing:
                message = f"{entry.record.stage} is released, but {missing[0]} is not"
                hint = "Restore the missing entry from the history."
                yield entry.problem("release-out-of-turn", message, hint, at=("stage",))
