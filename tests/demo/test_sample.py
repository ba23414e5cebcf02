"""The sample programme: it is what its description says, and comes out of the generator alone.

It is made anew here; nothing reads `data/`, which adopters replace.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from made import CONFIG, written
from mentoring.checks.run import check
from mentoring.operations.demo.playing import new_files, sample_files
from mentoring.operations.demo.sample import TODAY
from mentoring.operations.verification import verdict
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.progress.cohort_progress import cohort_progress
from mentoring.render.papers import AGREEMENT, packaged, version_of
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.store.programme import Edition, Programme


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The sample, written into an empty folder."""
    root: Path = tmp_path_factory.mktemp("sample")
    new_files(written(root), sample_files(CONFIG)).apply()
    return load(root)


@pytest.fixture(scope="module")
def edition(programme: Programme) -> Edition:
    """Edition 2026."""
    return programme.edition("2026")


def test_it_has_no_problem(programme: Programme) -> None:
    """Every file and every cross-record rule, on the sample's own day."""
    assert check(programme, TODAY) == ()


def test_its_agreements_are_signed_under_the_present_template(edition: Edition) -> None:
    """The version of the agreement's template is the one that the pairs signed."""
    one_a_pair = (entry.record.mentorships[0].agreement for entry in edition.pairs)
    present = version_of(packaged(AGREEMENT))
    assert {signed.template for signed in one_a_pair if signed} == {present}


def test_it_has_46_mentees_and_31_mentors_over_nine_experiments(edition: Edition) -> None:
    """Among them a mentee who withdrew, a mentor who left later, and one rolling application."""
    people = edition.people.values()
    assert Counter(person.role for person in people) == {Role.MENTEE: 46, Role.MENTOR: 31}
    assert len({experiment for person in people for experiment in person.experiments}) == 9
    withdrawn = [person.role for person in people if person.status is ApplicationStatus.WITHDRAWN]
    assert sorted(withdrawn) == [Role.MENTEE, Role.MENTOR]
    assert [person.arrival for person in people].count("rolling") == 1


def test_each_mentee_of_the_match_has_three_reviews_and_one_reviewer_stepped_back(
    edition: Edition,
) -> None:
    """A reviewer with a conflict gives no marks, and another reviewer does."""
    marked = Counter(entry.record.application for entry in edition.reviews if entry.record.scores)
    conflicts = [entry.record for entry in edition.reviews if entry.record.conflict]
    assert set(marked.values()) == {3}
    assert len(marked) == 44
    assert len(conflicts) == 1


def test_the_organisers_decided_one_of_each_kind(edition: Edition) -> None:
    """A pin, a forbid and a cap, with reasons."""
    assert edition.decisions is not None
    decided = edition.decisions.record
    assert [len(decided.pins), len(decided.forbids), len(decided.caps)] == [1, 1, 1]


def test_a_steward_who_applied_is_recused(edition: Edition) -> None:
    """The steward who applied is recused."""
    assert edition.roster is not None
    applied = [member for member in edition.roster.record.members if member.applications]
    assert applied
    assert all(member.recused for member in applied)


def test_twenty_pairs_are_part_of_the_way_through(edition: Edition) -> None:
    """Most are fine, some overdue, one at risk, one paused, one ended early and replaced."""
    found = cohort_progress(edition.cohort.record, [e.record for e in edition.pairs], TODAY)
    standing = [
        pair for pair in found.pairs if pair.facts.mentorship.status is not MentorshipStatus.ENDED
    ]
    assert len(standing) == len(edition.pairs) == 20
    flags = Counter(flag.code for pair in found.pairs for flag in pair.flags)
    fine = [pair for pair in found.pairs if not pair.flags]
    assert len(fine) >= 10
    assert flags["check-in-overdue"] >= 2
    assert flags["fit-doubtful"] == 1
    states = [pair.facts.mentorship.status for pair in found.pairs]
    assert states.count(MentorshipStatus.PAUSED) == 1
    (replaced,) = [entry.record for entry in edition.pairs if len(entry.record.mentorships) > 1]
    assert [mentorship.status for mentorship in replaced.mentorships] == ["ended", "active"]


def test_the_match_is_proven(programme: Programme) -> None:
    """The sealed match is optimal, and the current pairs are feasible."""
    found = verdict(programme, "2026")
    assert found.optimal
    assert found.feasible


def test_the_earlier_edition_is_closed_and_has_no_people(programme: Programme) -> None:
    """Edition 2025 has only its cohort file and its releases."""
    before = programme.edition("2025")
    assert before.cohort.record.closed
    assert not before.people
    assert not before.pairs
