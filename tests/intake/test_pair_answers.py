"""Check-ins, terms and signatures come back by form, through the same machinery."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from intake.bringing import brought, mapping
from made import application, cohort, mentorship, pair, step
from mentoring.people.agreement import Signature, Terms
from mentoring.people.pair import Pair

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.importing.run_import import ImportResult
    from mentoring.store.record_kinds import Record

CHECK_IN = mapping("google-sheet:check-in")
TERMS = mapping("google-sheet:terms")
SIGNATURE = mapping("google-sheet:signature")
COHORT = cohort()
PEOPLE = (
    application("mmmmmm"),
    application("nnnnnn"),
    application("tttttt", role="mentor", capacity=2),
)
TOLD = (step("announced", "2026-11-03"), step("accepted", "2026-11-05"))
PAIR = pair(history=TOLD)
GOOD = {
    "Timestamp": "13/01/2027 09:00:00",
    "Email Address": "mmmmmm@example.org",
    "In this pair I am the": "Mentee",
    "Do the two of you fit together?": "Yes, well",
    "How do the goals stand?": "On track",
    "How many times have you met since the last check-in?": "3",
    "When did you last meet?": "08/01/2027",
}
AGREED = {
    "Timestamp": "13/11/2026 09:00:00",
    "Email Address": "mmmmmm@example.org",
    "In this pair I am the": "Mentee",
    "I agree to the mentoring agreement and its terms": "Yes",
    "How often a month do you meet?": "2",
    "How many minutes does a meeting last?": "60",
}
MENTORS = {"Email Address": "tttttt@example.org", "In this pair I am the": "Mentor"}


def sent(path: Path, form: Any, answers: list[dict[str, str]], *records: Record) -> ImportResult:
    """An import of these rows, which all have the columns of the first."""
    file = path / "answers.csv"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(answers[0]))
        writer.writeheader()
        writer.writerows(answers)
    return brought(file, form, COHORT, *PEOPLE, *records)


def only(imported: ImportResult) -> Pair:
    """The one pair that changes."""
    assert imported.problems == ()
    (record,) = imported.records
    assert isinstance(record, Pair)
    return record


def verdicts(imported: ImportResult) -> list[str]:
    """What each row did, in the order of the rows."""
    return [outcome.verdict for outcome in imported.outcomes]


def said(imported: ImportResult) -> str:
    """What is wrong with the one row that was refused."""
    (problem,) = imported.problems
    return problem.message


def test_a_check_in_is_put_into_the_pairs_file(tmp_path: Path) -> None:
    """With the side's own count of meetings beside the log."""
    current = only(sent(tmp_path, CHECK_IN, [GOOD], PAIR)).latest
    (answered,) = current.check_ins
    assert (answered.due, answered.by, answered.on) == (
        date(2027, 1, 11),
        "mentee",
        date(2027, 1, 13),
    )
    assert (answered.answers.fit, answered.answers.goals) == ("good", "on-track")
    (count,) = current.reported
    assert (count.meetings, count.since, count.last) == (3, date(2026, 11, 3), date(2027, 1, 8))


def test_an_answer_a_little_early_belongs_to_the_coming_check_in(tmp_path: Path) -> None:
    """Long before, it belongs to none."""
    early = {**GOOD, "Timestamp": "04/01/2027 09:00:00", "When did you last meet?": ""}
    assert only(sent(tmp_path, CHECK_IN, [early], PAIR)).latest.check_ins[0].due == date(
        2027, 1, 11
    )
    soon = {**early, "Timestamp": "04/12/2026 09:00:00"}
    assert "long before the first check-in" in said(sent(tmp_path, CHECK_IN, [soon], PAIR))


def test_answering_again_replaces_the_earlier_answer(tmp_path: Path) -> None:
    """The latest counts; the other side's stays."""
    doubt = {**GOOD, "Timestamp": "14/01/2027 09:00:00"}
    doubt |= {"Do the two of you fit together?": "I am not sure"}
    mentors = {**GOOD, **MENTORS}
    current = only(sent(tmp_path, CHECK_IN, [doubt, GOOD, mentors], PAIR)).latest
    assert [(one.by, one.answers.fit) for one in current.check_ins] == [
        ("mentee", "unsure"),
        ("mentor", "good"),
    ]
    assert [(one.by, one.on.day, one.meetings) for one in current.reported] == [
        ("mentor", 13, 3),
        ("mentee", 14, 3),
    ]


@pytest.mark.parametrize("hour", ["13/01/2027 10:00:00", "14/01/2027 09:00:00"])
def test_the_same_import_again_changes_nothing(tmp_path: Path, hour: str) -> None:
    """Nothing is counted twice, nor does an earlier answer come back."""
    answers = [GOOD, {**GOOD, "Timestamp": hour, "Do the two of you fit together?": "Not really"}]
    after = only(sent(tmp_path, CHECK_IN, answers, PAIR))
    assert sent(tmp_path, CHECK_IN, answers, after).records == ()
    assert verdicts(sent(tmp_path, CHECK_IN, answers[1:], after)) == ["unchanged"]


def test_an_older_export_gives_way_to_what_was_sent_since(tmp_path: Path) -> None:
    """In whichever order the files come."""
    later = {**GOOD, "Timestamp": "14/01/2027 09:00:00", "When did you last meet?": ""}
    after = only(sent(tmp_path, CHECK_IN, [later], PAIR))
    imported = sent(tmp_path, CHECK_IN, [GOOD], after)
    assert imported.records == ()
    (outcome,) = imported.outcomes
    assert (outcome.verdict, outcome.reason) == (
        "superseded",
        "by what this side sent on 2027-01-14",
    )


def test_terms_that_were_changed_since_are_not_proposed_again(tmp_path: Path) -> None:
    """By an export of before the change."""
    mentors = {**AGREED, **MENTORS}
    rarer = {"Timestamp": "13/02/2027 09:00:00", "How often a month do you meet?": "1"}
    changes = [{**AGREED, **rarer}, {**mentors, **rarer}]
    both = only(sent(tmp_path, TERMS, [AGREED, mentors], PAIR))
    amended = only(sent(tmp_path, TERMS, changes, both))
    again = sent(tmp_path, TERMS, [AGREED, mentors, *changes], amended)
    assert again.records == ()
    assert verdicts(again) == ["superseded", "superseded", "unchanged", "unchanged"]


def test_a_mentor_of_two_names_the_pair(tmp_path: Path) -> None:
    """By the code that the letter gave, which is the mentee's id."""
    other = pair(mentee="nnnnnn", history=TOLD)
    mentors = {**GOOD, **MENTORS, "Pair code": ""}
    unclear = sent(tmp_path, CHECK_IN, [mentors], PAIR, other)
    assert said(unclear) == "the address is in several pairs"
    assert "mmmmmm, nnnnnn" in unclear.problems[0].hint
    clear = sent(tmp_path, CHECK_IN, [{**mentors, "Pair code": "NNNNNN "}], PAIR, other)
    assert only(clear).mentee == "nnnnnn"
    wrong = sent(tmp_path, CHECK_IN, [{**mentors, "Pair code": "zzzzzz"}], PAIR, other)
    assert said(wrong) == "the address is in no pair of that code"


@pytest.mark.parametrize(
    "answers",
    [{"Email Address": "nobody@example.org"}, {"In this pair I am the": "Mentor"}],
)
def test_an_address_in_no_pair_is_refused(tmp_path: Path, answers: dict[str, str]) -> None:
    """The address must be in a pair on the stated side."""
    imported = sent(tmp_path, CHECK_IN, [{**GOOD, **answers}], PAIR)
    assert said(imported) == "the address is in no pair on that side"
    assert imported.records == ()


def test_what_the_schema_does_not_allow_is_refused(tmp_path: Path) -> None:
    """A satisfaction of 11 of 10."""
    much = {**GOOD, "How satisfied are you with the programme, from 1 to 10?": "11"}
    assert "the most is 10" in said(sent(tmp_path, CHECK_IN, [much], PAIR))


@pytest.mark.parametrize("question", ["How do the goals stand?", "Do the two of you fit together?"])
def test_a_check_in_that_lacks_an_answer_is_refused(tmp_path: Path, question: str) -> None:
    """Also where the form does not require it."""
    optional = {name: replace(asked, required=False) for name, asked in CHECK_IN.questions.items()}
    form = replace(CHECK_IN, questions=optional)
    assert "missing required field" in said(sent(tmp_path, form, [{**GOOD, question: ""}], PAIR))


def test_a_check_in_that_says_nothing_is_refused(tmp_path: Path) -> None:
    """A count of meetings alone is none."""
    optional = {name: replace(asked, required=False) for name, asked in CHECK_IN.questions.items()}
    blank = {"How do the goals stand?": "", "Do the two of you fit together?": ""}
    form = replace(CHECK_IN, questions=optional)
    assert "says nothing about how" in said(sent(tmp_path, form, [{**GOOD, **blank}], PAIR))


def test_terms_come_with_a_signature_and_both_make_the_pair_active(tmp_path: Path) -> None:
    """The first to sign brings the terms; the other signs the same."""
    accepted = pair(status="accepted", history=(*TOLD, step("accepted", "2026-11-06", "mentor")))
    mentors = {**AGREED, **MENTORS, "Timestamp": "14/11/2026 09:00:00"}
    current = only(sent(tmp_path, TERMS, [AGREED, mentors], accepted)).latest
    assert current.status == "active"
    assert current.agreement is not None
    assert current.agreement.terms == Terms(meetings_per_month=2, minutes=60)
    assert current.agreement.signed.mentor == Signature(on=date(2026, 11, 14), method="form")


def test_other_terms_than_the_other_side_signed_are_refused(tmp_path: Path) -> None:
    """The two have to settle them first."""
    mentors = {**AGREED, **MENTORS, "How many minutes does a meeting last?": "90"}
    imported = sent(tmp_path, TERMS, [AGREED, mentors], PAIR)
    assert "Other terms are signed already" in said(imported)


def test_new_terms_after_both_have_signed_are_a_change_to_confirm(tmp_path: Path) -> None:
    """Never an error: an amendment that waits for the other side."""
    mentors = {**AGREED, **MENTORS}
    both = only(sent(tmp_path, TERMS, [AGREED, mentors], PAIR))
    rarer = {**AGREED, "Timestamp": "13/02/2027 09:00:00", "How often a month do you meet?": "1"}
    agreement = only(sent(tmp_path, TERMS, [rarer], both)).latest.agreement
    assert agreement is not None
    assert agreement.amendments[0].terms.meetings_per_month == 1
    assert agreement.in_force.meetings_per_month == 2


def test_a_signature_alone_signs_the_terms_that_are_recorded(tmp_path: Path) -> None:
    """Without any, it says so; without a yes, nothing is signed."""
    signs = {key: AGREED[key] for key in list(AGREED)[:4]}
    assert "has no terms yet" in said(sent(tmp_path, SIGNATURE, [signs], PAIR))
    first = only(sent(tmp_path, TERMS, [AGREED], PAIR))
    mentors = {**signs, **MENTORS}
    agreement = only(sent(tmp_path, SIGNATURE, [mentors], first)).latest.agreement
    assert agreement is not None
    assert agreement.signed.both
    no = {**mentors, "I agree to the mentoring agreement and its terms": "No"}
    assert "nothing is signed" in said(sent(tmp_path, SIGNATURE, [no], first))


def test_a_mentorship_that_is_over_takes_no_answers(tmp_path: Path) -> None:
    """It is no pair any more."""
    over = Pair(cohort="2026", mentee="mmmmmm", mentorships=(mentorship("ended", history=TOLD),))
    assert said(sent(tmp_path, CHECK_IN, [GOOD], over)) == "the address is in no pair on that side"
