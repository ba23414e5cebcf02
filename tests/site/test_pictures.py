"""The social card and the icon are drawn from the programme's name and colour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import made
from mentoring.cli.boundary import run
from mentoring.site.pictures import pictures
from mentoring.site.state import states

if TYPE_CHECKING:
    from pathlib import Path

CARD, ICON = "assets/images/card.png", "assets/images/touch-icon.png"


def size(png: bytes) -> tuple[int, int]:
    """The pixels of a PNG, from its header."""
    assert png.startswith(b"\x89PNG\r\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_they_have_the_sizes_that_hosts_expect() -> None:
    """1200 × 630 for who shares a page, 180 × 180 for a home screen."""
    drawn = pictures(made.cohort())
    assert (size(drawn[CARD]), size(drawn[ICON])) == ((1200, 630), (180, 180))


def of(**changes: str) -> dict[str, bytes]:
    """The pictures of a programme with other words in its file."""
    return pictures(replace(made.cohort(), config=replace(made.CONFIG, **changes)))


def test_they_follow_from_name_colour_and_state_alone() -> None:
    """The same bytes for the same words; another name or colour shows."""
    drawn = pictures(made.cohort())
    assert of(host="elsewhere") == drawn
    assert of(name="Another name")[CARD] != drawn[CARD]
    assert of(colour="#401010")[ICON] != drawn[ICON]


def test_each_state_of_the_year_has_a_card() -> None:
    """Who shares the site shares what is open or going on."""
    drawn = pictures(made.cohort())
    cards = {path: drawn[path] for path in drawn if path != ICON}
    names = (f"assets/images/card-{state.name}.png" for state in states(made.cohort()))
    assert set(cards) == {CARD, *names}
    assert len(set(cards.values())) == len(cards)


def test_nobody_has_to_vouch_for_what_is_drawn(tmp_path: Path) -> None:
    """The audit draws them again; one byte more, and a person must look."""
    root = made.written(tmp_path, made.cohort(), made.application("mmmmmm"))
    assert run(["-C", str(root), "site"]) == 0
    (root / "site").mkdir()
    card = root / "site" / "card.png"
    card.write_bytes((root / "docs" / CARD).read_bytes())
    assert run(["-C", str(root), "audit"]) == 0
    card.write_bytes(card.read_bytes() + b"\n")
    assert run(["-C", str(root), "audit"]) == 1
