"""Publishes a stage of an edition: its date, figures, audit, file and ledger entry; and quotes."""

import hashlib
from datetime import date
from typing import NamedTuple

from mentoring.aggregates.release import History, Release, ReleaseStage, to_text
from mentoring.checks.files import files_are_as_released
from mentoring.disclosure.attacker.audit import Audit, audit
from mentoring.disclosure.count_people import announced
from mentoring.disclosure.history import file_of, read, text
from mentoring.disclosure.procedure import unexplained
from mentoring.disclosure.protect_release import release
from mentoring.disclosure.table_specs import half
from mentoring.errors import DataError, MentoringError
from mentoring.files.changes import Changes
from mentoring.files.messages import described
from mentoring.people.ledger import DrawKey, Released
from mentoring.problems import Problem
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import months_after
from mentoring.store import writer
from mentoring.store.programme import Edition, Programme


class Publication(NamedTuple):
    """A release that passed the audit, the audit, and the changes that publish the release."""

    release: Release
    audit: Audit
    changes: Changes


def publish(
    programme: Programme,
    cohort: str,
    stage: ReleaseStage,
    today: date,
    *,
    fresh: str,
    open_pairs: bool = False,
) -> Publication:
    """Plan the release of a stage, audited together with all earlier releases; writes nothing.

    `fresh` is a new random key (256 bits, hexadecimal), stored if the edition has none yet. With
    `open_pairs`, the outcome need not wait until every pair is closed. Raises MentoringError if the
    stage is not ready or not the next, and DataError if an earlier release was changed, or a reader
    could infer a small group.
    """
    kept = programme.edition(cohort).draw_key
    key = kept.record if kept else DrawKey(cohort=cohort, key=fresh)
    edition = programme.sound(cohort)
    _require_ready(edition, stage, today, open_pairs=open_pairs)
    if changed := [*files_are_as_released(programme)]:
        raise DataError(changed)
    editions = programme.editions.values()
    files = [entry.record.file for known in editions for entry in known.released]
    history = read(programme.root, programme.config.vocabulary, files)
    made = release(edition, stage, f"{today:%Y-%m}", history, key.key)
    file, data = file_of(cohort, stage), to_text(made).encode()
    every = sorted((*history.releases, made), key=lambda release: release.order)
    judged = _audited(programme, History(releases=tuple(every)), file)
    digest = hashlib.sha256(data).hexdigest()
    entry = Released(cohort=cohort, stage=stage.value, on=today, file=file, sha256=digest)
    changes = writer.changes(programme.root, [entry, key], others={file: data})
    return Publication(release=made, audit=judged, changes=changes)


def _require_ready(edition: Edition, stage: ReleaseStage, today: date, *, open_pairs: bool) -> None:
    """Raise MentoringError if the stage's figures are not final yet, as a release never changes."""
    if today < (day := due(edition.cohort.record, stage)):
        raise MentoringError(text("day", stage=stage, edition=edition.name, day=day))
    if stage is ReleaseStage.MATCHING and not announced(edition):
        raise MentoringError(text("announce", edition=edition.name))
    open_ = sum(entry.record.current is not None for entry in edition.pairs)
    if stage is ReleaseStage.OUTCOME and open_ and not open_pairs:
        raise MentoringError(text("open", number=open_, edition=edition.name))


def due(cohort: Cohort, stage: ReleaseStage) -> date:
    """The first day on which everything that a stage counts has happened.

    If the start is after the 28th, half of the programme is over on the first of the next month.
    """
    match stage:
        case ReleaseStage.APPLICATIONS | ReleaseStage.MATCHING:
            return cohort.dates.announcement
        case ReleaseStage.OUTCOME:
            return cohort.dates.end
    day, months = cohort.dates.start, half(cohort)
    if day.day > 28:  # noqa: PLR2004 (every month has that many days)
        day, months = day.replace(day=1), months + 1
    return months_after(day, months)


def _audited(programme: Programme, history: History, path: str) -> Audit:
    """The audit of all releases; raises DataError if the one at `path` reveals anything."""
    cohorts = {name: edition.cohort.record for name, edition in programme.editions.items()}
    judged = audit(history, cohorts)
    faults = [described(__package__, "small-group", found=found) for found in judged.exposed]
    faults += [described(__package__, "no-world", system=name) for name in judged.contradictory]
    unfounded = unexplained(history, cohorts)
    faults += [described(__package__, "decision-from-counts", table=table) for table in unfounded]
    if faults:
        raise DataError([Problem(path=path, **fault) for fault in faults])
    return judged
