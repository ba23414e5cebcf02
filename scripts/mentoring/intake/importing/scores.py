"""Imports reviews from the scoring forms that reviewers return."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.result import Imported, Outcome, RowProblems, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.organisers import Review, against_judging
from mentoring.problems import Problem, did_you_mean
from mentoring.store.programme import Edition
from mentoring.store.serialize import from_plain


def imported(rows: Iterable[Answers], edition: Edition, row_problems: RowProblems) -> Imported:
    """One review for each row; a row without marks, conflict or note is still to be filled in."""
    reviews = (entry.record for entry in edition.reviews)
    before = {(review.application, review.reviewer): review for review in reviews}
    assigned = edition.roster.record.assignments if edition.roster else {}
    latest: dict[tuple[str, str], tuple[Review, Outcome]] = {}
    outcomes: list[Outcome] = []
    for answers in rows:
        row, plain = answers.row, nested(answers.values)
        if not set(answers.values) - {"application", "reviewer"}:
            outcomes.append(Outcome(row=row, verdict=Verdict.BLANK))
            continue
        problems = row_problems.of_record(row, "review", plain)
        if problems := problems or tuple(_against(answers, edition, row_problems)):
            outcomes.append(refused(row, problems))
            continue
        review = from_plain(plain, Review)
        key = review.application, review.reviewer
        if key in latest:
            earlier, why = latest[key][1], f"by row {row}"
            outcomes.append(replace(earlier, verdict=Verdict.SUPERSEDED, reason=why))
        verdict = Verdict.UPDATED if key in before else Verdict.NEW
        verdict = Verdict.UNCHANGED if before.get(key) == review else verdict
        is_open = review.conflict and review.reviewer in assigned.get(review.application, ())
        reason = (
            f"a conflict: run `mentoring review assign {edition.name}` again" if is_open else ""
        )
        outcome = Outcome(row=row, verdict=verdict, id=review.application, reason=reason)
        latest[key] = review, outcome
    outcomes += [outcome for _, outcome in latest.values()]
    new = (review for key, (review, _) in latest.items() if before.get(key) != review)
    return tuple(new), tuple(outcomes)


def _against(answers: Answers, edition: Edition, row_problems: RowProblems) -> Iterator[Problem]:
    """Why this reviewer's marks for this application are refused."""
    row, values, problem = answers.row, answers.values, row_problems.about
    members = edition.roster.record.members if edition.roster else ()
    reviewers = {member.id: member for member in members if "reviewer" in member.duties}
    mentees = {mentee.id: mentee for mentee in edition.mentees}
    reviewer, mentee = reviewers.get(values["reviewer"]), mentees.get(values["application"])
    for field, known in (("application", mentees), ("reviewer", reviewers)):
        if values[field] not in known:
            message = f"{values[field]} is no {field} of {edition.name}"
            yield problem(
                row, field, f"{field}-unknown", message, did_you_mean(values[field], known)
            )
            return
    if values.get("conflict") or reviewer is None or mentee is None:
        return
    if why := against_judging(reviewer, mentee):
        message = f"{reviewer.id} may not mark {mentee.id}: {why}"
        yield problem(row, "reviewer", "reviewer-in-conflict", message, "Ask another reviewer.")
        return
    for item in edition.cohort.record.review.rubric:
        if f"scores.{item.id}" not in values:
            message, hint = f"no mark for {item.id}", "Add it, from 1 to 5; or declare a conflict."
            yield problem(row, f"scores.{item.id}", "mark-missing", message, hint)
