"""Publishes a release: its file and its ledger entry, as one unit of work."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from mentoring.aggregates.document import to_text
from mentoring.aggregates.release import ReleaseStage
from mentoring.disclosure.prepare_release import PreparedRelease, prepare
from mentoring.disclosure.read_releases import file_of
from mentoring.files.changes import Changes
from mentoring.people.ledger import DrawKey, Released
from mentoring.store import writer
from mentoring.store.programme import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """A release that may be published, and the changes that publish it."""

    prepared: PreparedRelease
    changes: Changes


def standing(programme: Programme, cohort: str, stage: ReleaseStage) -> Released | None:
    """The ledger entry of a released stage; None if it has not been released."""
    entries = (entry.record for entry in programme.edition(cohort).released)
    return next((one for one in entries if one.stage == stage), None)


def publish(
    programme: Programme,
    cohort: str,
    stage: ReleaseStage,
    today: date,
    *,
    fresh: str,
    open_pairs: bool = False,
) -> Publication:
    """Plan the release of a stage; writes nothing.

    `fresh` is a new random key (256 bits, hexadecimal), stored if the edition has none yet. With
    `open_pairs`, the outcome need not wait until every pair is closed.

    Raises:
        MentoringError: if the stage is not ready, or would reveal a small group.
    """
    kept = programme.edition(cohort).draw_key
    key = kept.record if kept else DrawKey(cohort=cohort, key=fresh)
    prepared = prepare(programme, cohort, stage, today, key.key, open_pairs=open_pairs)
    data = to_text(prepared.release).encode()
    file = file_of(cohort, stage)
    entry = Released(
        cohort=cohort,
        stage=stage.value,
        on=today,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return Publication(
        prepared=prepared, changes=writer.changes(programme.root, [entry, key], others={file: data})
    )
