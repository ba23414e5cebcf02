"""What becomes of each row: new, updated, unchanged, superseded, withdrawn, refused, blank."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from intake.bringing import brought, mapping
from intake.exports import TOOLS, answers_of, rows_of
from made import application, person
from made import demo_edition as edition
from mentoring.errors import DataError
from mentoring.people.application import Application, Change, Consent, Location, Profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentoring.intake.importing.run_import import ImportResult
    from mentoring.store.record_kinds import Record

COHORT = edition("2026")
FORM = mapping("google-sheet")
INDICO = mapping("indico-registration")
SENT = datetime(2026, 9, 28, 9, 30, tzinfo=UTC)
HOURS = timedelta(hours=1)


def mentee(id: str = "mmmmmm", **changes: Any) -> Application:  # noqa: A002 (it is one)
    """A mentee as the form asks for one."""
    fields: dict[str, Any] = {
        "submitted": SENT,
        "consent": Consent(notice="2026-1", given=date(2026, 9, 28)),
        "location": Location(place="Geneva", timezone="Europe/Zurich"),
        "arrival": "regular",
    }
    return application(id, **{**fields, **changes})


def mentor(id: str = "tttttt", **changes: Any) -> Application:  # noqa: A002 (it is one)
    """A mentor who applied in time."""
    fields: dict[str, Any] = {
        "submitted": datetime(2026, 9, 10, 9, 30, tzinfo=UTC),
        "profile": Profile(code="pppppp", text="I listen."),
        "experiments": ("CMS",),
    }
    return mentee(id, role="mentor", **{**fields, **changes})


def sent(path: Path, *rows: Application | tuple[Application, dict[str, Any]]) -> Path:
    """The rows in a sheet; a pair is an applicant with answers that differ from the record."""
    answers = [
        (row[0], {**answers_of(row[0]), **row[1]})
        if isinstance(row, tuple)
        else (row, answers_of(row))
        for row in rows
    ]
    file = path / "answers.csv"
    file.write_bytes(TOOLS["google-sheet"].write(rows_of(TOOLS["google-sheet"], FORM, answers)))
    return file


def heading(path: Path, column: int) -> str:
    """The heading of a column, counted from 1."""
    with (path / "answers.csv").open(newline="") as file:
        return next(csv.reader(file))[column - 1]


def verdicts(imported: ImportResult) -> list[str]:
    """What each row did, in the order of the rows."""
    return [outcome.verdict for outcome in imported.outcomes]


def only(imported: ImportResult) -> Application:
    """The one application that changes."""
    (record,) = imported.records
    assert isinstance(record, Application)
    return record


def again(path: Path, before: Record, *rows: Any) -> ImportResult:
    """A second import, after one that left `before`."""
    return brought(sent(path, *rows), FORM, COHORT, before)


def test_a_first_answer_is_a_new_application(tmp_path: Path) -> None:
    """With an id of its own and what the person said."""
    imported = brought(sent(tmp_path, mentee()), FORM, COHORT)
    assert verdicts(imported) == ["new"]
    assert only(imported).motivation == "I want to learn."


def test_a_resubmission_updates_the_same_application_and_says_what_changed(
    tmp_path: Path,
) -> None:
    """The address is the identity, whatever its case; the history names the fields."""
    later = mentee(submitted=SENT + 48 * HOURS, institute="Elsewhere")
    later = replace(later, person=person("Mmmmmm Person", "MMMMMM@Example.org"))
    imported = again(tmp_path, mentee(), later)
    record = only(imported)
    assert verdicts(imported) == ["updated"]
    assert record.id == "mmmmmm"
    assert record.institute == "Elsewhere"
    assert record.submitted == SENT
    fields = ("institute", "person.email")
    assert record.history == (Change(on=date(2026, 9, 30), what="imported", fields=fields),)


def test_of_two_rows_in_one_file_the_later_counts(tmp_path: Path) -> None:
    """Both are accounted for, and the first day decides whether it came in time."""
    late = mentee(submitted=datetime(2026, 10, 20, tzinfo=UTC), institute="Elsewhere")
    imported = brought(sent(tmp_path, late, mentee()), FORM, COHORT)
    assert verdicts(imported) == ["new", "superseded"]
    assert only(imported).institute == "Elsewhere"
    assert only(imported).arrival == "regular"


@pytest.mark.parametrize("later", [timedelta(seconds=1), HOURS, 72 * HOURS])
def test_an_older_export_does_not_bring_back_what_was_changed_since(
    tmp_path: Path, later: timedelta
) -> None:
    """Whichever file comes first, the answers that were sent last stand, be it by a second."""
    newer = mentee(submitted=SENT + later, institute="Elsewhere")
    forth = only(again(tmp_path, only(brought(sent(tmp_path, mentee()), FORM, COHORT)), newer))
    back = again(tmp_path, only(brought(sent(tmp_path, newer), FORM, COHORT)), mentee())
    assert verdicts(back) == ["superseded"]
    for record in (forth, only(back)):
        assert record.institute == "Elsewhere"
        assert (record.submitted, record.answered) == (SENT, SENT + later)


def test_who_first_applied_in_time_is_in_time_whichever_file_comes_first(tmp_path: Path) -> None:
    """An older answer that is imported later says when it was, and nothing else."""
    late = mentee(submitted=datetime(2026, 10, 20, tzinfo=UTC), institute="Elsewhere")
    first = only(brought(sent(tmp_path, late), FORM, COHORT))
    assert first.arrival == "late"
    imported = again(tmp_path, first, mentee())
    record = only(imported)
    assert (record.arrival, record.institute) == ("regular", "Elsewhere")
    (outcome,) = imported.outcomes
    assert (outcome.verdict, outcome.fields) == ("superseded", ("arrival", "submitted"))
    assert outcome.reason == "by what was imported since"


def test_the_same_answers_sent_again_are_remembered_as_the_latest(tmp_path: Path) -> None:
    """An answer from between the two does not come back."""
    same = mentee(submitted=SENT + 2 * HOURS)
    imported = again(tmp_path, mentee(), same)
    assert imported.outcomes[0].fields == ("answered",)
    between = mentee(submitted=SENT + HOURS, institute="Elsewhere")
    assert verdicts(again(tmp_path, only(imported), between)) == ["superseded"]


def test_every_row_of_a_person_is_weighed_when_the_file_comes_again(tmp_path: Path) -> None:
    """Two files with three answers, in any order and again: the last answer, nothing more."""
    answers = [
        mentee(submitted=SENT + hours * HOURS, institute=f"Institute {hours}") for hours in range(3)
    ]
    record = only(brought(sent(tmp_path, answers[2], answers[0]), FORM, COHORT))
    again_ = again(tmp_path, record, answers[1], answers[0])
    assert verdicts(again_) == ["superseded", "superseded"]
    assert again_.records == ()
    last = again(tmp_path, record, answers[2], answers[0])
    assert verdicts(last) == ["unchanged", "superseded"]
    assert record.institute == "Institute 2"


def test_an_answer_that_is_refused_leaves_the_earlier_one_standing(tmp_path: Path) -> None:
    """Whatever is wrong with it: nobody is lost while it waits to be corrected."""
    wrong = (mentee(submitted=SENT + HOURS), {"email": "mmmmmm@example.org", "since": "1066"})
    imported = brought(sent(tmp_path, mentee(), wrong), FORM, COHORT)
    assert verdicts(imported) == ["new", "refused"]
    assert only(imported).submitted == SENT


def test_too_early_is_who_has_not_sent_it_since_the_opening(tmp_path: Path) -> None:
    """Who tried before the opening and sends it again in time takes part."""
    early = mentee(submitted=datetime(2026, 8, 1, tzinfo=UTC))
    record = only(brought(sent(tmp_path, early, mentee()), FORM, COHORT))
    assert (record.status, record.submitted) == ("submitted", early.submitted)


def test_a_correction_outlives_the_answer_that_it_corrects(tmp_path: Path) -> None:
    """What a steward has corrected is not undone by the same export."""
    corrected = replace(
        mentee(institute="Corrected"),
        history=(Change(on=date(2026, 9, 29), what="corrected", fields=("institute",)),),
    )
    assert verdicts(again(tmp_path, corrected, mentee())) == ["unchanged"]


def test_a_withdrawal_outlives_the_answer_before_it(tmp_path: Path) -> None:
    """Importing the old answer again does not bring somebody back; applying again does."""
    gone = replace(
        mentee(),
        status="withdrawn",
        history=(Change(on=date(2026, 9, 30), what="withdrawn", fields=("status",)),),
    )
    assert verdicts(again(tmp_path, gone, mentee())) == ["unchanged"]
    back = again(tmp_path, gone, mentee(submitted=SENT + 96 * HOURS))
    assert verdicts(back) == ["updated"]
    assert only(back).status == "submitted"


def test_who_is_both_mentee_and_mentor_has_two_applications(tmp_path: Path) -> None:
    """One a role, under one address."""
    both = replace(mentor(), person=mentee().person)
    imported = brought(sent(tmp_path, mentee(), both), FORM, COHORT)
    assert verdicts(imported) == ["new", "new"]
    assert {record.role for record in imported.records if isinstance(record, Application)} == {
        "mentee",
        "mentor",
    }


def test_a_new_profile_text_waits_for_approval_again(tmp_path: Path) -> None:
    """A mentor approves each text that mentees may read."""
    approved = mentor(profile=Profile(code="pppppp", text="Old.", approved=date(2026, 9, 12)))
    record = only(again(tmp_path, approved, mentor()))
    assert record.profile == Profile(code="pppppp", text="I listen.")


def test_nothing_of_a_row_is_lost_when_it_is_refused(tmp_path: Path) -> None:
    """Every problem of the row, with its row and column; nobody is quoted."""
    wrong = (mentee(), {"since": "last year", "email": "nowhere", "motivation": None})
    imported = brought(sent(tmp_path, mentor(), wrong), FORM, COHORT)
    assert verdicts(imported) == ["new", "refused"]
    problems = imported.problems
    assert {problem.line for problem in problems} == {3}
    assert {problem.message for problem in problems} == {
        "“The year in which this stage began” is not a whole number",
        "“Your motivation” has no answer",
        "“Email Address”: this text does not have the format of an e-mail address",
    }
    assert not any("last year" in problem.message + problem.hint for problem in problems)


def test_everything_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    """What cannot be read and what the record does not allow: it is corrected once."""
    wrong = (mentee(), {"since": "last year", "timezone": "Rome", "email": "nowhere"})
    problems = brought(sent(tmp_path, wrong), FORM, COHORT).problems
    assert {heading(tmp_path, problem.column) for problem in problems} == {
        "The year in which this stage began",
        "Your time zone",
        "Email Address",
    }


def test_what_the_schema_refuses_is_told_at_its_column(tmp_path: Path) -> None:
    """The schema's own words, under the question's heading."""
    imported = brought(sent(tmp_path, (mentee(), {"email": "nowhere"})), FORM, COHORT)
    (problem,) = imported.problems
    assert problem.message.startswith("“Email Address”: ")
    assert heading(tmp_path, problem.column) == "Email Address"


def test_without_a_role_no_other_question_is_asked(tmp_path: Path) -> None:
    """One problem, not one for every question that might have been put."""
    file = sent(tmp_path, mentee())
    file.write_text(file.read_text().replace("A mentee", "A menthe"))
    (problem,) = brought(file, FORM, COHORT).problems
    assert problem.message == "“I apply as” matches no caption"
    assert problem.hint.startswith("Probably “A mentee”")


def test_the_numbers_add_up_to_the_rows(tmp_path: Path) -> None:
    """Whatever the rows hold."""
    rows = (mentee(), mentee(submitted=SENT + HOURS), mentor(), (mentee("nnnnnn"), {"since": "x"}))
    imported = brought(sent(tmp_path, *rows), FORM, COHORT)
    assert sum(imported.counts.values()) == len(rows)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"consent": None}, "no-consent"),
        ({"experiment": None, "consent": "2026-1"}, None),
        ({"submitted": datetime(2026, 8, 1, tzinfo=UTC)}, "before-opening"),
        ({"submitted": datetime(2027, 9, 1, tzinfo=UTC)}, "after-the-end"),
    ],
)
def test_who_is_not_eligible_gets_a_reason(
    tmp_path: Path, answers: dict[str, Any], reason: str | None
) -> None:
    """A status and a reason, not silence; an unanswered question is another matter."""
    imported = brought(sent(tmp_path, (mentee(), answers)), FORM, COHORT)
    if reason is None:
        assert verdicts(imported) == ["refused"]
        return
    record = only(imported)
    assert (record.status, record.reason) == ("ineligible", reason)


def test_without_consent_only_what_the_reply_needs_is_kept(tmp_path: Path) -> None:
    """Name, address and what every record must have."""
    asked = replace(mentee(), person=replace(mentee().person, notes="Secret", pronouns="they"))
    record = only(brought(sent(tmp_path, (asked, {"consent": None})), FORM, COHORT))
    assert record.person == mentee().person
    assert "learn" not in (record.motivation or "")
    assert record.consent.withdrawn == record.consent.given


def test_somebody_without_an_experiment_at_cern_is_kept_and_told(tmp_path: Path) -> None:
    """The caption “None of these” is an answer."""
    file = sent(tmp_path, mentee())
    text = file.read_text().replace(",ATLAS,", ",None of these,")
    file.write_text(text)
    record = only(brought(file, FORM, COHORT))
    assert (record.experiments, record.status, record.reason) == (
        (),
        "ineligible",
        "no-affiliation",
    )


@pytest.mark.parametrize(
    ("day", "arrival"),
    [
        ("2026-10-11T21:59:00", "regular"),
        ("2026-10-11T22:01:00", "late"),
        ("2027-01-18T08:00:00", "rolling"),
    ],
)
def test_late_and_rolling_applications_are_marked(tmp_path: Path, day: str, arrival: str) -> None:
    """The closing day is over at midnight in the programme's own zone."""
    submitted = datetime.fromisoformat(day).replace(tzinfo=UTC)
    record = only(brought(sent(tmp_path, mentee(submitted=submitted)), FORM, COHORT))
    assert record.arrival == arrival


def test_names_to_avoid_become_ids_where_one_person_is_meant(tmp_path: Path) -> None:
    """In any order, case and accents; by address too. What is unclear waits for a steward."""
    known = mentor("vvvvvv", person=person("Zoë Quarkström", "zoe@example.org"))
    other = mentor("wwwwww", person=person("Ann Muonsen", "ann@example.org"))
    namesake = mentor("xxxxxx", person=person("Ann Muonsen", "ann2@example.org"))
    asked = (
        mentee(),
        {"avoid": ("QUARKSTROM, Zoe", "Zoé Quark", "Ann Muonsen", "Nobody", "Mmmmmm Person")},
    )
    imported = brought(sent(tmp_path, asked), FORM, COHORT, known, other, namesake)
    record = only(imported)
    assert record.conflicts == ("vvvvvv",)
    assert record.person.unresolved == ("Zoé Quark", "Ann Muonsen", "Nobody", "Mmmmmm Person")
    assert imported.outcomes[0].reason == "4 unresolved, perhaps vvvvvv, wwwwww, xxxxxx"


@pytest.mark.parametrize("between", [", ", " and ", " & ", " / ", "; ", " und ", " et ", "\n"])
def test_several_people_in_one_answer_are_told_apart(tmp_path: Path, between: str) -> None:
    """Each name is settled separately: only a name without a match waits."""
    one, other = mentor("vvvvvv"), mentor("wwwwww", profile=Profile(code="qqqqqq", text="I, too."))
    line = between.join(("Vvvvvv Person", "Wwwwww Person"))
    asked = (mentee(), {"avoid": (line, f"{line}{between}Nobody There")})
    record = only(brought(sent(tmp_path, asked), FORM, COHORT, one, other))
    assert record.conflicts == ("vvvvvv", "wwwwww")
    assert record.person.unresolved == ("Nobody There",)


def test_a_name_is_resolved_when_its_bearer_applies(tmp_path: Path) -> None:
    """Those who applied before are looked at again."""
    asked = replace(mentee(), person=replace(mentee().person, unresolved=("Tttttt Person",)))
    imported = again(tmp_path, asked, mentor("nnnnnn", person=person("Tttttt Person")))
    (_, resolved) = imported.records
    assert isinstance(resolved, Application)
    assert resolved.id == "mmmmmm"
    assert len(resolved.conflicts) == 1
    assert resolved.person.unresolved == ()


def test_a_wish_for_a_profile_that_is_nobodys_is_refused(tmp_path: Path) -> None:
    """A code is checked against the mentors who have applied."""
    wish = (mentee(), {"first-profile": " PPPppp "})
    assert verdicts(brought(sent(tmp_path, wish), FORM, COHORT, mentor())) == ["new"]
    wrong = brought(sent(tmp_path, (mentee(), {"first-profile": "pppppq"})), FORM, COHORT, mentor())
    (problem,) = wrong.problems
    assert (problem.code, problem.hint) == ("profile-unknown", "Did you mean pppppp?")
    assert heading(tmp_path, problem.column) == "The mentor profile you like best"


def test_a_form_for_one_role_needs_no_question_about_it(tmp_path: Path) -> None:
    """The role is said on the command line instead."""
    file = sent(tmp_path, mentor())
    rows = list(csv.reader(file.read_text().splitlines()))
    at = rows[0].index("I apply as")
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([*row[:at], *row[at + 1 :]] for row in rows)
    with pytest.raises(DataError):
        brought(file, FORM, COHORT)
    record = only(brought(file, mapping("google-sheet", "mentor"), COHORT))
    assert record.role == "mentor"


def test_a_withdrawn_registration_becomes_a_withdrawn_application(tmp_path: Path) -> None:
    """Unless the person registered again; then the new registration counts."""
    tool = TOOLS["indico-registration"]
    gone = {**answers_of(mentee()), "state": "withdrawn"}
    file = tmp_path / "registrations.csv"
    file.write_bytes(tool.write(rows_of(tool, INDICO, [(mentee(), gone)])))
    imported = brought(file, INDICO, COHORT)
    assert verdicts(imported) == ["withdrawn"]
    assert only(imported).status == "withdrawn"
    back = answers_of(mentee(submitted=SENT + HOURS))
    file.write_bytes(tool.write(rows_of(tool, INDICO, [(mentee(), gone), (mentee(), back)])))
    imported = brought(file, INDICO, COHORT)
    assert verdicts(imported) == ["superseded", "new"]


def test_a_namesake_under_another_address_is_pointed_out(tmp_path: Path) -> None:
    """It may be the same person; a steward looks. Who is new is named by the row."""
    other = replace(mentee("nnnnnn"), person=person("Mmmmmm Person", "other@example.org"))
    imported = again(tmp_path, mentee(), other)
    assert "has the name of mmmmmm" in imported.outcomes[0].reason
    both = brought(sent(tmp_path, mentee(), other), FORM, COHORT).outcomes
    assert [one.reason for one in both] == [
        f"has the name of row {row} under another address" for row in (3, 2)
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda line: line.rpartition(",")[0], "cells under"),
        (lambda line: line + ",more", "cells under"),
        (lambda line: line + ",,", None),
        (lambda line: line.replace("I want", "I\x07want"), "holds a control character"),
    ],
)
def test_a_row_of_another_width_is_read_right_or_refused(
    tmp_path: Path, spoil: Callable[[str], str], said: str | None
) -> None:
    """Its cells may stand under the wrong headings; empty ones beyond the last do not matter."""
    file = sent(tmp_path, mentee())
    head, row = file.read_text().splitlines()
    file.write_text(f"{head}\n{spoil(row)}\n")
    imported = brought(file, FORM, COHORT)
    assert verdicts(imported) == ["refused" if said else "new"]
    assert all(said and said in problem.message for problem in imported.problems)


def test_the_notice_that_a_person_read_is_recorded(tmp_path: Path) -> None:
    """Also where it is an earlier version than the edition's."""
    earlier = replace(mentee(), consent=Consent(notice="2026-0", given=date(2026, 9, 28)))
    assert only(brought(sent(tmp_path, earlier), FORM, COHORT)).consent.notice == "2026-0"


def test_an_experiment_that_the_edition_does_not_accept_is_a_reason(tmp_path: Path) -> None:
    """It is at CERN, and this edition is not for it."""
    few = replace(COHORT, experiments=("ALICE", "CMS"))
    record = only(brought(sent(tmp_path, mentee()), FORM, few))
    assert (record.status, record.reason) == ("ineligible", "experiment-not-in-edition")


def test_a_later_withdrawn_registration_withdraws_the_application(tmp_path: Path) -> None:
    """What else it says is not looked at."""
    tool = TOOLS["indico-registration"]
    gone = {**answers_of(mentee(institute="Elsewhere")), "state": "withdrawn"}
    file = tmp_path / "registrations.csv"
    file.write_bytes(tool.write(rows_of(tool, INDICO, [(mentee(), gone)])))
    imported = brought(file, INDICO, COHORT, mentee())
    assert verdicts(imported) == ["withdrawn"]
    record = only(imported)
    assert (record.status, record.institute) == ("withdrawn", mentee().institute)
    assert record.history[-1].what == "withdrawn"


def test_an_answer_from_somebodys_other_address_is_theirs(tmp_path: Path) -> None:
    """It changes their application, and letters go on to the address they had."""
    known = replace(mentee(), person=replace(mentee().person, other_emails=("m@home.example",)))
    later = replace(
        mentee(), person=person("Mmmmmm Person", "M@home.example"), submitted=SENT + HOURS
    )
    record = only(brought(sent(tmp_path, replace(later, hours_per_month=7)), FORM, COHORT, known))
    assert record.id == known.id
    assert record.hours_per_month == 7
    assert record.person.email == known.person.email
    assert record.person.other_emails == ("m@home.example",)
