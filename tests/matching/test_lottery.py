"""The tickets, computed by their definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching import brute
from mentoring.matching.instance.objective import tickets

IDS = st.text("bcdfghjkmnpqrstvwxz23456789", min_size=6, max_size=6)


@given(st.text(min_size=1), st.lists(st.tuples(IDS, IDS)))
def test_a_ticket_is_six_bytes_of_an_hmac(seed: str, pairs: list[tuple[str, str]]) -> None:
    """The definition holds for seeds of any length and script."""
    assert list(tickets(seed, pairs)) == [brute.ticket(seed, *pair) for pair in pairs]


def test_a_ticket_can_be_recomputed_with_openssl() -> None:
    """The ticket equals the first 12 digits that `openssl dgst -sha256 -hmac` prints."""
    [ticket] = tickets("a seed", [("b2c3d4", "w7x8z9")])
    assert ticket == int(OPENSSL, 16)


def test_before_the_draw_all_tickets_are_zero() -> None:
    """Without a seed every ticket is 0, so a dry run is possible."""
    assert list(tickets(None, [("a", "b"), ("c", "d")])) == [0, 0]


OPENSSL = "41de91332754"
