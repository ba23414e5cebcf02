"""Signed agreements must match the terms on record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import edition_check
from mentoring.checks.mentorships import mentorships
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import BOTH, life
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem
from mentoring.store import digests
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps


def _agreements(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship, Agreement]]:
    for entry, at, one in mentorships(edition):
        if one.agreement:
            yield entry, (*at, "agreement"), one, one.agreement


@edition_check
def hashes_fit(edition: Edition) -> Iterator[Problem]:
    """An agreement's hash, and each amendment's, is that of its template version and terms."""
    for entry, at, _, agreement in _agreements(edition):
        stated = [(at, agreement.terms, agreement.sha256)]
        stated += [
            ((*at, "amendments", number), change.terms, change.sha256)
            for number, change in enumerate(agreement.amendments)
        ]
        for place, terms, sha256 in stated:
            if digests.agreement(agreement.template, terms) != sha256:
                yield entry.problem(
                    "agreement-altered",
                    "the terms are not those that were hashed for signing",
                    f"Restore the terms, or record a change: `mentoring pair amend {edition.name} "
                    f"{entry.record.mentee}`.",
                    at=(*place, "sha256"),
                )


@edition_check
def signatures_are_in_the_history(edition: Edition) -> Iterator[Problem]:
    """Whoever signed has a step that says so, and the other way round."""
    for entry, at, one in mentorships(edition):
        signed = life(one.history).signed
        given = one.agreement.signed if one.agreement else Signatures()
        for side in sorted(BOTH):
            if (side in signed) != (getattr(given, side) is not None):
                says, silent = (
                    ("history", "agreement") if side in signed else ("agreement", "history")
                )
                yield entry.problem(
                    "signature-differs",
                    f"the {says} says that the {side} signed, the {silent} does not",
                    f"Record it: `mentoring pair sign {edition.name} {entry.record.mentee}`, or "
                    "take back what is not so: `mentoring pair undo`.",
                    at=(*at, "agreement" if one.agreement else "history"),
                )


@edition_check
def signatures_are_inside_the_life(edition: Edition) -> Iterator[Problem]:
    """Nobody signed before the pair was announced."""
    for entry, at, mentorship, agreement in _agreements(edition):
        announced = mentorship.day_of("announced")
        for side, signature in _sides(agreement.signed):
            if announced and signature < announced:
                yield entry.problem(
                    "signed-too-early",
                    f"signed on {signature}, before the announcement on {announced}",
                    "Correct the day.",
                    at=(*at, "signed", side, "on"),
                )


def _sides(signed: Signatures) -> Iterator[tuple[str, date]]:
    for side, signature in (("mentee", signed.mentee), ("mentor", signed.mentor)):
        if signature:
            yield side, signature.on
