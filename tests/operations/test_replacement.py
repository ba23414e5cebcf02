"""After a drop-out: the best new pair, without changes to other pairs."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.operations.pairs.steps import recorded
from mentoring.operations.replacement import replacement
from mentoring.operations.verification import verdict
from mentoring.operations.withdraw import Departure
from mentoring.people.application import ApplicationStatus
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.programme.rules import Balance
from mentoring.render.environment import written
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from mentoring.people.lifecycle import Side

PROGRAMME = Path(__file__).parents[1] / "programme"
DAY = date(2032, 2, 23)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature programme: four pairs, three mentees who wait, three mentors who are free."""
    copy = tmp_path / "programme"
    shutil.copytree(PROGRAMME, copy, ignore=shutil.ignore_patterns("_expected"))
    return copy


def _standing(root: Path) -> dict[str, str]:
    pairs = [entry.record for entry in load(root).edition("2031").pairs]
    return {pair.mentee: pair.current.mentor for pair in pairs if pair.current}


def _replaced(root: Path, departure: Departure | None, **allowed: int) -> int:
    done = replacement(load(root), "2031", DAY, departure, **allowed)
    done.changes.apply()
    return len(done.pairs)


@pytest.mark.parametrize("left", ["mentee", "mentor"])
def test_the_other_side_gets_a_new_pair_and_nobody_else_moves(root: Path, left: str) -> None:
    """The place is filled again; the pairs that stood stand."""
    before = _standing(root)
    mentee = "gngsmf"
    assert _replaced(root, Departure(mentee=mentee, left=left)) == 1
    after = _standing(root)
    assert len(after) == len(before)
    assert {**after, **{m: before[m] for m in before if m != mentee}} == after
    assert (mentee in after) == (left == "mentor")
    assert after.get(mentee) != before[mentee]


def test_whoever_left_withdraws_and_the_history_stays(root: Path) -> None:
    """The mentee's file keeps the mentorship that ended, and gets the new one after it."""
    mentor = _standing(root)["gngsmf"]
    _replaced(root, Departure(mentee="gngsmf", left="mentor"))
    edition = load(root).edition("2031")
    assert edition.people[mentor].status is ApplicationStatus.WITHDRAWN
    [pair] = [entry.record for entry in edition.pairs if entry.record.mentee == "gngsmf"]
    assert [mentorship.status for mentorship in pair.mentorships] == [
        MentorshipStatus.ENDED,
        MentorshipStatus.PROPOSED,
    ]
    assert pair.latest.matched.how == "replace"


def test_who_stays_may_have_another_but_not_the_same(root: Path) -> None:
    """A pair that ended is not tried again, though both take part still."""
    mentor = _standing(root)["gngsmf"]
    _replaced(root, Departure(mentee="gngsmf", left="mentor", stays=True))
    assert load(root).edition("2031").people[mentor].status is ApplicationStatus.SUBMITTED
    assert _standing(root)["gngsmf"] != mentor


def test_replacing_again_changes_nothing(root: Path) -> None:
    """The second run finds the place taken and writes nothing."""
    _replaced(root, Departure(mentee="gngsmf", left="mentor"))
    done = replacement(load(root), "2031", DAY)
    assert not done.pairs
    assert not done.changes.apply()


def test_the_new_match_is_sealed_and_proven_beside_the_first(root: Path) -> None:
    """Every match stays provable; the pairs that stand keep today's rules."""
    _replaced(root, Departure(mentee="gngsmf", left="mentor"))
    found = verdict(load(root), "2031")
    assert (found.matches, found.optimal, found.feasible) == (2, True, True)


def test_who_lost_a_mentor_comes_before_who_only_waited(root: Path) -> None:
    """Only one mentor is free for all who wait: the mentee who was left gets them."""
    departure = Departure(mentee="gngsmf", left="mentor")
    [chosen] = replacement(load(root), "2031", DAY, departure).pairs
    taken = {*_standing(root).values(), chosen.mentor}
    others = [mentor for mentor in load(root).edition("2031").mentors if mentor.id not in taken]
    assert others
    changes(root, [replace(other, status=ApplicationStatus.WITHDRAWN) for other in others]).apply()
    _replaced(root, departure)
    assert _standing(root)["gngsmf"] == chosen.mentor


def test_late_arrivals_take_the_places_that_are_free(root: Path) -> None:
    """Without a departure, who waits is paired as far as the cap allows: here it is reached."""
    before = _standing(root)
    assert _replaced(root, None) == 0
    assert _standing(root) == before


def _decide(root: Path, mentee: str, mentor: str) -> None:
    """Add a decision of the year in which two people are to be paired."""
    with (root / "data/decisions/2031.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f"pins:\n  - mentee: {mentee}\n    mentor: {mentor}\n"
            '    "on": "2032-02-20"\n    reason: Their contract ended.\n'
        )


@pytest.mark.parametrize("mentor", ["hrfgzs", "pvztsj"])
def test_a_decision_gives_a_free_place_to_a_mentee_out_of_turn(root: Path, mentor: str) -> None:
    """A pin made during the year comes before the queue, even with a mentor who stepped back."""
    _end(root, "gngsmf", "mentor")
    [turn] = replacement(load(root), "2031", DAY).pairs
    assert turn.mentee == "gngsmf"
    _decide(root, "bprtwc", mentor)
    done = replacement(load(root), "2031", DAY)
    assert [(pair.mentee, pair.mentor, pair.pinned) for pair in done.pairs] == [
        ("bprtwc", mentor, True)
    ]
    assert done.why == {"bprtwc": "decided"}
    done.changes.apply()
    found = verdict(load(root), "2031")
    assert (found.matches, found.optimal) == (2, True)
    assert [problem for problem in found.problems if problem.code == "match-not-bound"] == []


def test_a_decision_without_a_free_place_is_named(root: Path) -> None:
    """All four places are taken, so the pair waits, and the command says so."""
    _decide(root, "bprtwc", "hrfgzs")
    done = replacement(load(root), "2031", DAY)
    assert (done.pairs, done.postponed) == ((), (("bprtwc", "hrfgzs"),))
    assert "The decision for bprtwc · hrfgzs waits" in written("replacement.txt.j2", done=done)


def _end(root: Path, mentee: str, by: Side) -> None:
    [pair] = [one.record for one in load(root).edition("2031").pairs if one.record.mentee == mentee]
    changes(root, [recorded(pair, "ended", date(2032, 1, 20), by)]).apply()


def test_a_mentee_who_ended_their_own_mentorship_is_not_paired_again_unasked(root: Path) -> None:
    """Their place goes to a waiting mentee; a mentee who asks for another mentor gets one."""
    _end(root, "gngsmf", "mentee")
    done = replacement(load(root), "2031", DAY)
    assert done.pairs
    assert "gngsmf" not in {pair.mentee for pair in done.pairs}
    asked = Departure(mentee="gngsmf", left="mentee", stays=True)
    done = replacement(load(root), "2031", DAY, asked)
    assert "gngsmf" in {pair.mentee for pair in done.pairs}


def test_a_mentor_who_ended_a_mentorship_gets_no_other_mentee_unasked(root: Path) -> None:
    """Nor another in the same place, though the pair that they keep stands."""
    mentor = _standing(root)["dzfdpm"]
    _end(root, "dzfdpm", "mentor")
    done = replacement(load(root), "2031", DAY)
    assert mentor not in {pair.mentor for pair in done.pairs}
    assert done.why["dzfdpm"] == "lost-mentor"


def test_the_report_says_why_each_pair_is_new_and_which_others_ended(root: Path) -> None:
    """A mentor of two leaves: both mentees are named, and so is the mentee in a free place."""
    departure = Departure(mentee="dzfdpm", left="mentor")
    done = replacement(load(root), "2031", DAY, departure)
    assert done.also_ended == (("shhdfn", "cbnmgp"),)
    text = written("replacement.txt.j2", done=done)
    assert "Ended too, for the same departure: shhdfn · cbnmgp" in text
    assert done.why["dzfdpm"] == "mentor-left"
    assert "their mentor has left" in text
    left = Departure(mentee="gngsmf", left="mentee")
    done = replacement(load(root), "2031", DAY, left)
    assert set(done.why.values()) == {"waited"}


def test_least_numbers_of_an_experiment_hold_up_nobody_who_leaves(root: Path) -> None:
    """They were for the first choice; what stands above the most allowed may stand, too."""
    edition = load(root).edition("2031")
    cohort = edition.cohort.record
    gone = "gngsmf"
    homes = {one.current.mentor for one in (e.record for e in edition.pairs) if one.current}
    home = edition.people[gone].home
    everywhere = {edition.people[one].home: (0, 0) for one in homes}
    counted = Counter(edition.people[one].home for one in _standing(root))
    least = Balance(mentees={home: (counted[home], None)}, mentors=everywhere)
    ruled = replace(cohort, matching=replace(cohort.matching, balance=least))
    changes(root, [ruled]).apply()
    before = _standing(root)
    _replaced(root, Departure(mentee=gone, left="mentee"))
    assert before.items() - _standing(root).items() == {(gone, before[gone])}
    assert verdict(load(root), "2031").optimal


def test_why_somebody_left_stands_in_no_other_pairs_file(root: Path) -> None:
    """A mentee who waited and gets the free place has nothing to do with it."""
    reason = "moved to another field"
    left = Departure(mentee="gngsmf", left="mentee")
    replacement(load(root), "2031", DAY, left, reason=reason).changes.apply()
    texts = [path.read_text(encoding="utf-8") for path in (root / "data/pairs/2031").iterdir()]
    assert not [text for text in texts if reason in text]
