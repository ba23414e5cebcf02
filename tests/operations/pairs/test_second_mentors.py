"""More than one mentor: one leads, another joins by a decision, or stands in until a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.checks.run import check_edition
from mentoring.cli.boundary import run
from mentoring.errors import MentoringError, UsageError
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.operations.access import mentorships
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.subject import of_person
from mentoring.operations.letters.remind import remind
from mentoring.operations.pairs.steps import join, leave
from mentoring.operations.snapshot import sealing
from mentoring.operations.withdraw import withdraw
from mentoring.people.pair import Pair
from mentoring.store.entry import to_plain
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

TODAY, BACK = date(2026, 12, 1), date(2027, 2, 1)
PEOPLE = (
    made.application("mmmmmm"),
    made.application("tttttt", "mentor"),
    made.application("vvvvvv", "mentor"),
    made.application("wwwwww", "mentor", experiments=("ATLAS",)),
)
EDITION = made.edition(made.cohort(), *PEOPLE, made.pair("accepted"))


def joined(until: date | None = None) -> Pair:
    """The pair with a second mentor."""
    return join(EDITION, made.pair("accepted"), "vvvvvv", TODAY, reason="A leave", until=until)


def test_a_co_mentor_joins_and_the_leading_mentor_answers_for_the_side() -> None:
    """It is recorded with its reason, and twice changes nothing."""
    pair = joined()
    assert pair.latest.mentors_on(TODAY) == {"tttttt", "vvvvvv"}
    assert pair.latest.acting_mentor(TODAY) == "tttttt"
    assert pair.latest.history[-1].reason == "A leave"
    assert join(EDITION, pair, "vvvvvv", TODAY, reason="Again", until=None) == pair


def test_a_stand_in_answers_until_the_last_day_and_not_after() -> None:
    """Then the one who leads is back without a further step."""
    pair = joined(BACK).latest
    assert [pair.acting_mentor(day) for day in (date(2026, 11, 30), TODAY, BACK)] == [
        "tttttt",
        "vvvvvv",
        "vvvvvv",
    ]
    assert pair.acting_mentor(date(2027, 2, 2)) == "tttttt"


def test_a_second_mentor_leaves() -> None:
    """They were a mentor up to the day before."""
    pair = leave(joined(), "vvvvvv", BACK)
    assert "vvvvvv" in pair.latest.mentors_on(date(2027, 1, 31))
    assert "vvvvvv" not in pair.latest.mentors_on(BACK)
    assert leave(pair, "vvvvvv", BACK) == pair
    with pytest.raises(UsageError, match="is not a second mentor of mmmmmm"):
        leave(made.pair(), "vvvvvv", BACK)


def test_a_second_mentor_is_one_who_may_be_paired() -> None:
    """The rules of the programme hold for them as well."""
    for mentor, error, match in (
        ("wwwwww", MentoringError, "both belong to ATLAS"),
        ("tttttt", MentoringError, "leading mentor of mmmmmm already"),
        ("mmmmmm", UsageError, "is not a mentor of 2026"),
    ):
        with pytest.raises(error, match=match):
            join(EDITION, made.pair(), mentor, TODAY, reason="?", until=None)
    with pytest.raises(MentoringError, match="a last day after"):
        joined(TODAY)


def test_the_stand_in_is_asked_and_the_mentee_hears_of_them() -> None:
    """Check-ins go to the mentor who acts on the day, and both are introduced."""
    pair = joined(BACK)
    during = made.edition(made.cohort(), *PEOPLE, pair)
    asked = {letter.key for letter in remind(during, date(2027, 1, 11))}
    assert {"check-in-2027-01-11-mmmmmm-vvvvvv", "check-in-2027-01-11-mmmmmm"} <= asked
    assert not any("tttttt" in key.rsplit("-", 1)[1] for key in asked)
    introduced = {letter.key for letter in remind(during, TODAY)}
    assert {"second-mentor-mmmmmm-vvvvvv", "second-mentor-vvvvvv-mmmmmm"} <= introduced
    after = {letter.key for letter in remind(during, date(2027, 4, 12))}
    assert "check-in-2027-04-12-mmmmmm-tttttt" in after


def test_a_second_mentor_takes_one_of_their_places() -> None:
    """A stand-in's place is free again after the last day; a co-mentor's is for `match`, too."""
    lead = made.pair("accepted", mentee="bbbbbb", mentor="vvvvvv")
    people = (*PEOPLE, made.application("bbbbbb"))
    for until in (None, BACK):
        problems = check_edition(made.edition(made.cohort(), *people, lead, joined(until)))
        assert [problem.code for problem in problems] == ["capacity-exceeded"]
    edition = made.edition(made.cohort(), *PEOPLE, joined())
    capacities = {mentor.id: mentor.capacity for mentor in sealing(edition).instance.mentors}
    assert capacities["vvvvvv"] == 0
    assert check_edition(edition) == []


def test_a_second_mentor_who_withdraws_leaves_and_the_pair_goes_on() -> None:
    """The mentorship with the lead mentor continues."""
    edition = made.edition(made.cohort(), *PEOPLE, joined())
    application, pair = withdraw(edition, "vvvvvv", BACK)
    assert application.status == "withdrawn"
    assert isinstance(pair, Pair)
    assert pair.latest.status == "accepted"
    assert pair.latest.history[-1].what == "left"


def test_a_small_group_meets_together_in_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The meeting is logged for every pair of the mentor, marked as the group's, once."""
    people = (made.application("mmmmmm"), made.application("bbbbbb"), PEOPLE[2])
    mentor = made.application("tttttt", "mentor", capacity=2)
    pairs = (made.pair("accepted"), made.pair("accepted", mentee="bbbbbb"))
    other = made.pair("accepted", mentee="cccccc", mentor="vvvvvv")
    root = made.written(
        tmp_path, made.cohort(), *people, mentor, *pairs, other, made.application("cccccc")
    )
    words = ["pair", "log", "2026", "mmmmmm", "--meeting", "2026-12-01", "--minutes", "60"]
    for _ in range(2):
        assert run(["-C", str(root), *words, "--group", "--today", "2026-12-02"]) == 0
    assert "bbbbbb with tttttt: accepted" in capsys.readouterr().out
    met = {
        pair.record.mentee: pair.record.latest.meetings for pair in load(root).sound("2026").pairs
    }
    assert [len(met[mentee]) for mentee in ("mmmmmm", "bbbbbb", "cccccc")] == [1, 1, 0]
    assert met["bbbbbb"][0].group


def test_what_a_stand_in_said_is_theirs_to_read_and_goes_with_them() -> None:
    """The leading mentor does not read it, and an erasure takes it out; the rest stays."""
    answers = (
        made.check_in("2027-01-11", "mentor"),
        made.check_in("2027-04-12", "mentor"),
        made.check_in("2027-01-11", "mentee"),
    )
    pair = joined(BACK)
    pair = replace(pair, mentorships=(replace(pair.latest, check_ins=answers),))
    said = {
        person: [
            answer.due for held in mentorships(pair, person, "mentor") for answer in held.check_ins
        ]
        for person in ("tttttt", "vvvvvv")
    }
    assert said == {"tttttt": [date(2027, 4, 12)], "vvvvvv": [date(2027, 1, 11)]}
    (lead,) = mentorships(pair, "tttttt", "mentor")
    assert "vvvvvv" not in str(lead)
    subject = of_person("vvvvvv", [], [])
    text = Redaction(subject).content("data/pairs/2026/x.yaml", dump(to_plain(pair)).encode())
    assert text is not None
    erased = parse(text, "").value
    kept = erased["mentorships"][0]["check_ins"]
    assert [(answer["due"], answer["by"]) for answer in kept] == [
        ("2027-04-12", "mentor"),
        ("2027-01-11", "mentee"),
    ]
    assert "vvvvvv" not in str(erased)
    assert "A leave" not in str(erased)
