"""One look: reports, documents and the site share their colours, and all of them can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mentoring.render.environment import colours, environment

ROOT = Path(__file__).parents[2]
IDENTITY = (ROOT / "docs/assets/stylesheets/identity.css").read_text(encoding="utf-8")
TOKENS = environment().get_template("tokens.css").render()
ON_THE_SITE = {
    "text": "--md-default-fg-color",
    "soft": "--md-default-fg-color--light",
    "paper": "--md-default-bg-color",
    "link": "--md-typeset-a-color",
    "warn": "--md-accent-fg-color",
    "panel": "--panel",
    "line": "--panel-line",
    "mentor": "--mentor",
    "mentee": "--mentee",
}


def scheme(css: str, *, dark: bool) -> dict[str, str]:
    """The colours of a stylesheet by their names, in one of the two schemes."""
    parts = re.split(r"@media[^{]*(?:dark|screen)[^{]*\{", css, maxsplit=1)
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", parts[int(dark)]))


@pytest.mark.parametrize("dark", [False, True])
def test_reports_and_the_site_have_the_same_colours(dark: bool) -> None:  # noqa: FBT001
    """Every colour that both name, in light and in dark."""
    ours, theirs = scheme(TOKENS, dark=dark), scheme(IDENTITY, dark=dark)
    assert {name: ours[f"--{name}"] for name in ON_THE_SITE} == {
        name: theirs[other] for name, other in ON_THE_SITE.items()
    }


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["--paper", "--panel"])
def test_every_colour_of_text_stands_out_from_its_ground(ground: str, dark: bool) -> None:  # noqa: FBT001
    """A contrast of 4.5 to 1 at the least."""
    found = scheme(TOKENS, dark=dark)
    below = luminance(found[ground])
    for name in ("text", "soft", "link", "mentor", "mentee", "good", "warn", "bad"):
        above = luminance(found[f"--{name}"])
        light, deep = max(above, below), min(above, below)
        assert (light + 0.05) / (deep + 0.05) >= 4.5, name


def test_documents_take_their_colours_from_the_light_scheme() -> None:
    """By the names that the templates use."""
    assert {"ink", "soft", "line"} <= colours().keys()
    templates = (ROOT / "scripts/mentoring/render/templates").glob("*.typ")
    assert all(not re.search(r'rgb\("|luma\(', path.read_text("utf-8")) for path in templates)
