"""Inventing one application from its own random stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentoring.operations.demo import texts
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.names import invented
from mentoring.operations.demo.places import Place, home, weights
from mentoring.operations.letters.facts import inside
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
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.zones import zone

# Percentages, from the first career stage to the last.
STAGES = {Role.MENTEE: (8, 44, 34, 11, 3), Role.MENTOR: (0, 5, 28, 39, 28)}
YEARS = (2, 4, 6, 15, 20)  # the most years at a stage
WORKING_DAYS = ((9, 17), (9, 17), (8, 17), (8, 16), (10, 18), (10, 19))
PRONOUNS = (None, None, "she/her", "he/him", "they/them")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """The fixed parts of an application: role, id, the address's local part, a mentor's code."""

    role: Role
    id: str
    code: str | None = None


def applicant(key: Sequence[str | int], slot: Slot, cohort: Cohort) -> Application:
    """The application for the stream `key`, without preferences that name other people."""
    draws = Draws(*key)
    mentee = slot.role is Role.MENTEE
    config, at_home = cohort.config, home(cohort.config)
    place = draws.weighted(weights(config))
    location = _location(draws, place, config)
    experiments = _experiments(draws, cohort)
    career = _career(draws, slot.role, cohort)
    topics = draws.some(tuple(config.topics), draws.whole(*((3, 5) if mentee else (5, 9))))
    submitted = _submitted(draws, slot.role, cohort)
    return Application(
        id=slot.id,
        cohort=cohort.cohort,
        role=slot.role,
        submitted=submitted,
        person=_person(draws, at_home if location.place == config.host else place),
        consent=_consent(draws, slot.role, cohort.privacy.notice, submitted.date()),
        experiments=experiments,
        institute=draws.one(place.institutes),
        career=career,
        location=location,
        languages=_languages(draws, place),
        topics=topics,
        motivation=_motivation(draws, cohort, career, topics, experiments[0]) if mentee else None,
        goals=texts.goals(draws, _labels(config, topics)) if mentee else (),
        profile=_profile(draws, slot.code, submitted.date()) if slot.code else None,
        preferences=_preferences(draws, slot.role, tuple(config.stages)),
        capacity=None if mentee else draws.weighted({1: 6, 2: 3, 3: 1}),
        hours_per_month=draws.weighted({1: 1, 2: 5, 3: 3, 4: 2}),
    )


def _motivation(
    draws: Draws, cohort: Cohort, career: Career, topics: Sequence[str], affiliation: str
) -> str:
    at = step(tuple(cohort.config.stages).index(career.stage), len(cohort.config.stages))
    return texts.motivation(draws, at, _labels(cohort.config, topics), affiliation)


def _labels(config: ProgrammeConfig, topics: Sequence[str]) -> tuple[str, ...]:
    return tuple(inside(config.topics[topic]) for topic in topics)


def step(stage: int, stages: int) -> int:
    """The place of a career stage on a scale from 0 to 4 (the highest)."""
    return stage * (len(YEARS) - 1) // max(stages - 1, 1)


def _experiments(draws: Draws, cohort: Cohort) -> tuple[str, ...]:
    """The home affiliation and, for one person in twelve, a second one."""
    sizes = sizes_of(cohort)
    first = draws.weighted(sizes)
    others = [size for size in sizes if size != first]
    return (first, draws.one(others)) if others and draws.chance(1 / 12) else (first,)


def sizes_of(cohort: Cohort) -> dict[str, int]:
    """The affiliations of invented people, each with its weight."""
    stated = cohort.config.affiliation.sizes
    sizes = {
        experiment: stated[experiment] for experiment in cohort.experiments if experiment in stated
    }
    return sizes or dict.fromkeys(cohort.experiments, 1)


def _career(draws: Draws, role: Role, cohort: Cohort) -> Career:
    stages = tuple(cohort.config.stages)
    shares = {name: STAGES[role][step(at, len(stages))] for at, name in enumerate(stages)}
    stage = draws.weighted({name: share for name, share in shares.items() if share} or shares)
    longest = YEARS[step(stages.index(stage), len(stages))]
    return Career(stage=stage, since=cohort.dates.announcement.year - draws.whole(0, longest))


def _submitted(draws: Draws, role: Role, cohort: Cohort) -> datetime:
    """A time while applications were open, most often in the last days."""
    dates = cohort.dates
    first, last = dates.mentees_open, dates.mentees_close
    if role is Role.MENTOR:
        first, last = dates.mentors_open, dates.mentors_close
    span = (last - first).days
    day = last - timedelta(days=int(span * draws.between(0, 1) ** 2))
    seconds = draws.whole(6 * 3600, 20 * 3600)
    moment = datetime.combine(day, time(), UTC) + timedelta(seconds=seconds)
    return moment - (moment.astimezone(zone(cohort.timezone)).date() - day)


def _person(draws: Draws, place: Place) -> Person:
    name = invented(draws)
    return Person(
        name=name.full,
        email=f"{name.local}@example.org",
        pronouns=draws.one(PRONOUNS),
        country=place.country,
        accessibility="Captions in video calls help me." if draws.chance(0.04) else None,
        notes="I am away in the second half of January." if draws.chance(0.05) else None,
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


def _location(draws: Draws, place: Place, config: ProgrammeConfig) -> Location:
    at_home = home(config)
    near = place.timezone.partition("/")[0] == config.timezone.partition("/")[0]
    is_host = place is at_home or (near and draws.chance(0.35))
    return Location(
        place=config.host if is_host else place.city,
        timezone=config.timezone if is_host else place.timezone,
        in_person=draws.chance(0.6),
        also=() if is_host or not draws.chance(0.25) else (config.host,),
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


def _preferences(draws: Draws, role: Role, stages: Sequence[str]) -> Preferences:
    middle = len(stages) // 2
    liked = stages[middle:] if role is Role.MENTEE else stages[: middle + 1]
    return Preferences(
        stages=draws.some(liked, draws.weighted({0: 4, 1: 4, 2: 2})),
        meetings_per_month=draws.weighted({None: 3, 1: 4, 2: 4}),
        institute="other" if draws.chance(0.15) else None,
    )


def ranking(key: Sequence[str | int], codes: Sequence[str]) -> tuple[Ranked, ...]:
    """The profiles that a mentee ranks: up to three or none, some with a reason."""
    draws = Draws(*key, "ranking")
    wanted = draws.some(codes, draws.weighted({0: 3, 1: 2, 2: 3, 3: 2}))
    return tuple(
        Ranked(profile=code, reason=texts.preference(draws) if draws.chance(0.6) else None)
        for code in wanted
    )
