"""Inventing one application from its own random stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.words import (
    Place,
    goals,
    home,
    motivation,
    name_and_address,
    profile,
    weights,
    words,
)
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

# Percentages, from the first career stage to the last.
STAGES = {Role.MENTEE: (8, 44, 34, 11, 3), Role.MENTOR: (0, 5, 28, 39, 28)}
YEARS = (2, 4, 6, 15, 20)  # the most years at a stage
WORKING_DAYS = ((9, 17), (9, 17), (8, 17), (8, 16), (10, 18), (10, 19))
PRONOUNS = (None, None, "she/her", "he/him", "they/them")
LANGUAGES = ("fr", "de", "es", "it", "pt", "zh", "ru", "ar")


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """The fixed parts of an application: role, id, and a mentor's profile code."""

    role: Role
    id: str
    code: str | None = None


def applicant(key: Sequence[str | int], slot: Slot, cohort: Cohort) -> Application:
    """The application for the stream `key`, without preferences that name other people."""
    draws, config, mentee = Draws(*key), cohort.config, slot.role is Role.MENTEE
    stages, steps = tuple(config.stages), len(YEARS) - 1
    # The order of the draws decides who is invented: a new draw changes everyone after it.
    place = draws.weighted(weights(config))
    location = _location(draws, place, config)
    experiments = _experiments(draws, cohort)
    scale = [number * steps // max(len(stages) - 1, 1) for number in range(len(stages))]
    shares = {name: STAGES[slot.role][step] for name, step in zip(stages, scale, strict=True)}
    stage = draws.weighted({name: share for name, share in shares.items() if share} or shares)
    step = scale[stages.index(stage)]
    since = cohort.dates.announcement.year - draws.whole(0, YEARS[step])
    topics = draws.some(tuple(config.topics), draws.whole(*((3, 5) if mentee else (5, 9))))
    labels = [inside(config.topics[topic]) for topic in topics]
    submitted = _submitted(draws, slot.role, cohort)
    given = submitted.date()
    liked = stages[len(stages) // 2 :] if mentee else stages[: len(stages) // 2 + 1]
    return Application(
        id=slot.id,
        cohort=cohort.cohort,
        role=slot.role,
        submitted=submitted,
        person=_person(draws, home(config) if location.place == config.host else place),
        consent=Consent(
            notice=cohort.privacy.notice,
            given=given,
            statistics=draws.chance(0.95),
            listed=not mentee and draws.chance(0.85),
            next_edition=not mentee and draws.chance(0.6),
        ),
        experiments=experiments,
        institute=draws.one(place.institutes),
        career=Career(stage=stage, since=since),
        location=location,
        languages=_languages(draws, place.languages),
        topics=topics,
        motivation=motivation(draws, step, labels, experiments[0]) if mentee else None,
        goals=goals(draws, labels) if mentee else (),
        profile=Profile(code=slot.code, text=profile(draws), approved=given + timedelta(days=1))
        if slot.code
        else None,
        preferences=Preferences(
            stages=draws.some(liked, draws.weighted({0: 4, 1: 4, 2: 2})),
            meetings_per_month=draws.weighted({None: 3, 1: 4, 2: 4}),
            institute="other" if draws.chance(0.15) else None,
        ),
        capacity=None if mentee else draws.weighted({1: 6, 2: 3, 3: 1}),
        hours_per_month=draws.weighted({1: 1, 2: 5, 3: 3, 4: 2}),
    )


def _location(draws: Draws, place: Place, config: ProgrammeConfig) -> Location:
    near = place.timezone.partition("/")[0] == config.timezone.partition("/")[0]
    is_host = place is home(config) or (near and draws.chance(0.35))
    return Location(
        place=config.host if is_host else place.city,
        timezone=config.timezone if is_host else place.timezone,
        in_person=draws.chance(0.6),
        also=() if is_host or not draws.chance(0.25) else (config.host,),
        hours=draws.one(WORKING_DAYS),
    )


def _experiments(draws: Draws, cohort: Cohort) -> tuple[str, ...]:
    """The home affiliation and, for one person in twelve, a second one."""
    sizes = sizes_of(cohort)
    first = draws.weighted(sizes)
    others = [size for size in sizes if size != first]
    return (first, draws.one(others)) if others and draws.chance(1 / 12) else (first,)


def sizes_of(cohort: Cohort) -> dict[str, int]:
    """The affiliations of invented people, each with its weight."""
    stated = cohort.config.affiliation.sizes
    sizes = {name: stated[name] for name in cohort.experiments if name in stated}
    return sizes or dict.fromkeys(cohort.experiments, 1)


def _submitted(draws: Draws, role: Role, cohort: Cohort) -> datetime:
    """A time while applications were open, most often in the last days."""
    dates = cohort.dates
    first, last = dates.mentees_open, dates.mentees_close
    if role is Role.MENTOR:
        first, last = dates.mentors_open, dates.mentors_close
    day = last - timedelta(days=int((last - first).days * draws.between(0, 1) ** 2))
    seconds = draws.whole(6 * 3600, 20 * 3600)
    moment = datetime.combine(day, time(), UTC) + timedelta(seconds=seconds)
    return moment - (cohort.day_of(moment) - day)


def _person(draws: Draws, place: Place) -> Person:
    name, local = name_and_address(draws)
    return Person(
        name=name,
        email=f"{local}@example.org",
        pronouns=draws.one(PRONOUNS),
        country=place.country,
        accessibility="Captions in video calls help me." if draws.chance(0.04) else None,
        notes="I am away in the second half of January." if draws.chance(0.05) else None,
    )


def _languages(draws: Draws, local: Sequence[str]) -> tuple[str, ...]:
    spoken = ["en"] if draws.chance(0.97) or not local else []
    spoken += local
    if draws.chance(0.3):
        spoken.append(draws.one(LANGUAGES))
    return tuple(dict.fromkeys(spoken))


def ranking(key: Sequence[str | int], codes: Sequence[str]) -> tuple[Ranked, ...]:
    """The profiles that a mentee ranks: up to three or none, some with a reason."""
    draws = Draws(*key, "ranking")
    wanted = draws.some(codes, draws.weighted({0: 3, 1: 2, 2: 3, 3: 2}))
    return tuple(
        Ranked(profile=code, reason=draws.one(words().preferences) if draws.chance(0.6) else None)
        for code in wanted
    )
