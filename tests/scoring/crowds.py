"""Random applicants for hypothesis: everything that matching reads, varied."""

from __future__ import annotations

from hypothesis import strategies as st

import made
from mentoring.people.application import Application, Career, Location, Preferences, Profile, Ranked

INSTITUTES = ("University of Here", "université d'Ici", "Somewhere Lab")
PLACES = ("CERN", "Hamburg", "Chicago", "Tokyo")
ZONES = ("Europe/Zurich", "America/Chicago", "Asia/Kathmandu", "Australia/Sydney", "Asia/Tokyo")
PROFILES = ("bbbbbb", "cccccc", "dddddd", "ffffff")
LANGUAGES = ("de", "en", "fr", "it")
TOPICS = tuple(made.CONFIG.topics)[:7]
STAGES = tuple(made.CONFIG.stages)
EXPERIMENTS = made.CONFIG.affiliation.names[:5]
CRITERIA = {
    "topics": 40,
    "career": 17,
    "languages": 10,
    "hours": 10,
    "place": 5,
    "rhythm": 5,
    "stages": 5,
    "profiles": 7,
    "wishes": 3,
}


def some(words: tuple[str, ...], least: int = 0, most: int = 4) -> st.SearchStrategy:
    """A few distinct words in any order."""
    chosen = st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)
    return chosen.map(tuple)


locations = st.builds(
    Location,
    place=st.sampled_from(PLACES),
    timezone=st.sampled_from(ZONES),
    in_person=st.booleans(),
    also=some(PLACES, most=2),
    hours=st.tuples(st.integers(0, 23), st.integers(1, 24)),
)
preferences = st.builds(
    Preferences,
    mentors=some(PROFILES).map(lambda codes: tuple(Ranked(profile=code) for code in codes)),
    stages=some(STAGES, most=3),
    meetings_per_month=st.none() | st.integers(1, 4),
    institute=st.sampled_from((None, "same", "other")),
)


@st.composite
def applicants(draw: st.DrawFn, id: str, role: str) -> Application:  # noqa: A002
    """One applicant of the role, with that id."""
    is_mentor = role == "mentor"
    return made.application(
        id,
        role,
        experiments=draw(some(EXPERIMENTS, least=1, most=2)),
        institute=draw(st.sampled_from(INSTITUTES)),
        career=Career(stage=draw(st.sampled_from(STAGES)), since=draw(st.integers(2000, 2026))),
        location=draw(locations),
        languages=draw(some(LANGUAGES, least=1)),
        topics=draw(some(TOPICS, least=1, most=6)),
        hours_per_month=draw(st.integers(1, 6)),
        preferences=draw(preferences),
        conflicts=draw(some(("mbbbbb", "mccccc", "tbbbbb", "tccccc"), most=1)),
        profile=Profile(code=draw(st.sampled_from(PROFILES)), text="…") if is_mentor else None,
    )


mentees = applicants("mbbbbb", "mentee")
mentors = applicants("tbbbbb", "mentor")
crowds = st.tuples(
    st.tuples(*(applicants(f"m{letter}bbbb", "mentee") for letter in "bcd")),
    st.tuples(*(applicants(f"t{letter}bbbb", "mentor") for letter in "bcdf")),
)
