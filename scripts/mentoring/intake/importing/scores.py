"""Imports reviews from the scoring forms that reviewers return."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.outcomes import Outcome, Result, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.conflict import against_judging
from mentoring.people.review import Review
from mentoring.problems import Problem, did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.serialize import from_plain


def take(rows: Iterable[Answers], edition: Edition, places: Places) -> Result:
    """One review for each row; a row without marks, conflict or note is still to be filled in."""
    reviews = [entry.record for entry in edition.reviews]
    held = {(review.application, review.reviewer): review for review in reviews}
    latest: dict[tuple[str, str], tuple[Review, Outcome]] = {}
    outcomes: list[Outcome] = []
    for answers in rows:
        row, plain = answers.row, nested(answers.values)
        if not set(answers.values) - {"application", "reviewer"}:
            outcomes.append(Outcome(row=row, verdict=Verdict.BLANK))
        elif problems := places.refused(row, "review", plain) or tuple(
            _against(answers, edition, places)
        ):
            outcomes.append(refused(row, problems))
        else:
            review = from_plain(plain, Review)
            key = review.application, review.reviewer
            if key in latest:
                earlier, reason = latest[key][1], f"by row {row}"
                outcomes.append(replace(earlier, verdict=Verdict.SUPERSEDED, reason=reason))
            latest[key] = review, _outcome(row, held.get(key), review, edition)
    outcomes += [outcome for _, outcome in latest.values()]
    unchanged = Verdict.UNCHANGED
    new = (review for review, outcome in latest.values() if outcome.verdict is not unchanged)
    return tuple(new), tuple(outcomes)


def _against(answers: Answers, edition: Edition, places: Places) -> Iterator[Problem]:
    """Why this reviewer's marks for this application are refused."""
    row, values = answers.row, answers.values
    members = edition.roster.record.members if edition.roster else ()
    reviewers = {member.id: member for member in members if "reviewer" in member.duties}
    mentees = {mentee.id: mentee for mentee in edition.mentees}
    reviewer, mentee = reviewers.get(values["reviewer"]), mentees.get(values["application"])
    for field, known in (("application", mentees), ("reviewer", reviewers)):
        if values[field] not in known:
            message = f"{values[field]} is no {field} of {edition.name}"
            hint = did_you_mean(values[field], known)
            yield places.fault(row, field, f"{field}-unknown", message, hint)
            return
    if values.get("conflict") or reviewer is None or mentee is None:
        return
    if why := against_judging(reviewer, mentee):
        message = f"{reviewer.id} may not mark {mentee.id}: {why}"
        hint = "Ask another reviewer."
        yield places.fault(row, "reviewer", "reviewer-in-conflict", message, hint)
        return
    for item in edition.cohort.record.review.rubric:
        if f"scores.{item.id}" not in values:
            message, hint = f"no mark for {item.id}", "Add it, from 1 to 5; or declare a conflict."
            yield places.fault(row, f"scores.{item.id}", "mark-missing", message, hint)


def _outcome(row: int, before: Review | None, review: Review, edition: Edition) -> Outcome:
    """The outcome of a row; a conflict is not a review, and needs another reviewer."""
    verdict = Verdict.NEW if before is None else Verdict.UPDATED
    verdict = Verdict.UNCHANGED if before == review else verdict
    assigned = edition.roster.record.assignments if edition.roster else {}
    open_again = review.conflict and review.reviewer in assigned.get(review.application, ())
    reason = f"a conflict: run `mentoring review assign {edition.name}` again" if open_again else ""
    return Outcome(row=row, verdict=verdict, id=review.application, reason=reason)
