"""The features of an application that matching may use, without identity or free text."""

from dataclasses import dataclass
from datetime import date, datetime, time

from mentoring.people.application import Application
from mentoring.people.institute import comparable
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import zone

QUARTERS = 96
ALL_DAY = (1 << QUARTERS) - 1
"""A working day is a set of quarter hours of the UTC day, to compare days across time zones."""

PLACES = 2
"""The number of a person's places that count: the place of work, and one more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Features:
    """The input of criteria and rules for one applicant; equal records fit equally.

    `stage` and `stages` count career stages from 0. `working` has one set of UTC quarter hours per
    season (see `quarters`). `topics` and `ranked` keep the applicant's order: a mentee's are the
    first `topic_places` and `ranked_places`; each topic of a mentor counts `topic_share`
    thousandths.
    """

    id: str
    experiments: tuple[str, ...]
    institutes: tuple[str, ...]
    stage: int
    since: int
    places: tuple[str, ...]
    in_person: bool
    working: tuple[int, ...]
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    topic_places: int
    topic_share: int
    hours_per_month: int
    meetings_per_month: int | None
    stages: tuple[int, ...]
    institute_wish: str | None
    ranked: tuple[str, ...]
    ranked_places: int
    profile: str | None
    conflicts: tuple[str, ...]
    capacity: int

    @property
    def home(self) -> str:
        """The home experiment: the first one stated."""
        return self.experiments[0]


def features(cohort: Cohort, application: Application) -> Features:
    """The features of an application, on a winter and a summer day of the cohort."""
    place, wishes = application.location, application.preferences
    lists, order = cohort.matching.lists, [*cohort.config.stages].index
    asked = lists.topics if application.role == "mentee" else None
    ranked = dict.fromkeys(wish.profile for wish in wishes.mentors)
    places = dict.fromkeys(comparable(name) for name in (place.place, *place.also))
    days = seasons(cohort.dates.start)
    return Features(
        id=application.id,
        experiments=application.experiments,
        institutes=tuple(sorted(set(map(comparable, application.institutes)))),
        stage=order(application.career.stage),
        since=application.career.since,
        places=tuple(places)[:PLACES],
        in_person=place.in_person,
        working=tuple(quarters(place.hours, place.timezone, day) for day in days),
        languages=tuple(sorted(set(application.languages))),
        topics=tuple(dict.fromkeys(application.topics))[:asked],
        topic_places=lists.topics,
        topic_share=min(1000, 1000 * lists.offered // max(1, len(set(application.topics)))),
        hours_per_month=application.hours_per_month,
        meetings_per_month=wishes.meetings_per_month,
        stages=tuple(sorted(set(map(order, wishes.stages)))),
        institute_wish=wishes.institute,
        ranked=tuple(ranked)[: lists.profiles],
        ranked_places=lists.profiles,
        profile=application.profile.code if application.profile else None,
        conflicts=tuple(sorted(set(application.conflicts))),
        capacity=application.capacity or 1,
    )


def seasons(start: date) -> tuple[date, date]:
    """A northern winter day and a summer day of an edition that begins on `start`."""
    year = start.year if start <= date(start.year, 1, 15) else start.year + 1
    return date(year, 1, 15), date(year, 7, 15)


def quarters(hours: tuple[int, int], timezone: str, day: date) -> int:
    """The quarter hours of the UTC day that local `hours` [from, to) cover on `day`, in 96 bits.

    Quarter hours suffice, because every zone in use today is a multiple of 15 minutes from UTC. If
    the end is not after the start, the day continues after midnight. Only the time of day counts.
    """
    begins, ends = hours
    span = (ends - begins) % 24 or 24
    offset = datetime.combine(day, time(12), zone(timezone)).utcoffset()
    ahead = 0 if offset is None else round(offset.total_seconds() / 900)
    shift = (4 * begins - ahead) % QUARTERS
    window = ((1 << 4 * span) - 1) << shift
    return (window | window >> QUARTERS) & ALL_DAY
