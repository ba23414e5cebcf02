"""The attributes of a person or a pair that tables count.

No sensitive attribute is counted: the classes below have no field for one. A sensitive attribute
would first need its own rule: at least ten people, tallies pooled over three editions, and a
separate consent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mentoring.people.application import Application
from mentoring.people.pair import Answers, Pair
from mentoring.programme.cohort import Cohort

Values = tuple[str, ...]
SATISFIED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPerson:
    """The allow-list of an applicant's attributes that tables may ask for, each with its values."""

    experiment: Values
    career: Values
    region: Values
    topic: Values

    @classmethod
    def of(cls, person: Application) -> CountedPerson:
        """The attributes of an application; the region begins the name of the time zone."""
        return cls(
            experiment=(person.home,),
            career=(person.career.stage,),
            region=(person.location.timezone.partition("/")[0],),
            topic=person.topics,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPair:
    """A pair in its edition; its properties are the attributes that tables may ask for."""

    pair: Pair
    cohort: Cohort

    @property
    def months(self) -> Values:
        """The months of the programme in which the mentee is known to have met a mentor."""
        days: set[date] = set()
        for mentorship in self.pair.mentorships:
            days.update(meeting.date for meeting in mentorship.meetings)
            days.update(report.last for report in mentorship.reported if report.last)
        start = self.cohort.dates.start
        return tuple(sorted({f"month-{months_between(start, day) + 1}" for day in days}))

    @property
    def fit(self) -> Values:
        """Whether the mentee's latest check-in says that the pair fits."""
        return tuple(
            "good" if answers.fit == "good" else "unsure-or-no" for answers in self._answers()[-1:]
        )

    @property
    def completion(self) -> Values:
        """Whether a mentorship of the mentee was completed."""
        done = any(mentorship.meaning.certificate for mentorship in self.pair.mentorships)
        return ("completed" if done else "ended-or-not-stated",)

    @property
    def goals(self) -> Values:
        """How many of the mentee's goals were reached."""
        kept = [goal.status for goal in self.pair.latest.goals if goal.status != "dropped"]
        if "done" not in kept:
            return ("none-or-not-stated",)
        return ("all-reached" if set(kept) == {"done"} else "some-reached",)

    @property
    def satisfaction(self) -> Values:
        """The mentee's last mark from 1 to 10: 8 and above is high."""
        marks = [answers.satisfaction for answers in self._answers()]
        given = [mark for mark in marks if mark is not None]
        return tuple("high" if mark >= SATISFIED else "lower" for mark in given[-1:])

    def _answers(self) -> list[Answers]:
        """What the mentee answered at the check-ins, oldest first."""
        every = (each for mentorship in self.pair.mentorships for each in mentorship.check_ins)
        own = [check_in for check_in in every if check_in.by == "mentee"]
        return [check_in.answers for check_in in sorted(own, key=lambda check_in: check_in.on)]


def months_between(start: date, day: date) -> int:
    """The number of whole months of the programme that have passed on a day."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)
