"""One invented application, drawn from a stream of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mentoring.operations.demo import texts
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.names import invented
from mentoring.operations.demo.places import CERN, HOME, WEIGHTS, Place
from mentoring.people.application import (
    Application,
    Career,
    Consent,
    Location,
    Person,
    Preferences,
    Profile,
    Ranked,
    Role,
)
from mentoring.schemas import choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentoring.programme.cohort import Cohort

EXPERIMENTS = {
    "ATLAS": 24,
    "CMS": 24,
    "ALICE": 16,
    "LHCb": 16,
    "NA62": 6,
    "ISOLDE": 5,
    "FASER": 4,
    "n_TOF": 3,
    "SND@LHC": 2,
}
STAGES = {
    Role.MENTEE: {"master": 8, "doctoral": 44, "postdoc": 34, "staff": 11, "senior": 3},
    Role.MENTOR: {"doctoral": 5, "postdoc": 28, "staff": 39, "senior": 28},
}
YEARS = {"master": 2, "doctoral": 4, "postdoc": 6, "staff": 15, "senior": 20}
WORKING_DAYS = ((9, 17), (9, 17), (8, 17), (8, 16), (10, 18), (10, 19))
PRONOUNS = (None, None, "she/her", "he/him", "they/them")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """Who is to be invented: the role, the id, the address's local part and a mentor's code."""

    role: Role
    id: str
    code: str | None = None


def applicant(key: Sequence[str | int], slot: Slot, cohort: Cohort) -> Application:
    """The application that the stream `key` stands for; no preference names another person yet."""
    draws = Draws(*key)
    mentee = slot.role is Role.MENTEE
    place = draws.weighted(WEIGHTS)
    location = _location(draws, place)
    experiments = _experiments(draws, cohort.experiments)
    career = _career(draws, slot.role, cohort.dates.announcement.year)
    topics = draws.some(choices("topic"), draws.whole(*((3, 5) if mentee else (5, 9))))
    submitted = _submitted(draws, slot.role, cohort)
    return Application(
        id=slot.id,
        cohort=cohort.cohort,
        role=slot.role,
        submitted=submitted,
        person=_person(draws, HOME if location.place == CERN else place),
        consent=_consent(draws, slot.role, cohort.privacy.notice, submitted.date()),
        experiments=experiments,
        institute=draws.one(place.institutes),
        career=career,
        location=location,
        languages=_languages(draws, place),
        topics=topics,
        motivation=texts.motivation(draws, career.stage, topics, experiments[0])
        if mentee
        else None,
        goals=texts.goals(draws, topics) if mentee else (),
        profile=_profile(draws, slot.code, submitted.date()) if slot.code else None,
        preferences=_preferences(draws, slot.role),
        capacity=None if mentee else draws.weighted({1: 6, 2: 3, 3: 1}),
        hours_per_month=draws.weighted({1: 1, 2: 5, 3: 3, 4: 2}),
    )


def _experiments(draws: Draws, allowed: Sequence[str]) -> tuple[str, ...]:
    """The home experiment, and for one in twelve a second one."""
    weights: Mapping[str, int] = {one: EXPERIMENTS[one] for one in allowed if one in EXPERIMENTS}
    weights = weights or dict.fromkeys(allowed, 1)
    home = draws.weighted(weights)
    others = [one for one in weights if one != home]
    return (home, draws.one(others)) if others and draws.chance(1 / 12) else (home,)


def _career(draws: Draws, role: Role, year: int) -> Career:
    stage = draws.weighted(STAGES[role])
    return Career(stage=stage, since=year - draws.whole(0, YEARS[stage]))


def _submitted(draws: Draws, role: Role, cohort: Cohort) -> datetime:
    """Some moment while applications were open; most people come in the last days."""
    dates = cohort.dates
    first, last = dates.mentees_open, dates.mentees_close
    if role is Role.MENTOR:
        first, last = dates.mentors_open, dates.mentors_close
    span = (last - first).days
    day = last - timedelta(days=int(span * draws.between(0, 1) ** 2))
    seconds = draws.whole(6 * 3600, 20 * 3600)
    return datetime.combine(day, time(), UTC) + timedelta(seconds=seconds)


def _person(draws: Draws, place: Place) -> Person:
    name = invented(draws)
    return Person(
        name=name.full,
        email=f"{name.local}@example.org",
        pronouns=draws.one(PRONOUNS),
        country=place.country,
        accessibility="Captions in video calls help me." if draws.chance(0.04) else None,
        notes="I am on shift in the second half of January." if draws.chance(0.05) else None,
    )


def _consent(draws: Draws, role: Role, notice: str, given: date) -> Consent:
    mentor = role is Role.MENTOR
    return Consent(
        notice=notice,
        given=given,
        statistics=draws.chance(0.95),
        listed=mentor and draws.chance(0.85),
        next_edition=mentor and draws.chance(0.6),
    )


def _location(draws: Draws, place: Place) -> Location:
    at_cern = place is HOME or (place.timezone.startswith("Europe") and draws.chance(0.35))
    return Location(
        place=CERN if at_cern else place.city,
        timezone=HOME.timezone if at_cern else place.timezone,
        in_person=draws.chance(0.6),
        also=() if at_cern or not draws.chance(0.25) else (CERN,),
        hours=draws.one(WORKING_DAYS),
    )


def _languages(draws: Draws, place: Place) -> tuple[str, ...]:
    spoken = ["en"] if draws.chance(0.97) or not place.languages else []
    spoken += place.languages
    if draws.chance(0.3):
        spoken.append(draws.one(("fr", "de", "es", "it", "pt", "zh", "ru", "ar")))
    return tuple(dict.fromkeys(spoken))


def _profile(draws: Draws, code: str, approved: date) -> Profile:
    return Profile(code=code, text=texts.profile(draws), approved=approved + timedelta(days=1))


def _preferences(draws: Draws, role: Role) -> Preferences:
    stages = choices("stage")
    liked = stages[2:] if role is Role.MENTEE else stages[:3]
    return Preferences(
        stages=draws.some(liked, draws.weighted({0: 4, 1: 4, 2: 2})),
        meetings_per_month=draws.weighted({None: 3, 1: 4, 2: 4}),
        institute="other" if draws.chance(0.15) else None,
    )


def ranking(key: Sequence[str | int], codes: Sequence[str]) -> tuple[Ranked, ...]:
    """The listed profiles that a mentee ranks: none, or up to three, some with a reason."""
    draws = Draws(*key, "ranking")
    wanted = draws.some(codes, draws.weighted({0: 3, 1: 2, 2: 3, 3: 2}))
    return tuple(
        Ranked(profile=code, reason=texts.preference(draws) if draws.chance(0.6) else None)
        for code in wanted
    )
