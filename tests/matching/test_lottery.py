"""The tickets, as anybody computes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching import brute
from mentoring.matching.instance.tickets import tickets

IDS = st.text("bcdfghjkmnpqrstvwxz23456789", min_size=6, max_size=6)


@given(st.text(min_size=1), st.lists(st.tuples(IDS, IDS)))
def test_a_ticket_is_six_bytes_of_an_hmac(seed: str, pairs: list[tuple[str, str]]) -> None:
    """Whatever the seed's length and script."""
    assert list(tickets(seed, pairs)) == [brute.ticket(seed, *pair) for pair in pairs]


def test_a_ticket_that_anybody_can_recompute() -> None:
    """Printf 'b2c3d4:w7x8z9' | openssl dgst -sha256 -hmac 'a seed' | cut -c-12 of the digest."""
    [ticket] = tickets("a seed", [("b2c3d4", "w7x8z9")])
    assert ticket == int(OPENSSL, 16)


def test_before_the_draw_all_tickets_are_nothing() -> None:
    """So that a dry run can be made."""
    assert list(tickets(None, [("a", "b"), ("c", "d")])) == [0, 0]


OPENSSL = "41de91332754"
