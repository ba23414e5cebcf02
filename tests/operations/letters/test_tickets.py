"""Letters to mentees without a mentor give their ticket, and whether lots decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given
from tests.matching import brute
from tests.matching.instances import DEFAULT, instances, made

from mentoring.errors import MentoringError
from mentoring.matching.solve import solve
from mentoring.operations.letters.announce import best_tickets
from mentoring.operations.match_files import Match

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance


def matched(instance: Instance) -> Match:
    """The match of an instance that has a solution."""
    try:
        solution = solve(instance)
    except MentoringError:
        assume(condition=False)
        raise
    proof = solution.proof
    return Match(cohort="2026", number=1, instance=instance, proof=proof)


@given(instances(objective=DEFAULT, lottery="seed"))
def test_the_lottery_decided_about_mentees_of_equally_good_outcomes(
    instance: Instance,
) -> None:
    """It decided about no other mentee. The test looks at every possible outcome."""
    match = matched(instance)
    *best, _ = brute.key(instance, match.pairs)
    equal = [pairs for pairs in brute.outcomes(instance) if brute.key(instance, pairs)[:-1] == best]
    for mentee, ticket in best_tickets(match).items():
        mentors = {mentor for pairs in equal for who, mentor in pairs if who == mentee}
        assert ticket.decided == bool(mentors)
        assert ticket.mentor in mentors or not mentors
        assert ticket.number == brute.ticket("seed", mentee, ticket.mentor)


def test_without_a_draw_there_are_no_tickets() -> None:
    """There is nothing to check."""
    assert best_tickets(matched(made(3, 6, 4, lottery=None))) == {}
