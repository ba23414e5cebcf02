"""Inventing one application from its own random stream."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mentoring.operations.demo.draws import Draws, Place, drawn_place, home, name_and_address, words
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
)
from mentoring.people.lifecycle import Side
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig

# Percentages, from the first career stage to the last.
STAGES = {"mentee": (8, 44, 34, 11, 3), "mentor": (0, 5, 28, 39, 28)}
YEARS = (2, 4, 6, 15, 20)  # the most years at a stage
WORKING_DAYS = ((9, 17), (9, 17), (8, 17), (8, 16), (10, 18), (10, 19))
PRONOUNS = (None, None, "she/her", "he/him", "they/them")
LANGUAGES = ("fr", "de", "es", "it", "pt", "zh", "ru", "ar")


def applicant(
    seed: int, number: int, cohort: Cohort, own: str, code: str | None = None
) -> Application:
    """The application with the id `own`, without preferences that name other people.

    With a profile's `code` it is the mentor of this number, without one the mentee.
    """
    config, mentee = cohort.config, code is None
    role: Side = "mentee" if mentee else "mentor"
    draws = Draws(seed, cohort.cohort, role, number)
    # The order of the draws decides who is invented: a new draw changes everyone after it.
    place = drawn_place(draws, config)
    location = _location(draws, place, config)
    sizes = sizes_of(cohort)
    experiments: tuple[str, ...] = (draws.weighted(sizes),)
    others = [name for name in sizes if name not in experiments]
    if others and draws.chance(1 / 12):  # a second affiliation
        experiments = (*experiments, draws.one(others))
    stages = tuple(config.stages)
    highest, last = len(YEARS) - 1, max(len(stages) - 1, 1)
    steps = {stage: index * highest // last for index, stage in enumerate(stages)}
    shares = {stage: STAGES[role][step] for stage, step in steps.items()}
    stage = draws.weighted(shares if any(shares.values()) else dict.fromkeys(shares, 1))
    step = steps[stage]
    since = cohort.dates.announcement.year - draws.whole(0, YEARS[step])
    topics = draws.some(tuple(config.topics), draws.whole(*((3, 5) if mentee else (5, 9))))
    labels = [inside(config.topics[topic]) for topic in topics]
    submitted = _submitted(draws, role, cohort)
    given = submitted.date()
    liked = stages[len(stages) // 2 :] if mentee else stages[: len(stages) // 2 + 1]
    return Application(
        id=own,
        cohort=cohort.cohort,
        role=role,
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
        **(_profile(draws, code, given) if code else _texts(draws, step, labels, experiments[0])),
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
    is_host = place == home(config) or (near and draws.chance(0.35))
    return Location(
        place=config.host if is_host else place.city,
        timezone=config.timezone if is_host else place.timezone,
        in_person=draws.chance(0.6),
        also=() if is_host or not draws.chance(0.25) else (config.host,),
        hours=draws.one(WORKING_DAYS),
    )


def sizes_of(cohort: Cohort) -> dict[str, int]:
    """The affiliations of invented people, each with its weight."""
    stated = cohort.config.affiliation.sizes
    sizes = {name: stated[name] for name in cohort.experiments if name in stated}
    return sizes or dict.fromkeys(cohort.experiments, 1)


def _submitted(draws: Draws, role: Side, cohort: Cohort) -> datetime:
    """A time while applications were open, most often in the last days."""
    first: date = getattr(cohort.dates, f"{role}s_open")
    last: date = getattr(cohort.dates, f"{role}s_close")
    day = last - timedelta(days=int((last - first).days * draws.share() ** 2))
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
    english = ["en"] if draws.chance(0.97) or not local else []
    further = [draws.one(LANGUAGES)] if draws.chance(0.3) else []
    return tuple(dict.fromkeys((*english, *local, *further)))


def _texts(draws: Draws, step: int, topics: Sequence[str], affiliation: str) -> dict[str, Any]:
    """A mentee's goals and letter of motivation, which sometimes reveals where they work.

    `step` is the career step from 0 to 4. `topics` are labels in the form used inside a sentence.
    """
    parts = [draws.one(words().openings[step]), _sentence(draws, "because")]
    if draws.chance(0.1):
        parts += [words().revealing.format(affiliation=affiliation)]
    parts += [_sentence(draws, "wishes", topic) for topic in topics[: draws.whole(1, 3)]]
    parts += [_sentence(draws, "closings")] if draws.chance(0.8) else []
    goals = tuple(_sentence(draws, "goals", topic) for topic in topics[: draws.whole(2, 4)])
    return {"motivation": " ".join(parts), "goals": goals}


def _sentence(draws: Draws, kind: str, topic: str = "") -> str:
    return draws.one(words().sentences[kind]).format(topic=topic)


def _profile(draws: Draws, code: str, given: date) -> dict[str, Any]:
    """A mentor's anonymous profile: career background and view on mentoring."""
    sentences = words().sentences
    backgrounds = draws.some(sentences["backgrounds"], 2)
    views = draws.some(sentences["views"], draws.whole(1, 2))
    text = "\n".join((" ".join(backgrounds), " ".join(views)))
    return {"profile": Profile(code=code, text=text, approved=given + timedelta(days=1))}


def ranking(seed: int, number: int, cohort: Cohort, codes: Sequence[str]) -> tuple[Ranked, ...]:
    """The profiles that a mentee ranks: up to three or none, some with a reason."""
    draws = Draws(seed, cohort.cohort, "mentee", number, "ranking")
    wanted = draws.some(codes, draws.weighted({0: 3, 1: 2, 2: 3, 3: 2}))
    return tuple(
        Ranked(profile=code, reason=_sentence(draws, "reasons") if draws.chance(0.6) else None)
        for code in wanted
    )
