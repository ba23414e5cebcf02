"""Imports the forms after the applications: reviews, check-ins, terms and signatures."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from msgspec import ValidationError, convert

from mentoring.errors import MentoringError, SupersededError
from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.context import Import, Imported, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.people.normalized_words import normalised
from mentoring.people.organisers import Review, against_judging
from mentoring.people.pair import Pair, PairAnswer
from mentoring.problems import Problem, did_you_mean
from mentoring.store.entry import from_plain, to_plain


def reviews(rows: Iterable[Answers], given: Import, advance: Callable[[int], None]) -> Imported:
    """One review for each row; a row without marks, conflict or note is still to be filled in."""
    edition = given.edition
    known = (entry.record for entry in edition.reviews)
    before = {(review.application, review.reviewer): review for review in known}
    assigned = edition.roster.record.assignments if edition.roster else {}
    latest: dict[tuple[str, str], tuple[int, Review]] = {}
    outcomes: dict[int, Outcome] = {}
    for answers in rows:
        advance(1)
        row, plain = answers.row, nested(answers.values)
        if not set(answers.values) - {"application", "reviewer"}:
            outcomes[row] = Outcome(row=row, verdict="blank")
        elif problems := given.of_record(row, "review", plain) or [*_against(answers, given)]:
            outcomes[row] = refused(row, problems)
        else:
            review = from_plain(plain, Review)
            key = review.application, review.reviewer
            if key in latest:
                last, why = outcomes[latest[key][0]], f"by row {row}"
                outcomes[last.row] = replace(last, verdict="superseded", reason=why)
            latest[key] = row, review
            verdict: Verdict = "updated" if key in before else "new"
            verdict = "unchanged" if before.get(key) == review else verdict
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


def pairs(rows: Iterable[Answers], given: Import, advance: Callable[[int], None]) -> Imported:
    """The pairs after every row, in the order in which people sent them."""
    before = given.edition.pair_files
    after = dict(before)
    outcomes: list[Outcome] = []
    for answers in sorted(rows, key=lambda sent: (sent.values["submitted"], sent.row)):
        advance(1)
        pair = _pair_meant(answers, given, after)
        if isinstance(pair, Problem):
            outcomes.append(refused(answers.row, [pair]))
        else:
            after[pair.mentee], outcome = _recorded(answers, given, pair)
            outcomes.append(outcome)
    changed = sorted(mentee for mentee in after if after[mentee] != before[mentee])
    for number, outcome in enumerate(outcomes):
        if outcome.verdict == "new" and outcome.id not in changed:
            outcomes[number] = replace(outcome, verdict="unchanged")
    return [after[mentee] for mentee in changed], outcomes


def _recorded(answers: Answers, given: Import, pair: Pair) -> tuple[Pair, Outcome]:
    row, plain = answers.row, nested(answers.values)
    on = given.edition.cohort.record.day_of(answers.values["submitted"]).isoformat()
    try:
        answer = convert({**plain, **plain.get("reported", {}), "on": on}, PairAnswer)
        changed = given.record(pair, answer)
    except SupersededError as error:
        reason = str(error)
        return pair, Outcome(row=row, verdict="superseded", id=pair.mentee, reason=reason)
    except (MentoringError, ValidationError) as error:
        return pair, refused(row, [given.problem(row, "", "not-recorded", error=error)])
    if problems := given.of_record(row, "pair", to_plain(changed)):
        return pair, refused(row, problems)
    verdict: Verdict = "unchanged" if changed == pair else "new"
    return changed, Outcome(row=row, verdict=verdict, id=pair.mentee)


def _pair_meant(answers: Answers, given: Import, pairs: Mapping[str, Pair]) -> Pair | Problem:
    """The pair that a row is about, current or come to its end: by its code, or the only one."""
    address, by = normalised(str(answers.values["email"])), answers.values["by"]
    people = (person for person in given.edition.people.values() if person.role == by)
    ids = {person.id for person in people if address in map(normalised, person.person.emails)}
    theirs: dict[str, Pair] = {}
    for mentee, pair in pairs.items():
        last = pair.latest
        mentors = {last.mentor, *(second.mentor for second in last.second_mentors)}
        known = last.meaning.place or last.meaning.certificate
        if known and ids & ({mentee} if by == "mentee" else mentors):
            theirs[mentee] = pair
    code = answers.values.get("pair")
    if code in theirs or (code is None and len(theirs) == 1):
        return theirs[code or next(iter(theirs))]
    if code is not None:
        return given.problem(answers.row, "pair", "pair-unknown")
    if theirs:
        return given.problem(answers.row, "pair", "pair-unclear", pairs=", ".join(sorted(theirs)))
    return given.problem(answers.row, "email", "address-unknown", side=by)
