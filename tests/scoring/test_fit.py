"""The fit of every pair: exact, explained to the last point, and the same however computed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.errors import MentoringError
from mentoring.people.organisers import Decisions, PairDecision
from mentoring.programme.rules import MatchingRules
from mentoring.scoring.criteria import criterion
from mentoring.scoring.fit import Fits, fits, parts, shares
from scoring import crowds

if TYPE_CHECKING:
    from mentoring.programme.cohort import Cohort


def edition(**rules: Any) -> Cohort:
    """An edition with every criterion and these rules."""
    return made.cohort(matching=MatchingRules(**{"criteria": crowds.CRITERIA, **rules}))


def every_pair(result: Fits) -> list[tuple[str, str]]:
    """The ids of every pair."""
    return list(product(result.rows, result.columns))


def points(result: Fits, pair: tuple[str, str]) -> int:
    """The fit of a pair, or -1."""
    return int(result.points[result.rows[pair[0]], result.columns[pair[1]]])


@given(crowds.crowds, st.integers(0, 700), st.booleans())
def test_the_matrix_says_what_each_pair_says_alone(crowd: Any, minimum: int, same: bool) -> None:  # noqa: FBT001
    """A pair's points are its reasons' sum, and -1 exactly where a rule forbids it."""
    result = fits(edition(minimum_fit=minimum, same_institute=same), *crowd)
    for pair in every_pair(result):
        total = sum(reason.points for reason in result.reasons(*pair))
        forbidden = bool(result.why_not(*pair))
        assert points(result, pair) == (-1 if forbidden else total)


@given(crowds.crowds, st.integers(0, 700))
def test_all_refusals_at_once_are_those_of_each_pair(crowd: Any, minimum: int) -> None:
    """One pass over the rows finds the rules that each forbidden pair breaks, and no other pair."""
    result = fits(edition(minimum_fit=minimum, same_institute=False), *crowd)
    assert result.refusals() == {
        ":".join(pair): result.why_not(*pair)
        for pair in every_pair(result)
        if points(result, pair) < 0
    }


@given(crowds.crowds)
def test_the_parts_weigh_up_to_the_fit(crowd: Any) -> None:
    """Each criterion's own points, weighted, give the fit that the reasons share out."""
    result = fits(edition(), *crowd)
    given, weights = result.parts(), result.weights.values()
    for mentee, mentor in every_pair(result):
        row, column = result.rows[mentee], result.columns[mentor]
        weighted = zip(weights, given[:, row, column].tolist(), strict=True)
        total = sum(weight * part for weight, part in weighted) // sum(weights)
        assert total == sum(reason.points for reason in result.reasons(mentee, mentor))


@given(crowds.crowds, st.randoms(use_true_random=False))
def test_order_of_people_changes_nothing(crowd: Any, chance: Any) -> None:
    """People are sorted by home and id, so shuffling both sides changes nothing."""
    mentees, mentors = (list(side) for side in crowd)
    before = fits(edition(), mentees, mentors)
    chance.shuffle(mentees)
    chance.shuffle(mentors)
    after = fits(edition(), mentees, mentors)
    assert (before.mentees, before.mentors) == (after.mentees, after.mentors)
    assert before.points.tolist() == after.points.tolist()
    assert list(after.rows) == sorted(
        after.rows, key=lambda key: (after.mentees[after.rows[key]].home, key)
    )


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 1000)), min_size=1, max_size=9))
def test_shares_sum_to_the_fit_and_none_is_off_by_a_point(pairs: list[tuple[int, int]]) -> None:
    """Largest remainder: every share is its exact value rounded down or up."""
    weights, points = zip(*pairs, strict=True)
    found = shares(weights, points)
    assert sum(found) == sum(weight * part for weight, part in pairs) // sum(weights)
    for share, weight, part in zip(found, weights, points, strict=True):
        assert abs(share * sum(weights) - weight * part) < sum(weights)


@given(crowds.crowds)
def test_nobody_has_more_than_there_is_and_all_points_are_all_there_is(crowd: Any) -> None:
    """The largest possible part follows the rounding of the last point."""
    result = fits(edition(), *crowd)
    for pair in every_pair(result):
        for reason in result.reasons(*pair):
            assert reason.points <= reason.of


@given(crowds.crowds)
def test_the_same_sentence_means_the_same_points(crowd: Any) -> None:
    """A reason depends only on the features that the criterion reads."""
    result = fits(edition(), *crowd)
    said: dict[tuple[str, str], int] = {}
    for one, other in product(result.mentees, result.mentors):
        for measure in map(criterion, crowds.CRITERIA):
            given = measure.points(one, other)
            key = measure.name, measure.reason(one, other)
            assert said.setdefault(key, given) == given


def test_a_perfect_pair_has_all_the_points() -> None:
    """What each criterion can give sums to 1000 exactly, also when weights do not divide it."""
    perfect = parts([1, 1, 1], [1000, 1000, 1000])
    assert [sum(part) for part in zip(*perfect, strict=True)] == [1000, 1000]


def test_a_criterion_of_weight_zero_is_left_out() -> None:
    """Weight 0 takes a criterion out of the fit and out of its reasons."""
    result = fits(edition(criteria={"topics": 1, "career": 0}), [made.application("b")], [])
    assert [one.name for one in result.weights] == ["topics"]


def test_nobody_on_a_side_is_an_empty_matrix() -> None:
    """An edition before its first application has a matrix of no pairs."""
    assert fits(edition(), [], []).points.shape == (0, 0)


def test_a_misspelt_criterion_is_named_with_its_likely_meaning() -> None:
    """The error suggests the criterion that was meant."""
    with pytest.raises(MentoringError, match=r"Did you mean topics\?"):
        fits(edition(criteria={"topic": 1}), [], [])


def test_weights_of_nothing_but_zero_are_refused() -> None:
    """Without a weight there is no fit, which is an error."""
    with pytest.raises(MentoringError, match="No criterion"):
        fits(edition(criteria={"topics": 0}), [], [])


def test_progress_hears_of_every_row() -> None:
    """The reported rows add up to all rows."""
    heard: list[int] = []
    people = [made.application(f"m{n}") for n in range(300)]
    fits(edition(), people, [made.application("t", "mentor")], progress=heard.append)
    assert heard == [128, 128, 44]


def one_pair(mentee: dict[str, Any], mentor: dict[str, Any], **rules: Any) -> tuple[str, ...]:
    """The rules that the pair m, t breaks."""
    one, other = made.application("m", **mentee), made.application("t", "mentor", **mentor)
    return fits(edition(**rules), [one], [other]).why_not("m", "t")


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [
        (("ATLAS",), ("ATLAS",)),
        (("ATLAS", "FASER"), ("FASER",)),
        (("ATLAS",), ("CMS", "ATLAS")),
        (("ATLAS", "FASER"), ("CMS", "FASER")),
    ],
)
def test_no_pair_shares_an_experiment(mentee: tuple[str, ...], mentor: tuple[str, ...]) -> None:
    """Any side of a double affiliation counts."""
    assert one_pair({"experiments": mentee}, {"experiments": mentor}) == ("shared-experiment",)


def test_a_conflict_counts_whoever_declared_it() -> None:
    """One declaration suffices."""
    assert one_pair({"conflicts": ("t",)}, {}) == ("declared-conflict",)
    assert one_pair({}, {"conflicts": ("m",)}) == ("declared-conflict",)


def test_every_conflict_of_a_mentee_counts() -> None:
    """A mentee may have conflicts with several mentors, declared by either side."""
    mentors = [
        made.application("t", "mentor"),
        made.application("u", "mentor", conflicts=("m",)),
        made.application("v", "mentor"),
    ]
    result = fits(edition(), [made.application("m", conflicts=("t",))], mentors)
    assert (result.points[0] < 0).tolist() == [True, True, False]


def test_the_same_institute_is_recognised_however_it_is_typed() -> None:
    """Case, accents and punctuation make no difference between two institutes."""
    here, there = {"institute": "Univ. de Genève"}, {"institute": "univ de GENEVE"}
    assert one_pair(here, there, same_institute=False) == ("same-institute",)
    assert one_pair(here, there, same_institute=True) == ()


def test_below_the_minimum_fit_is_no_pair() -> None:
    """The pair's own fit is still allowed; one point more is not."""
    pair = [made.application("m")], [made.application("t", "mentor")]
    fit = int(fits(edition(), *pair).points[0, 0])
    assert fits(edition(minimum_fit=fit), *pair).points[0, 0] == fit
    assert fits(edition(minimum_fit=fit + 1), *pair).why_not("m", "t") == ("minimum-fit",)


def test_a_decision_forbids_a_pair() -> None:
    """A decision of the organisers forbids a pair, with a code of its own."""
    forbid = PairDecision(mentee="m", mentor="t", on=made.ANNOUNCED, reason="They asked not to be.")
    pair = [made.application("m")], [made.application("t", "mentor")]
    result = fits(edition(), *pair, Decisions(cohort="2026", forbids=(forbid,)))
    assert result.points[0, 0] == -1
    assert result.why_not("m", "t") == ("forbidden",)


@given(crowds.mentees, crowds.mentors)
def test_matching_never_reads_who_somebody_is_or_what_they_wrote(mentee: Any, mentor: Any) -> None:
    """Name, address, letter, goals and profile text do not affect the features."""
    anonymous = replace(
        mentee,
        person=replace(mentee.person, name="Another Name", email="another@example.org"),
        motivation="Another letter.",
        goals=("Another goal",),
    )
    renamed = replace(mentor, profile=replace(mentor.profile, text="Another text."))
    seen, now = fits(edition(), [mentee], [mentor]), fits(edition(), [anonymous], [renamed])
    assert (seen.mentees, seen.mentors) == (now.mentees, now.mentors)
