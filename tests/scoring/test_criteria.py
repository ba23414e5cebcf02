"""Each criterion by example: its points and its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import made
from mentoring.people.application import Career, Location, Preferences, Profile, Ranked
from mentoring.scoring import criteria
from mentoring.scoring.features import features


def ask(name: str, mentee: dict[str, Any], mentor: dict[str, Any]) -> tuple[int, str]:
    """The points and the sentence that a criterion has for a pair."""
    people = made.application("m", **mentee), made.application("t", "mentor", **mentor)
    one, other = (features(made.cohort(), person) for person in people)
    criterion = criteria.criterion(name)
    return criterion.points(one, other), criterion.reason(one, other)


def test_every_file_is_a_criterion_of_its_name() -> None:
    """Adding a criterion is adding a file: nothing else lists them."""
    files = sorted(Path(criteria.__file__).parent.glob("[a-z]*.py"))
    assert list(criteria.names()) == [file.stem for file in files]
    assert all(criteria.criterion(name).name == name for name in criteria.names())
    assert all(criteria.criterion(name).title for name in criteria.names())
    assert all((criteria.criterion(name).doc or "").strip() for name in criteria.names())


ABC = ("career-planning", "leadership", "networking")


@pytest.mark.parametrize(
    ("offered", "points"),
    [(ABC[:1], 500), (ABC[1:2], 333), (ABC[2:], 166), (ABC[:2], 833), (ABC, 999), (("theory",), 0)],
)
def test_topics_count_by_rank_and_add_up(offered: tuple[str, ...], points: int) -> None:
    """Of three topics the first has three sixths of the points, the second two, the third one."""
    assert ask("topics", {"topics": ABC}, {"topics": offered})[0] == points


def test_topics_name_what_is_offered_and_its_rank() -> None:
    """The sentence names the topics, each with its place in the ranking."""
    assert ask("topics", {"topics": ABC}, {"topics": ("networking", "leadership")})[1] == (
        "The mentor offers 2 of 3 topics asked for: leadership (2), networking (3)."
    )


@pytest.mark.parametrize(
    ("mentee", "mentor", "points", "text"),
    [
        ("doctoral", "staff", 1000, "The mentor is 2 career stages ahead."),
        ("doctoral", "postdoc", 900, "The mentor is 1 career stage ahead."),
        ("master", "senior", 400, "The mentor is 4 career stages ahead."),
        ("staff", "postdoc", 200, "The mentor is 1 career stage behind."),
        ("staff", "master", 0, "The mentor is 3 career stages behind."),
        ("postdoc", "postdoc", 500, "They are in the same career stage."),
    ],
)
def test_career_wants_a_mentor_ahead_but_near(
    mentee: str, mentor: str, points: int, text: str
) -> None:
    """A stage or two ahead is best."""
    careers = ({"career": Career(stage=stage, since=2020)} for stage in (mentee, mentor))
    assert ask("career", *careers) == (points, text)


def test_career_counts_years_within_a_stage() -> None:
    """In the same stage, the person who has been there longer is ahead."""
    mentee, mentor = Career(stage="senior", since=2022), Career(stage="senior", since=2017)
    assert ask("career", {"career": mentee}, {"career": mentor}) == (
        700,
        "They are in the same career stage, the mentor for 5 more years.",
    )


@pytest.mark.parametrize(
    ("mentee", "mentor", "points"),
    [(("en",), ("en",), 1000), (("de", "en"), ("en", "de"), 1000), (("fr",), ("it",), 0)],
)
def test_languages_in_common(mentee: tuple[str, ...], mentor: tuple[str, ...], points: int) -> None:
    """One shared language is enough, so more add nothing."""
    assert ask("languages", {"languages": mentee}, {"languages": mentor})[0] == points


def location(timezone: str, hours: tuple[int, int] = (9, 17), **more: Any) -> dict[str, Any]:
    """A person who works these hours in this zone."""
    return {"location": Location(place="Here", timezone=timezone, hours=hours, **more)}


@pytest.mark.parametrize(
    ("mentee", "mentor", "points", "text"),
    [
        (location("Europe/Zurich"), location("Europe/Zurich"), 1000, "share 8:00 hours"),
        (location("Europe/Zurich"), location("Europe/London"), 1000, "share 7:00 hours"),
        (location("Europe/Zurich"), location("America/Chicago"), 250, "share 1:00 hours"),
        (
            location("Europe/Zurich"),
            location("Asia/Kathmandu"),
            906,
            "share 3:15 hours in winter and 4:15 in summer",
        ),
        (
            location("Europe/Zurich", (7, 12)),
            location("Australia/Sydney"),
            250,
            "share 0:00 hours in winter and 2:00 in summer",
        ),
        (location("Asia/Tokyo", (22, 6)), location("Europe/London", (13, 21)), 1000, "8:00 hours"),
    ],
)
def test_hours_overlap_over_real_zones(
    mentee: dict[str, Any], mentor: dict[str, Any], points: int, text: str
) -> None:
    """Each season counts half, four shared hours are enough, and a night shift wraps around."""
    given, said = ask("hours", mentee, mentor)
    assert (given, text in said) == (points, True), (given, said)


@pytest.mark.parametrize(
    ("mentee", "mentor", "also", "points"),
    [
        (True, True, (), 0),
        (True, True, ("Here",), 1000),
        (True, True, ("Elsewhere",), 700),
        (True, False, ("Here",), 0),
    ],
)
def test_place_needs_one_place_and_two_willing_people(
    mentee: bool,  # noqa: FBT001
    mentor: bool,  # noqa: FBT001
    also: tuple[str, ...],
    points: int,
) -> None:
    """A meeting in person needs a common place and the consent of both people."""
    there = Location(place="There", also=also, timezone="Europe/Zurich", in_person=mentor)
    one = location("Europe/Zurich", in_person=mentee, also=("Elsewhere",))
    assert ask("place", one, {"location": there})[0] == points


@pytest.mark.parametrize(
    ("hours", "wishes", "points"),
    [
        ((4, 8), (None, 2), 1000),
        ((2, 8), (2, 2), 750),
        ((4, 4), (1, 2), 750),
        ((1, 1), (1, 4), 125),
    ],
)
def test_rhythm_is_hours_and_meetings(
    hours: tuple[int, int], wishes: tuple[int | None, int | None], points: int
) -> None:
    """Half for the hours both can give, half for wishes that do not differ."""
    sides = (
        {"hours_per_month": hour, "preferences": Preferences(meetings_per_month=wish)}
        for hour, wish in zip(hours, wishes, strict=True)
    )
    assert ask("rhythm", *sides)[0] == points


@pytest.mark.parametrize(
    ("wished", "points", "text"),
    [
        ((), 1000, "Each is in a"),
        (("doctoral", "senior"), 1000, "Each is in a"),
        (
            ("postdoc",),
            800,
            "The mentor wished for a career stage 1 step from the mentee's.",
        ),
        (
            ("senior",),
            500,
            "The mentor wished for a career stage 3 steps from the mentee's.",
        ),
    ],
)
def test_stages_that_a_mentor_prefers(wished: tuple[str, ...], points: int, text: str) -> None:
    """Points fall with the distance from a preferred stage; without a wish they are full."""
    given, said = ask("stages", {}, {"preferences": Preferences(stages=wished)})
    assert given == points
    assert said.startswith(text)


def test_profiles_count_by_rank() -> None:
    """The sentence gives the rank of the profile, or says that it was not ranked."""
    wishes = Preferences(mentors=(Ranked(profile="first"), Ranked(profile="second")))
    mentors = [{"profile": Profile(code=code, text="…")} for code in ("first", "second", "none")]
    points = [ask("profiles", {"preferences": wishes}, mentor)[0] for mentor in mentors]
    assert points == [500, 333, 0]


def test_wishes_about_the_institute() -> None:
    """Each side's wish counts half the points."""
    other = {"preferences": Preferences(institute="other")}
    assert ask("wishes", other, other)[0] == 0
    assert ask("wishes", other, {})[0] == 500
    assert ask("wishes", other, {"institute": "Elsewhere"})[0] == 1000
