"""Releases never change, even after the people's data have been erased."""

import hashlib

from mentoring.aggregates.release import ReleaseStage
from mentoring.checks.check import Problems, describe, programme_check
from mentoring.errors import DataError
from mentoring.files.tree import Tree
from mentoring.problems import Problem
from mentoring.store.programme import Programme

FOLDER = "docs/statistics"


@programme_check
def files_are_as_released(programme: Programme) -> Problems:
    """Each released file has the digest that the ledger recorded."""
    editions = programme.editions.values()
    for entry in (entry for edition in editions for entry in edition.released):
        try:
            data = Tree(programme.root).read(entry.record.file)
        except DataError as error:
            yield from error.problems
            continue
        if hashlib.sha256(data).hexdigest() != entry.record.sha256:
            said = describe("release-changed", file=entry.record.file)
            yield entry.problem(**said, at=("sha256",))


@programme_check
def files_are_in_the_ledger(programme: Programme) -> Problems:
    """Every file of published figures was released, which a ledger records."""
    editions = programme.editions.values()
    known = {entry.record.file for edition in editions for entry in edition.released}
    for path in Tree(programme.root).list(FOLDER).files:
        if path.endswith(".json") and path not in known:
            yield Problem(path=path, **describe("release-unknown"))


@programme_check
def stages_are_in_turn(programme: Programme) -> Problems:
    """A stage of an edition is released only after the earlier stages."""
    stages = [*ReleaseStage]
    for edition in programme.editions.values():
        done = {entry.record.stage for entry in edition.released}
        for entry in edition.released:
            stage = entry.record.stage
            missing = [before for before in stages[: stages.index(stage)] if before not in done]
            if missing:
                said = describe("release-out-of-turn", stage=stage, missing=missing[0])
                yield entry.problem(**said, at=("stage",))
