"""Imports reviews from the scoring forms that reviewers return."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.row_outcomes import ImportResult, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.conflict import against_judging
from mentoring.people.review import Review
from mentoring.problems import Problem, did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.serialize import from_plain


def take(rows: Iterable[Answers], edition: Edition, places: Places) -> ImportResult:
    """One review for each row; a row without marks, conflict or note is still to be filled in."""
    held = {_key(entry.record): entry.record for entry in edition.reviews}
    latest: dict[tuple[str, str], tuple[Review, Outcome]] = {}
    outcomes: list[Outcome] = []
    for row in rows:
        review, problems = _review(row, edition, places)
        if review is None:
            empty = Outcome(row=row.row, verdict=Verdict.BLANK)
            outcomes.append(refused(row.row, problems) if problems else empty)
            continue
        if _key(review) in latest:
            outcomes.append(_superseded(latest[_key(review)][1], row.row))
        latest[_key(review)] = review, _outcome(row.row, held.get(_key(review)), review, edition)
    outcomes += [outcome for _, outcome in latest.values()]
    records = [one for one, outcome in latest.values() if outcome.verdict is not Verdict.UNCHANGED]
    return ImportResult(records=tuple(records), outcomes=tuple(outcomes))


def _key(review: Review) -> tuple[str, str]:
    return review.application, review.reviewer


def _review(
    row: Answers, edition: Edition, places: Places
) -> tuple[Review | None, tuple[Problem, ...]]:
    values = row.values
    if not {field for field in values if field not in {"application", "reviewer"}}:
        return None, ()
    plain = nested(values)
    problems = places.refused(row.row, "review", plain) or _against(row, edition, places)
    return (None, problems) if problems else (from_plain(plain, Review), ())


def _against(row: Answers, edition: Edition, places: Places) -> tuple[Problem, ...]:
    """Why this reviewer's marks for this application are refused."""
    values: dict[str, Any] = row.values
    members = edition.roster.record.members if edition.roster else ()
    reviewers = {member.id: member for member in members if "reviewer" in member.duties}
    mentees = {mentee.id: mentee for mentee in edition.mentees}
    for known, field in ((mentees, "application"), (reviewers, "reviewer")):
        if values[field] not in known:
            message = f"{values[field]} is no {field} of {edition.name}"
            hint = did_you_mean(values[field], known)
            return (places.fault(row.row, field, f"{field}-unknown", message, hint),)
    if values.get("conflict"):
        return ()
    missing = _missing(row, edition, places)
    why = against_judging(reviewers[values["reviewer"]], mentees[values["application"]])
    if not why:
        return missing
    message = f"{values['reviewer']} may not mark {values['application']}: {why}"
    hint = "Ask another reviewer."
    return (places.fault(row.row, "reviewer", "reviewer-in-conflict", message, hint),)


def _missing(row: Answers, edition: Edition, places: Places) -> tuple[Problem, ...]:
    """A problem for each rubric item without a mark."""
    hint = "Add it, from 1 to 5; or write yes under conflict."
    return tuple(
        places.fault(row.row, f"scores.{item.id}", "mark-missing", f"no mark for {item.id}", hint)
        for item in edition.cohort.record.review.rubric
        if f"scores.{item.id}" not in row.values
    )


def _outcome(row: int, before: Review | None, review: Review, edition: Edition) -> Outcome:
    """The outcome of a row; a conflict is no review, and needs another reviewer."""
    verdict = Verdict.NEW if before is None else Verdict.UPDATED
    verdict = Verdict.UNCHANGED if before == review else verdict
    assigned = edition.roster.record.assignments if edition.roster else {}
    open_again = review.conflict and review.reviewer in assigned.get(review.application, ())
    reason = f"a conflict: run `mentoring review assign {edition.name}` again" if open_again else ""
    return Outcome(row=row, verdict=verdict, id=review.application, reason=reason)


def _superseded(earlier: Outcome, by: int) -> Outcome:
    verdict, reason = Verdict.SUPERSEDED, f"by row {by}"
    return Outcome(row=earlier.row, verdict=verdict, id=earlier.id, reason=reason)
