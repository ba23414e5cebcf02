"""The attributes of a person or a pair that tables count.

No sensitive attribute is counted: the functions below read only `CountedPerson`, which has no field
for one. A sensitive attribute would first need its own rule: at least ten people, tallies pooled
over three editions, and a separate consent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from mentoring.people.application import Application
from mentoring.people.pair import CheckIn, Pair
from mentoring.programme.cohort import Cohort

Values = tuple[str, ...]
SATISFIED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPerson:
    """The allow-list of personal attributes that tables may use."""

    home: str
    stage: str
    timezone: str
    topics: Values


def counted_person(person: Application) -> CountedPerson:
    """The attributes of an application that may be counted."""
    return CountedPerson(
        home=person.home,
        stage=person.career.stage,
        timezone=person.location.timezone,
        topics=person.topics,
    )


OF_PEOPLE: dict[str, Callable[[CountedPerson], Values]] = {
    "experiment": lambda person: (person.home,),
    "career": lambda person: (person.stage,),
    "region": lambda person: (person.timezone.partition("/")[0],),
    "topic": lambda person: person.topics,
}
"""The attributes of applicants, by name; the region begins the name of the time zone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPair:
    """A pair in its edition."""

    pair: Pair
    cohort: Cohort

    @property
    def check_ins(self) -> list[CheckIn]:
        """The mentee's check-ins, oldest first."""
        every = chain.from_iterable(mentorship.check_ins for mentorship in self.pair.mentorships)
        own = (check_in for check_in in every if check_in.by == "mentee")
        return sorted(own, key=lambda check_in: check_in.on)


def months_met(counted: CountedPair) -> Values:
    """The months of the programme in which the mentee is known to have met a mentor."""
    days: set[date] = set()
    for mentorship in counted.pair.mentorships:
        days.update(meeting.date for meeting in mentorship.meetings)
        days.update(report.last for report in mentorship.reported if report.last)
    start = counted.cohort.dates.start
    return tuple(sorted({f"month-{months_between(start, day) + 1}" for day in days}))


def check_in(counted: CountedPair) -> Values:
    """Whether the mentee's latest check-in says that the pair fits."""
    fits = [check_in.answers.fit for check_in in counted.check_ins]
    return ("good" if fits[-1] == "good" else "unsure-or-no",) if fits else ()


def completion(counted: CountedPair) -> Values:
    """Whether a mentorship of the mentee was completed."""
    done = any(mentorship.meaning.certificate for mentorship in counted.pair.mentorships)
    return ("completed" if done else "ended-or-not-stated",)


def goals(counted: CountedPair) -> Values:
    """How many of the mentee's goals were reached."""
    kept = [goal.status for goal in counted.pair.latest.goals if goal.status != "dropped"]
    reached = kept.count("done")
    if not reached:
        return ("none-or-not-stated",)
    return ("all-reached" if reached == len(kept) else "some-reached",)


def satisfaction(counted: CountedPair) -> Values:
    """The mentee's last mark from 1 to 10: 8 and above is high."""
    marks = [check_in.answers.satisfaction for check_in in counted.check_ins]
    given = [mark for mark in marks if mark is not None]
    return ("high" if given[-1] >= SATISFIED else "lower",) if given else ()


def months_between(start: date, day: date) -> int:
    """The number of whole months of the programme that have passed on a day."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)
