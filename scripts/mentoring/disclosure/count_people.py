"""Counts people and pairs: who belongs to a population, its size, and its members by category.

`PERSON` and `PAIR` list all that is counted. A sensitive attribute would first need its own rule:
at least ten people, tallies pooled over three editions, and a separate consent.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeGuard

from mentoring.aggregates.release import Headcount, History, Population, ReleaseStage
from mentoring.disclosure import table_specs
from mentoring.disclosure.table_specs import Classification, TableSpec
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.lifecycle import SIDES, Side
from mentoring.people.pair import Answers, Pair
from mentoring.store.programme import Edition

Values = tuple[str, ...]
SATISFIED = 8
SMALLEST_REMAINDER = 6
"""The least number of mentees beyond the places: five, and the reader who is one of them.

With fewer mentees than places plus this number, the number not selected could be inferred.
"""


def _months(pair: Pair, start: date) -> Values:
    """The months of the programme in which the mentee is known to have met a mentor."""
    days: set[date] = set()
    for mentorship in pair.mentorships:
        days.update(meeting.date for meeting in mentorship.meetings)
        days.update(report.last for report in mentorship.reported if report.last)
    return tuple(sorted({f"month-{table_specs.months_between(start, day) + 1}" for day in days}))


def _fit(pair: Pair, _start: date) -> Values:
    """Whether the mentee's latest check-in says that the pair fits."""
    last = _answers(pair)[-1:]
    return tuple("good" if answers.fit == "good" else "unsure-or-no" for answers in last)


def _completion(pair: Pair, _start: date) -> Values:
    """Whether a mentorship of the mentee was completed."""
    done = any(mentorship.meaning.certificate for mentorship in pair.mentorships)
    return ("completed" if done else "ended-or-not-stated",)


def _goals(pair: Pair, _start: date) -> Values:
    """How many of the mentee's goals were reached."""
    kept = [goal.status for goal in pair.latest.goals if goal.status != "dropped"]
    if "done" not in kept:
        return ("none-or-not-stated",)
    return ("all-reached" if set(kept) == {"done"} else "some-reached",)


def _satisfaction(pair: Pair, _start: date) -> Values:
    """The mentee's last mark from 1 to 10: 8 and above is high."""
    marks = [answers.satisfaction for answers in _answers(pair)]
    given = [mark for mark in marks if mark is not None]
    return tuple("high" if mark >= SATISFIED else "lower" for mark in given[-1:])


def _answers(pair: Pair) -> list[Answers]:
    """What the mentee answered at the check-ins, oldest first."""
    every = (each for mentorship in pair.mentorships for each in mentorship.check_ins)
    by_day = sorted(every, key=lambda check_in: check_in.on)
    return [check_in.answers for check_in in by_day if check_in.by == "mentee"]


PERSON: Mapping[str, Callable[[Application], Values]] = {
    "experiment": lambda person: (person.home,),
    "career": lambda person: (person.career.stage,),
    "region": lambda person: (person.location.timezone.partition("/")[0],),
    "topic": lambda person: person.topics,
}
"""The attributes of an applicant that tables may ask for; a time zone begins with the region."""
PAIR: Mapping[str, Callable[[Pair, date], Values]] = {
    "meetings-first-half": _months,
    "meetings-second-half": _months,
    "fit-at-midterm": _fit,
    "completion": _completion,
    "goals": _goals,
    "satisfaction": _satisfaction,
}
"""The attributes of a pair that tables may ask for, given the day on which the edition starts."""


def applicants(edition: Edition, role: Side) -> tuple[Application, ...]:
    """All eligible applicants on one side.

    A later withdrawal changes nothing, as the difference of two releases would reveal a person.
    """
    last = edition.cohort.record.dates.announcement
    return tuple(
        person
        for person in (entry.record for entry in edition.applications)
        if person.role == role
        and person.status is not ApplicationStatus.INELIGIBLE
        and person.submitted.date() <= last
    )


def announced(edition: Edition) -> tuple[Pair, ...]:
    """The pairs of the match as announced, without pairs made later."""
    mentees = {applicant.id for applicant in applicants(edition, "mentee")}
    return tuple(
        pair
        for pair in (entry.record for entry in edition.pairs)
        if pair.mentee in mentees
        and pair.mentorships[0].matched.how == "match"
        and pair.mentorships[0].meaning.told
    )


def headcounts(edition: Edition, stage: ReleaseStage, history: History) -> tuple[Headcount, ...]:
    """The sizes that a stage publishes. Only pairs announced at the matching are counted."""
    if stage not in {ReleaseStage.APPLICATIONS, ReleaseStage.MATCHING}:
        every = (count for release in history.of(edition.name) for count in release.headcounts)
        return tuple(count for count in every if count.population is Population.PAIRS)[:1]
    if stage is ReleaseStage.MATCHING:
        return (_headcount(Population.PAIRS, len(announced(edition))),)
    mentees, mentors = (len(applicants(edition, role)) for role in SIDES)
    least = edition.cohort.record.pairs + SMALLEST_REMAINDER
    return _headcount(Population.MENTEES, mentees, least), _headcount(Population.MENTORS, mentors)


def _headcount(population: Population, size: int, threshold: int = 0) -> Headcount:
    """A size is exact from a threshold upwards; below it, only that it is below."""
    least = max(table_specs.FEWEST_PEOPLE, threshold)
    low, high = (size, size) if size >= least else (0, least - 1)
    return Headcount(population=population, low=low, high=high)


def answers(edition: Edition, spec: TableSpec) -> tuple[Values, ...]:
    """The answers of each member of the table's population; empty if not to be counted.

    A pair's answers need the mentee's consent, and after the matching also the mentor's.
    """
    if spec.population is Population.PAIRS:
        return tuple(_of_pair(edition, pair, spec) for pair in announced(edition))
    role: Side = "mentee" if spec.population is Population.MENTEES else "mentor"
    return tuple(_of_person(person, spec.attribute) for person in applicants(edition, role))


def _of_pair(edition: Edition, pair: Pair, spec: TableSpec) -> Values:
    mentee, mentor = (edition.people.get(id_) for id_ in (pair.mentee, pair.latest.mentor))
    if spec.stage is ReleaseStage.MATCHING:
        return _of_person(mentee, spec.attribute)
    if not (_counts_in(mentee) and _counts_in(mentor)):
        return ()
    return PAIR[spec.attribute](pair, edition.cohort.record.dates.start)


def _of_person(person: Application | None, attribute: str) -> Values:
    return PERSON[attribute](person) if _counts_in(person) else ()


def _counts_in(person: Application | None) -> TypeGuard[Application]:
    """Whether the person agreed to be counted, and has not withdrawn this."""
    return person is not None and person.consent.statistics and person.consent.withdrawn is None


def tally(classification: Classification, given: Sequence[Values], size: int) -> tuple[int, ...]:
    """How many of `size` are counted in each category; erased people count as giving no answer."""
    missing: list[Values] = [()] * (size - len(given))
    counted = Counter(
        category
        for values in (*given, *missing)
        for category in classification.categories_of(values)
    )
    return tuple(counted[category] for category in classification.categories)
