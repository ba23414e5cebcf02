"""Preparing a stage of an edition for release: its day, its figures, its audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.aggregates.release import Release, ReleaseStage
from mentoring.disclosure.attacker.audit import Audit, audit
from mentoring.disclosure.attacker.decisions import unexplained
from mentoring.disclosure.history import History
from mentoring.disclosure.protect_release import release
from mentoring.disclosure.read_releases import file_of, read
from mentoring.disclosure.readiness import require_ready
from mentoring.errors import DataError
from mentoring.problems import Problem
from mentoring.store.programme import Programme

FAULT = "Nothing is released. This is a fault of the airlock: tell its maintainers."


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedRelease:
    """A release that passed the audit, and that audit."""

    release: Release
    audit: Audit


def prepare(
    programme: Programme,
    name: str,
    stage: ReleaseStage,
    today: date,
    key: str,
    *,
    open_pairs: bool = False,
) -> PreparedRelease:
    """The stage's release, judged together with all that were published before.

    `key` is the edition's, from which ranges are drawn. With `open_pairs`, the outcome need not
    wait until every pair is closed.

    Raises:
        MentoringError: when the stage is not ready yet, or not the next.
        DataError: when somebody could count a small group too closely.
    """
    edition = programme.sound(name)
    require_ready(edition, stage, today, open_pairs=open_pairs)
    history = released(programme)
    made = release(edition, stage, f"{today:%Y-%m}", history, key)
    cohorts = {one.name: one.cohort.record for one in programme.editions.values()}
    together = History(releases=(*history.releases, made))
    judged = audit(together, cohorts)
    exposed = [*_exposed(made, judged), *_unexplained(made, unexplained(together, cohorts))]
    if exposed:
        raise DataError(exposed)
    return PreparedRelease(release=made, audit=judged)


def released(programme: Programme) -> History:
    """All releases that the ledgers know, of all editions."""
    ledgers = (one.record for each in programme.editions.values() for one in each.released)
    return read(programme.root, [ledger.file for ledger in ledgers], programme.config.vocabulary)


def _exposed(made: Release, judged: Audit) -> Iterator[Problem]:
    for one in judged.exposed:
        eyes = f"somebody counted in {one.own}" if one.own else "anybody"
        yield Problem(
            path=file_of(made.cohort, made.stage),
            code="small-group",
            message=f"{one.system}: {eyes} could tell that {one.group} is one of "
            f"{one.known.low} to {one.known.high}",
            hint=FAULT,
        )


def _unexplained(made: Release, tables: Iterable[str]) -> Iterator[Problem]:
    for table in tables:
        yield Problem(
            path=file_of(made.cohort, made.stage),
            code="decision-from-counts",
            message=f"{table}: its classification does not follow from what is public",
            hint=FAULT,
        )
