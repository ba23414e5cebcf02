"""Imports reviews from the scoring forms that reviewers return."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.context import Import, Imported, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.organisers import Review, against_judging
from mentoring.problems import Problem, did_you_mean
from mentoring.store.serialize import from_plain


def imported(rows: Iterable[Answers], given: Import, advance: Callable[[int], None]) -> Imported:
    """One review for each row; a row without marks, conflict or note is still to be filled in."""
    edition = given.edition
    reviews = (entry.record for entry in edition.reviews)
    before = {(review.application, review.reviewer): review for review in reviews}
    assigned = edition.roster.record.assignments if edition.roster else {}
    latest: dict[tuple[str, str], tuple[int, Review]] = {}
    outcomes: dict[int, Outcome] = {}
    for answers in rows:
        advance(1)
        row = answers.row
        if not set(answers.values) - {"application", "reviewer"}:
            outcomes[row] = Outcome(row=row, verdict=Verdict.BLANK)
            continue
        plain = nested(answers.values)
        problems = given.of_record(row, "review", plain) or [*_against(answers, given)]
        if problems:
            outcomes[row] = refused(row, problems)
            continue
        review = from_plain(plain, Review)
        key = review.application, review.reviewer
        if key in latest:
            why, earlier = f"by row {row}", latest[key][0]
            outcomes[earlier] = replace(outcomes[earlier], verdict=Verdict.SUPERSEDED, reason=why)
        latest[key] = row, review
        verdict = Verdict.UPDATED if key in before else Verdict.NEW
        verdict = Verdict.UNCHANGED if before.get(key) == review else verdict
        is_open = review.conflict and review.reviewer in assigned.get(review.application, ())
        again = f"a conflict: run `mentoring review assign {edition.name}` again" * is_open
        outcomes[row] = Outcome(row=row, verdict=verdict, id=review.application, reason=again)
    new = [review for key, (_, review) in latest.items() if before.get(key) != review]
    return new, outcomes.values()


def _against(answers: Answers, given: Import) -> Iterator[Problem]:
    """Why this reviewer's marks for this application are refused."""
    row, values, edition = answers.row, answers.values, given.edition
    mentees = {mentee.id: mentee for mentee in edition.mentees}
    for field, known in (("application", mentees), ("reviewer", edition.reviewers)):
        if (named := values[field]) not in known:
            facts = {"id": named, "edition": edition.name, "hint": did_you_mean(named, known)}
            yield given.problem(row, field, f"{field}-unknown", **facts)
            return
    if values.get("conflict"):
        return
    reviewer, mentee = edition.reviewers[values["reviewer"]], mentees[values["application"]]
    if why := against_judging(reviewer, mentee):
        facts = {"reviewer": reviewer.id, "mentee": mentee.id, "why": why}
        yield given.problem(row, "reviewer", "reviewer-in-conflict", **facts)
        return
    for item in edition.cohort.record.review.rubric:
        if f"scores.{item.id}" not in values:
            yield given.problem(row, f"scores.{item.id}", "mark-missing", item=item.id)
