"""Matching an edition whose pairs are announced: it shows the current pairs, and chooses none."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.files.changes import plan
from mentoring.matching.explain.waiting_reason import reasons
from mentoring.matching.outcome import Chosen, Outcome, free_mentors
from mentoring.operations import match_files
from mentoring.operations.match_result import MatchResult
from mentoring.operations.snapshot import Snapshot
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme


def standing(programme: Programme, edition: Edition, found: Snapshot) -> MatchResult:
    """The current pairs, and everyone without a pair."""
    last = match_files.latest(programme.root, edition.name)
    pairs = tuple(_pairs(edition, found))
    held = tuple((pair.mentee, pair.mentor) for pair in pairs)
    outcome = Outcome(
        cohort=edition.name,
        pairs=pairs,
        waiting=reasons(found.instance, held, None),
        free_mentors=free_mentors(found.instance, held),
        objective=last.proof.objective,
    )
    return MatchResult(
        outcome=outcome,
        match=last.number,
        instance=last.instance,
        today=found,
        standing=True,
        shortage=None,
        changes=plan(programme.root, {}),
    )


def _pairs(edition: Edition, found: Snapshot) -> Iterator[Chosen]:
    """The current pairs, marked as pinned only if a decision pinned them."""
    decided = edition.decisions.record.pins if edition.decisions else ()
    pins = {(pin.mentee, pin.mentor) for pin in decided}
    for entry in edition.pairs:
        mentee, one = entry.record.mentee, entry.record.current
        if one:
            yield Chosen(
                mentee=mentee,
                mentor=one.mentor,
                fit=one.matched.fit,
                reasons=found.reasons(mentee, one.mentor),
                pinned=(mentee, one.mentor) in pins,
            )
